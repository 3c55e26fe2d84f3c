"""How is the paper counted that came as it was asked for, and how is such a count taken back?"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bhxh_archive.lifecycle import State
from intake.models import Component, Dossier, SupplementItem
from intake.queries import Tally, open_items


def count_answer(
    dossier: Dossier, item: SupplementItem, paper: Component | None, sheets: int | None, pages: int | None
) -> None:
    """Write down that the paper of an answered item comes to so much, 0 or None: as before; the count of the whole
    follows. Kept on the item, which the caller saves."""
    item.counted = {}
    if paper is None or not (sheets or pages):
        return
    tally, before = Tally(dossier, item.request.at), (dossier.counted_sheets or 0, dossier.counted_pages or 0)
    had, has = tally.take(paper, sheets or None, pages or None)
    _put(dossier, tally.sheets, tally.pages)
    _put_paper(paper, *has)
    added = [(dossier.counted_sheets or 0) - before[0], (dossier.counted_pages or 0) - before[1]]
    item.counted = {"paper": paper.pk, "had": list(had), "has": list(has), "added": added}


def take_back_count(dossier: Dossier, item: SupplementItem) -> None:
    """Let paper and whole be counted as they were before this item, where nobody counted the paper anew since. The
    caller saves the item."""
    told, item.counted = item.counted, {}
    if not told or _handed_on(item, told):
        return
    paper = dossier.components.filter(pk=told["paper"]).first()
    if paper is None or [paper.sheets, paper.pages_counted] != told["has"]:
        return
    _put_paper(paper, *told["had"])
    sheets, pages = (
        None if whole is None else max(0, whole - more)
        for whole, more in zip((dossier.counted_sheets, dossier.counted_pages), told["added"], strict=True)
    )
    _put(dossier, sheets, pages)


def _handed_on(item: SupplementItem, told: dict[str, Any]) -> bool:
    """Whether the paper was counted further for another item: what this one had counted is part of that."""
    others = SupplementItem.objects.filter(request=item.request_id, counted__paper=told["paper"]).exclude(pk=item.pk)
    later = others.filter(counted__had=told["has"]).first()
    if later is None:
        return False
    added = [mine + more for mine, more in zip(told["added"], later.counted["added"], strict=True)]
    later.counted |= {"had": told["had"], "added": added}
    later.save(update_fields=["counted"])
    return True


def with_asked(dossier: Dossier, counted: Collection[tuple[Component, int, int]]) -> tuple[int | None, int | None]:
    """The count of the whole once these papers come to (sheets, pages), as far as they were asked for and are still
    waited for; to be read before that is saved."""
    asked = list(open_items(dossier)) if dossier.state == State.AWAITING_SUPPLEMENT else []
    wanted = {key for item in asked if item.component for key in _keys(item.component)}
    rows = [row for row in counted if wanted.intersection(_keys(row[0]))]
    if not rows:
        return dossier.counted_sheets, dossier.counted_pages
    tally = Tally(dossier, max(item.request.at for item in asked))
    for paper, sheets, pages in rows:
        tally.take(paper, sheets, pages)
    return tally.sheets, tally.pages


def _keys(paper: Component) -> list[tuple[object, ...]]:
    """What a paper has in common with those of which one will do in its place."""
    group = paper.type.group
    return [(paper.pk,), (group, paper.line_id)] if group else [(paper.pk,)]


def _put(dossier: Dossier, sheets: int | None, pages: int | None) -> None:
    dossier.counted_sheets, dossier.counted_pages = sheets, pages
    dossier.save(update_fields=["counted_sheets", "counted_pages"])


def _put_paper(paper: Component, sheets: int, pages: int) -> None:
    paper.sheets, paper.pages_counted = sheets, pages
    paper.save(update_fields=["sheets", "pages_counted"])
