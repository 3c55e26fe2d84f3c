"""How is something written down that happened to a dossier without moving it?"""

from __future__ import annotations

from typing import Any

from bhxh_archive.errors import NotAllowed
from bhxh_archive.lifecycle import Seat, seat_office
from bhxh_archive.models import Event, User


def permit(dossier: Any, right: str, by: User, seat: Seat) -> None:
    """Raise NotAllowed unless `by` holds the right at the dossier's office in that seat."""
    if not by.holds(right, seat_office(dossier, seat)):
        raise NotAllowed("Tài khoản của bạn không có quyền làm việc này với hồ sơ này.")


def record(dossier: Any, verb: str, *, by: User | None, reason: str = "", digest: str = "", **detail: Any) -> Event:
    """Append one event to the dossier's trail. `detail` holds ids and counts, never names or numbers of persons."""
    seat = by.seats[0] if by and by.seats else None
    event: Event = dossier.events.create(
        verb=verb,
        by=by,
        role=seat.role if seat else "system",
        office_id=seat.office_id if seat else None,
        from_state=dossier.state,
        to_state=dossier.state,
        reason=reason,
        detail=detail,
        evidence_digest=digest,
    )
    return event
