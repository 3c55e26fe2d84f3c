"""Which parts of a stack can be filed, and still are to be looked at: a sheet within, another number of pages?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Count, IntegerField, OuterRef, Q, Subquery

from intake.models import Batch, BatchPage, BatchPart
from intake.queries.batches import READY, pages_there
from intake.rules.stacks import another_named, answers, counts_agree

_IN_PART = (
    BatchPage.objects.filter(
        batch=OuterRef("batch"), index__gte=OuterRef("first"), index__lt=OuterRef("stop"), left_out=False
    ).order_by().values("batch")
)  # fmt: skip


def doubtful_parts(rows: Collection[Batch]) -> Counter[int]:
    """Stack id -> how many of its ready parts hold a sheet of another dossier than they go to or begin with one that
    nobody could read, or go to a dossier of whose paper another number of pages was counted. Four queries."""
    texts: dict[int, dict[int, list[str]]] = defaultdict(dict)
    bearing = BatchPage.objects.filter(~Q(texts=[]) | Q(unread=True, left_out=False), batch__in=rows)
    for batch, index, found in bearing.values_list("batch", "index", "texts"):
        texts[batch][index] = found
    parts, wrong = READY.filter(batch__in=rows).select_related("dossier"), miscounted(rows)
    return Counter(
        part.batch_id for part in parts
        if another_named(part, texts[part.batch_id]) or texts[part.batch_id].get(part.first) == []
        or (part.batch_id, part.dossier_id) in wrong
    )  # fmt: skip


def miscounted(rows: Collection[Batch]) -> set[tuple[int, int]]:
    """(stack, dossier) of each dossier whose open parts don't bring the pages that were counted. Two queries.

    Blank pages are set apart; what a supplement brings was counted by nobody yet.
    """
    brought: dict[tuple[int, int, int], Counter[str]] = defaultdict(Counter)
    for batch, dossier, counted, state, code, kept, blank in _parts(rows):
        sums = brought[batch, dossier, counted]
        sums["answers"] += answers(code)
        if state == BatchPart.State.OPEN:
            sums.update(parts=1, kept=kept or 0, blank=blank or 0)
    there = pages_there({dossier for _, dossier, _ in brought})
    return {
        (batch, dossier) for (batch, dossier, counted), sums in brought.items()
        if sums["parts"] and not sums["answers"]
        and not counts_agree(counted, sums["kept"], sums["blank"], there.get(dossier, 0))
    }  # fmt: skip


def _parts(rows: Collection[Batch]) -> Iterable[Any]:
    """Stack, dossier, its counted pages, state, code, pages that are kept, blank ones among these; of every part."""
    number = {"kept": Count("pk"), "blank": Count("pk", filter=Q(blank=True))}
    counts = {
        name: Subquery(_IN_PART.annotate(number=how).values("number"), output_field=IntegerField())
        for name, how in number.items()
    }
    found = BatchPart.objects.filter(batch__in=rows, dossier__counted_pages__isnull=False, hand_over=None)
    found = found.exclude(trouble=BatchPart.Trouble.SLIP).order_by()
    columns = ("batch_id", "dossier_id", "dossier__counted_pages", "state", "code", "kept", "blank")
    return found.annotate(**counts).values_list(*columns)
