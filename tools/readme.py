"""Which parts of the README are made from the code? `python -m tools.readme` writes them anew.

The map comes from `lifecycle`, the configuration table from `settings/environment.py`; a test compares both.
"""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def parts() -> dict[str, str]:
    """Marker name -> what stands between `<!-- name -->` and `<!-- /name -->`."""
    return {"map": _map(), "configuration": _configuration()}


def _map() -> str:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bhxh_archive.settings.test")
    django.setup()
    from bhxh_archive.lifecycle import mermaid

    return f"```mermaid\n{mermaid()}\n```"


def _configuration() -> str:
    from bhxh_archive.settings.environment import VARIABLES

    head = "| Variable | Type | Default | Meaning |\n|---|---|---|---|"
    rows = [f"| `{row.name}` | {row.type} | {_default(row.default)} | {row.meaning_en} |" for row in VARIABLES]
    return "\n".join([head, *rows])


def _default(text: str) -> str:
    return f"`{text}`" if text else ""


def filled(text: str) -> str:
    """The README's text with every made part as the code is now. Raises ValueError for a missing marker."""
    for name, content in parts().items():
        pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
        if not pattern.search(text):
            raise ValueError(f"README.md has no part {name!r}")
        text = pattern.sub(partial(_between, content), text)
    return text


def _between(content: str, markers: re.Match[str]) -> str:
    return f"{markers[1]}{content}\n{markers[2]}"


def main() -> None:
    """Write the README's made parts."""
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
