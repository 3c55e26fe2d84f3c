"""How is something written down that happened to a dossier without moving it?"""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction

from bhxh_archive.errors import NotAllowed
from bhxh_archive.lifecycle import Seat, seat_office
from bhxh_archive.models import Event, User

KEY_LENGTH: Final = 64
Granted = tuple[str, int | None]
"""The function that lets a person act, and the id of the office where it is held (None: the Archive Center)."""

_DESKS: Final = (("intake.view", Seat.RECEIVING), ("benefits.view", Seat.SETTLING), ("archive.view", Seat.CENTRE))


def permit(dossier: Any, right: str, by: User, seat: Seat) -> Granted:
    """What lets `by` use the right at the dossier's office in that seat. Raises NotAllowed where nothing does."""
    office_id = seat_office(dossier, seat)
    role = by.role_for(right, office_id)
    if not role:
        raise NotAllowed("Tài khoản của bạn không có quyền làm việc này với hồ sơ này.")
    return role, office_id


@transaction.atomic(savepoint=False)
def record(
    dossier: Any, verb: str, *, by: User | None, granted: Granted | None = None, reason: str = "", digest: str = "",
    key: str = "", **detail: Any,
) -> Event:  # fmt: skip
    """Append one event to the dossier's trail. `detail` holds ids and counts, never names or numbers of persons.

    `granted` is what `permit` gave; without it the event names the function with which `by` takes part.
    `key` names the press of the button that brought it: see `was_done`. Locks the dossier first, as whoever moves it
    does: the lock of the sealed chain comes after that of its row for everybody, or two would wait for each other.
    """
    type(dossier)._base_manager.select_for_update(no_key=True).values_list("pk").get(pk=dossier.pk)
    role, office_id = granted or _acting(dossier, by)
    event: Event = dossier.events.create(
        verb=verb,
        by=by,
        role=role,
        office_id=office_id,
        from_state=dossier.state,
        to_state=dossier.state,
        reason=reason,
        detail=detail,
        evidence_digest=digest,
        request_key=key[:KEY_LENGTH] or None,
    )
    return event


def was_done(dossier: Any, verb: str, key: str) -> bool:
    """Whether this very press of the button has been carried out before; without a key nobody can tell."""
    return bool(key) and dossier.events.filter(verb=verb, request_key=key[:KEY_LENGTH]).exists()


def _acting(dossier: Any, by: User | None) -> Granted:
    """At the counter, in the benefits unit or in the archive of this dossier; else whatever opens it to the person."""
    if by is None:
        return "system", None
    for right, seat in _DESKS:
        if role := by.role_for(right, office_id := seat_office(dossier, seat)):
            return role, office_id
    offices = {dossier.receiving_office_id, dossier.settling_office_id, dossier.paper_office_id}
    here = (seat for seat in by.seats if seat.office_id in offices)
    return next(((seat.role, seat.office_id) for seat in here), ("", None))
