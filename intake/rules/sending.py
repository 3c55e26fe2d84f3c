"""In which order do pages lie that nobody has put into one yet?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from intake.models import Page, Upload


def as_sent(pages: Iterable[Page]) -> list[Page]:
    """One sending after the other; within one by the names of its files (read `page.upload`), then as in the file. A
    newer scan lies where the page lay whose place it took."""
    found = [(page, page.in_place_of or page) for page in pages]
    begun: dict[str, int] = {}
    for _, first in found:
        name = _sending(first.upload)
        begun[name] = min(first.upload_id, begun.get(name, first.upload_id))
    found.sort(key=lambda pair: (begun[_sending(pair[1].upload)], *within(pair[1]), pair[0].part))
    return [page for page, _ in found]


def within(page: Page) -> tuple[Any, ...]:
    """The place of a page among those of its sending."""
    return natural(page.upload.name), page.upload_id, page.upload_index, page.part


def natural(name: str) -> list[tuple[int, str]]:
    """Sort key by which `trang-9` comes before `trang-10`: files sent three at a time finish in any order."""
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", name.casefold()) if part]


def _sending(upload: Upload) -> str:
    return upload.sending or f"file-{upload.pk}"
