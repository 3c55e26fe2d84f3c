"""Is the slip on which the receiver signed at the counter scanned in? Sentences; nothing here writes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from bhxh_archive.parameters import parameter
from intake.models import Dossier, HandOver
from intake.queries import SIGNED, recorded_returns
from intake.rules.problems import Problem

MISSING: Final = "Chưa quét giấy giao nhận có chữ ký của người nhận."


def unsigned(dossier: Dossier) -> HandOver | None:
    """The delivery at the counter whose slip nobody has scanned yet, or whose scan was taken away."""
    given = (Dossier.ReturnMethod.COUNTER, HandOver.Outcome.DELIVERED)
    rows = (row for row in recorded_returns(dossier) if (row.method, row.outcome) == given)
    return next((row for row in rows if not getattr(row, "signed", False)), None)


def unsigned_among(dossiers: Collection[Dossier]) -> set[int]:
    """The ids of those with such a delivery, in one query."""
    rows = HandOver.objects.filter(dossier__in=dossiers, method=Dossier.ReturnMethod.COUNTER)
    rows = rows.filter(outcome=HandOver.Outcome.DELIVERED).exclude(SIGNED)
    return set(rows.values_list("dossier", flat=True))


def slip_problems(dossier: Dossier) -> list[str]:
    """Where the office wants the signed slip before the dossier is closed."""
    found = unsigned(dossier)
    if found is None or not parameter("signed_slip_first", office=dossier.receiving_office):
        return []
    return [Problem(MISSING, "signed_slip", found.pk)]
