"""How does the settling unit ask the leader to put a result off once more, and how does the leader say no?"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import User
from bhxh_archive.trail import permit, record
from intake.actions.deadlines.reappointing import check_promise, still_open
from intake.models import Dossier, ReappointmentWish
from intake.rules.appointments import open_wish, reappoint_right


@transaction.atomic
def ask_reappoint(*, dossier: Dossier, promised_on: date, reason: str, by: User) -> ReappointmentWish:
    """Ask for another day after the first apology; what was asked before and not answered is replaced.

    Raises NotAllowed, NotValid, and NotNow before the first apology or once the day that was told has passed.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    granted = permit(locked, reappoint_right(0), by, Seat.SETTLING)
    if not locked.reappointments.exists():
        raise NotNow("Hồ sơ chưa hẹn lại lần nào: phòng tự lập phiếu xin lỗi và hẹn lại.")
    check_promise(locked, still_open(locked), promised_on, reason)
    asked = open_wish(locked) or ReappointmentWish(dossier=locked)
    asked.promised_on, asked.reason, asked.asked_by = promised_on, reason.strip(), by
    asked.save()
    record(locked, "ask_reappoint", by=by, granted=granted, reason=asked.reason, promised=promised_on.isoformat())
    return asked


@transaction.atomic
def refuse_reappoint(*, dossier: Dossier, answer: str, by: User) -> ReappointmentWish:
    """Say no, with the reason. Raises NotAllowed, NotNow when nothing is asked, NotValid."""
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    granted = permit(locked, reappoint_right(1), by, Seat.SETTLING)
    asked = open_wish(locked)
    if asked is None:
        raise NotNow("Không có đề nghị hẹn lại nào chờ ý kiến.")
    if not answer.strip():
        raise NotValid("Hãy ghi lý do không đồng ý hẹn lại.")
    asked.granted, asked.answer, asked.answered_by, asked.answered_at = False, answer.strip(), by, timezone.now()
    asked.save(update_fields=["granted", "answer", "answered_by", "answered_at"])
    record(locked, "refuse_reappoint", by=by, granted=granted, reason=asked.answer)
    return asked
