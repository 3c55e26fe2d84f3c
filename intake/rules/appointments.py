"""May the result still be put off, by whom, and is it late by the law whatever was promised?"""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils import timezone

from bhxh_archive.lifecycle import State
from intake.models import Dossier, Procedure, ReappointmentWish

_AT_WORK: Final = (State.IN_REVIEW, State.AWAITING_CONTROL, State.AWAITING_SIGNATURE, State.SIGNED)


def is_being_settled(dossier: Dossier) -> bool:
    """Whether the settling unit has it and the time runs."""
    asked = dossier.state == State.AWAITING_VERIFICATION
    runs_on = dossier.procedure.verification_clock != Procedure.VerificationClock.STOP
    return dossier.state in _AT_WORK or (asked and runs_on)


def may_be_put_off(dossier: Dossier, today: date) -> bool:
    """While it is being settled and the day told to the person has not passed."""
    return is_being_settled(dossier) and dossier.appointment_on is not None and today <= dossier.appointment_on


def reappoint_right(earlier: int) -> str:
    """One new day is the settling unit's own; a second one needs the leader (form 04)."""
    return "benefits.reappoint_again" if earlier else "benefits.reappoint"


def is_late(due_on: date | None, day: date) -> bool:
    """Late by the law: an apology promises another day, and changes nothing in this."""
    return due_on is not None and day > due_on


def late_after(dossier: Dossier) -> date | None:
    """The day by the law after which a result is late: the one that was missed before the time stood still, for a
    request made too late mends nothing, else the one that runs."""
    return dossier.missed_on or dossier.due_on


def late_since(dossier: Dossier, today: date) -> date | None:
    """That day, once it has passed; of a dossier whose time runs."""
    day = late_after(dossier)
    return day if is_late(day, today) else None


def missed_words(dossier: Dossier) -> str:
    """What is told beside the new day of what was late already; "" for all else. A day from before the receipt is that
    of the dossier from which it was split off."""
    missed, received = dossier.missed_on, dossier.received_at
    if missed is None:
        return ""
    apart = received is not None and timezone.localdate(received) > missed
    return f"đã quá hạn {missed:%d/%m/%Y} trước khi {'tách hồ sơ' if apart else 'dừng tính hạn'}"


def open_wish(dossier: Dossier) -> ReappointmentWish | None:
    """What the settling unit asked of the leader and the leader has not answered."""
    rows = ReappointmentWish.objects.filter(dossier=dossier, granted=None)
    return rows.select_related("asked_by").first()


def newest_wish(dossier: Dossier) -> ReappointmentWish | None:
    """What was last asked of the leader, while it is open or was refused; what was granted is an apology by now."""
    rows = ReappointmentWish.objects.filter(dossier=dossier).select_related("asked_by", "answered_by")
    newest = rows.last()
    return newest if newest and not newest.granted else None
