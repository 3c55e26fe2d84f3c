"""Which decisions in force adjust the amount that another one grants?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from benefits.models import DocumentChange
from bhxh_archive.once import read_once
from intake.models import Result


def adjustments_of(result: int) -> Iterator[DocumentChange]:
    """The adjustments in force of the amount that the decision of that id grants, and those of the amounts that they
    set, ended or not."""
    rows = DocumentChange.objects.in_force().filter(act=DocumentChange.Act.ADJUSTS, earlier=result)
    for row in rows.select_related("by"):
        yield row
        yield from adjustments_of(row.by_id)


def not_ended(changes: Iterable[DocumentChange]) -> list[DocumentChange]:
    """Those whose own document was not replaced, revoked or annulled since."""
    found = list(changes)
    rows = DocumentChange.objects.in_force().ending().filter(earlier__in=[row.by_id for row in found])
    ended = set(rows.values_list("earlier", flat=True)) if found else set()
    return [row for row in found if row.by_id not in ended]


@read_once
def adjusting(result: Result) -> list[DocumentChange]:
    """The adjustments in force of the amount that the decision grants, one on the other, that were not ended."""
    return not_ended(adjustments_of(result.pk))
