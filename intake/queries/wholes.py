"""What is laid side by side before the archive: images, files and snapshots of what came in, versions of what went out?

Everything here is read for a whole dossier at once; papers of the single lines of an employer's list are summed up.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models import Count, QuerySet, Sum
from django.db.models.functions import Coalesce

from bhxh_archive.models import StoredFile
from bhxh_archive.once import read_once
from intake.models import Component, ComponentDocument, Dossier, ListLine, Lookup, Upload
from intake.queries.lists import has_list
from intake.queries.results import COUNTS
from intake.queries.scans import pages_of
from intake.rules import UNCOUNTED

LINES: Final = 0
"""The key under which all papers of lines are summed up; no component has this id."""


@dataclass
class PageSum:
    """How many images there are, and of which kind; `signed` ones belong to an electronic original."""

    kinds: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    signed: int = 0

    @property
    def images(self) -> int:
        return sum(self.kinds.values())

    @property
    def counted(self) -> int:
        """Images that stand for one page of paper each (Circular 01/2023/TT-VPCP art. 8.2)."""
        return self.images - sum(self.kinds[kind] for kind in UNCOUNTED)

    def add(self, other: PageSum) -> None:
        self.signed += other.signed
        for kind, number in other.kinds.items():
            self.kinds[kind] += number


def page_sums(dossier: Dossier) -> dict[int | None, PageSum]:
    """Component id -> its images; LINES -> those of all lines; None -> those that lie nowhere yet."""
    at_lines = set(_line_papers(dossier).values_list("pk", flat=True)) if has_list(dossier) else ()
    sums: dict[int | None, PageSum] = defaultdict(PageSum)
    for page in pages_of(dossier):
        found = sums[LINES if page.component_id in at_lines else page.component_id]
        if page.upload.signed:
            found.signed += 1
        else:
            found.kinds[page.kind] += 1
    return dict(sums)


def files_made(dossier: Dossier, wanted: Mapping[int, str], line: ListLine) -> dict[int, StoredFile]:
    """Component id -> its two-layer file, where it is made for the pages as they are now (`wanted`: the recipes), of
    the papers of one `line`."""
    rows = ComponentDocument.objects.filter(component__dossier=dossier, component__line=line).select_related("file")
    return {row.component_id: row.file for row in rows if wanted.get(row.component_id) == row.recipe}


@read_once
def snapshots_of(dossier: Dossier) -> dict[int, StoredFile]:
    """Component id -> the record that was taken in its place."""
    rows = Lookup.objects.filter(component__dossier=dossier, accepted_at__isnull=False, snapshot__isnull=False)
    newest_last = rows.select_related("snapshot").order_by("accepted_at")
    return {row.component_id: row.snapshot for row in newest_last if row.snapshot}


def _line_papers(dossier: Dossier) -> QuerySet[Component]:
    return Component.objects.filter(dossier=dossier, line__isnull=False)


def line_papers(dossier: Dossier) -> tuple[int, int]:
    """How many papers lie at lines of the list, and on how many sheets."""
    found = _line_papers(dossier).aggregate(papers=Count("id"), sheets=Sum("sheets", default=0))
    return found["papers"], found["sheets"]


def signed_slips_of(dossier: Dossier, until: datetime | None = None) -> list[Upload]:
    """The scans of the slips that receivers signed, without those that were taken away or still are to be confirmed;
    those alone that were sent, and confirmed where that was needed, by a moment."""
    rows = Upload.objects.filter(COUNTS, folder__hand_over__dossier=dossier, dropped_at=None)
    if until:
        rows = rows.alias(since=Coalesce("slip_doubt__confirmed_at", "at")).filter(since__lte=until)
    return list(rows.filter(state=Upload.State.ACCEPTED).order_by("id"))
