"""In which order do pages lie that nobody has put into one yet?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from intake.models import Page, Upload


def as_sent(pages: Iterable[Page]) -> list[Page]:
    """One sending after the other; within one by the names of its files (read `page.upload`), then as in the file."""
    found = list(pages)
    begun: dict[str, int] = {}
    for page in found:
        name = _sending(page.upload)
        begun[name] = min(page.upload_id, begun.get(name, page.upload_id))
    return sorted(found, key=lambda page: (begun[_sending(page.upload)], *within(page)))


def within(page: Page) -> tuple[Any, ...]:
    """The place of a page among those of its sending."""
    return natural(page.upload.name), page.upload_id, page.upload_index, page.part


def natural(name: str) -> list[tuple[int, str]]:
    """Sort key by which `trang-9` comes before `trang-10`: files sent three at a time finish in any order."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name.casefold()) if part]


def _sending(upload: Upload) -> str:
    return upload.sending or f"file-{upload.pk}"
