"""Which component does a sentence of the trail speak of, and where do its pages lie?"""

from __future__ import annotations

from typing import Any

from intake.queries.trail_names import Names

Detail = dict[str, Any]
"""What an event holds, and the `names` that it is said with."""


def names_of(detail: Detail) -> Names:
    """The names that the sentence was given."""
    names: Names = detail["names"]
    return names


def paper(detail: Detail) -> str:
    """The component of the event."""
    return names_of(detail).paper(detail.get("component"))


def papers(detail: Detail) -> str:
    """The components of the event."""
    return names_of(detail).places(detail.get("components", []))


def to_paper(detail: Detail, word: str) -> str:
    """The component behind a word, "" where there is none."""
    return f" {word} {paper(detail)}" if detail.get("component") else ""


def sent(detail: Detail) -> str:
    """What was sent: how many pages, for which component, and where these lie now if elsewhere; or that it was
    refused. What went on into the tray has pages, and none of them here."""
    file, aim = names_of(detail).files.get(detail.get("upload") or 0), to_paper(detail, "cho")
    if file is None:
        return aim
    if file.refused:
        return aim if file.pages else f"{aim}, không nhận"
    now = names_of(detail).places(pk for pk in file.homes if pk != detail.get("component"))
    return f"{f', {file.pages} trang' if file.pages else ''}{aim}{f', hiện ở {now}' if now else ''}"


def pages(detail: Detail) -> int:
    """How many pages."""
    return len(detail.get("pages", []))


def filed(detail: Detail) -> str:
    """What became of pages; where those of older events lay before is not known."""
    target = detail.get("component")
    left = names_of(detail).places(pk for pk in detail.get("origins", []) if pk and pk != target)
    if not target:
        return f"Gỡ {pages(detail)} trang{f' khỏi {left}' if left else ''} về khay"
    way = f"Chuyển {pages(detail)} trang từ {left} sang" if left else f"Xếp {pages(detail)} trang vào"
    return f"{way} {paper(detail)}"


def where(detail: Detail) -> str:
    """Where the pages lie, as the event says; of an older one where they lie today."""
    names = names_of(detail)
    if "components" not in detail:
        today = dict.fromkeys(names.homes[pk] for pk in detail.get("pages", []) if pk in names.homes)
        return f" (hiện thuộc {names.places(today)})" if today else ""
    here = detail["components"]
    left = names.places(pk for pk in detail.get("origins", []) if pk not in here)
    return f" ({f'từ {left} sang' if left else 'ở'} {names.places(here)})" if here else ""
