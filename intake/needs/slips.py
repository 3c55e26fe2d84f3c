"""Is the slip on which the receiver signed at the counter scanned in? Sentences; nothing here writes."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from bhxh_archive.parameters import parameter
from intake.models import Dossier, HandOver
from intake.queries import SIGNED, UNCONFIRMED, recorded_returns
from intake.rules.problems import Problem

MISSING: Final = "Chưa quét giấy giao nhận có chữ ký của người nhận."
WAITING: Final = "Bản quét giấy giao nhận đã ký không đọc được mã, chưa ai xác nhận."


def unsigned(dossier: Dossier) -> HandOver | None:
    """The delivery at the counter whose slip nobody has scanned yet, or whose scan was taken away or still is to be
    confirmed (`waits`)."""
    given = (Dossier.ReturnMethod.COUNTER, HandOver.Outcome.DELIVERED)
    rows = (row for row in recorded_returns(dossier) if (row.method, row.outcome) == given)
    return next((row for row in rows if not getattr(row, "signed", False)), None)


def missing_among(dossiers: Collection[Dossier]) -> dict[int, str]:
    """What to say of those with such a delivery, by id, in one query."""
    rows = HandOver.objects.filter(dossier__in=dossiers, method=Dossier.ReturnMethod.COUNTER)
    rows = rows.filter(outcome=HandOver.Outcome.DELIVERED).exclude(SIGNED).annotate(waits=UNCONFIRMED)
    return {row.dossier_id: _words(row) for row in rows}


def missing_of(dossier: Dossier) -> list[Problem]:
    """The one sentence of such a delivery, or none."""
    found = unsigned(dossier)
    return [Problem(_words(found), "signed_slip", found.pk)] if found else []


def slip_problems(dossier: Dossier) -> list[str]:
    """Where the office wants the signed slip before the dossier is closed."""
    found = missing_of(dossier)
    return [*found] if found and parameter("signed_slip_first", office=dossier.receiving_office) else []


def _words(handed: HandOver) -> str:
    return WAITING if getattr(handed, "waits", False) else MISSING
