"""How much of the counted paper of a list leaves with the papers of lines that are split off?

What the counter counted for all lines together becomes less by what leaves, so that the two receipts together say what
was handed in. Where that can't be known the paper is to be counted again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Q

from intake import rules
from intake.models import Component, Dossier, ListLine, Page
from intake.rules.list_benefits import benefit_of_procedure
from intake.rules.scans import UNCOUNTED


@dataclass
class Leaving:
    """Sheets and pages that leave; `doubtful`: the papers counted for all lines whose count is no longer certain."""

    sheets: int = 0
    pages: int = 0
    doubtful: list[Component] = field(default_factory=list)


def count_apart(
    dossier: Dossier, lines: Collection[int], papers: Sequence[Component], images: Sequence[Page]
) -> Leaving:
    """Count each paper of these lines by itself, while they and their `images` are still in the dossier; saves it.

    A paper that was counted at its line keeps that count. Of another the images that stand for a page are its pages,
    and its sheets come out of what was counted for all lines; without that they are as many as its pages, most of which
    have one side written on.
    """
    there = Counter(page.component_id for page in images if rules.counted([page]))
    wholes, leaving = _counted_for_all(dossier, lines, papers), Leaving()
    for paper in papers:
        own, whole = rules.is_in_hand(paper), wholes.get(paper.type.code)
        if whole and there[paper.pk] and not own and not _take_out(whole, paper, there[paper.pk]):
            leaving.doubtful.append(whole)
        paper.sheets, paper.pages_counted = paper.sheets or there[paper.pk], paper.pages_counted or there[paper.pk]
        paper.save(update_fields=["sheets", "pages_counted"])
        leaving.sheets, leaving.pages = leaving.sheets + paper.sheets, leaving.pages + paper.pages_counted
    leaving.doubtful = list(dict.fromkeys([*leaving.doubtful, *_settle(dossier, wholes, papers)]))
    return leaving


def _counted_for_all(dossier: Dossier, lines: Collection[int], papers: Sequence[Component]) -> dict[str, Component]:
    """Code -> the paper that was counted for all lines together, of those that may hold a paper of these lines; with as
    many pages as sheets, or sheets as pages, where only one was counted."""
    asked = set(ListLine.objects.filter(pk__in=lines).values_list("benefit", flat=True))
    rows = dossier.components.filter(line=None, type__per_person=True, type__never_scan=False)
    codes, found = {paper.type.code for paper in papers}, {}
    for row in filter(rules.is_in_hand, rows.select_related("type__procedure")):
        if row.type.code in codes or "" in asked or benefit_of_procedure(row.type.procedure.code) in asked:
            row.sheets, row.pages_counted = row.sheets or row.pages_counted, row.pages_counted or row.sheets
            found[row.type.code] = row
    return found


def _take_out(whole: Component, paper: Component, pages: int) -> bool:
    """Count a paper with so many pages out of the whole. Returns whether its sheets are certain: that many pages were
    counted, and all sheets are written on as many sides."""
    known, sheets = whole.pages_counted, whole.sheets
    share = max(1, sheets * pages // known) if pages < known else sheets
    whole.sheets, whole.pages_counted, paper.sheets = sheets - share, max(0, known - pages), share
    whole.copies = max(1, whole.copies - 1)
    return pages <= known and not sheets * pages % known


def _settle(dossier: Dossier, wholes: dict[str, Component], papers: Sequence[Component]) -> list[Component]:
    """Save what is left of each whole, never less than what is there; returns those with another count than that: what
    is yet to be scanned may be of those who leave."""
    images, uneven = _images_left(dossier, papers), []
    for code, whole in wholes.items():
        uneven += [whole] if whole.pages_counted != images[code] else []
        whole.pages_counted = max(whole.pages_counted, images[code])
        whole.sheets = max(whole.sheets, -(-images[code] // 2))
        whole.save(update_fields=["copies", "sheets", "pages_counted"])
    return uneven


def _images_left(dossier: Dossier, papers: Sequence[Component]) -> Counter[str]:
    """Code -> the images that stand for a page of the papers that stay and were not counted at their lines."""
    rows = Page.objects.filter(component__dossier=dossier, deleted_at=None, upload__signed=False)
    rows = rows.filter(Q(component__line=None) | Q(component__sheets=0, component__pages_counted=0))
    rows = rows.exclude(component__in=papers).exclude(kind__in=UNCOUNTED).order_by()
    return Counter(dict(rows.values_list("component__type__code").annotate(total=Count("id"))))
