"""How is a result put off: an apology with a new day, before the old one passes, once (form 04)?"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import User
from bhxh_archive.trail import Granted, permit, record
from intake import deadlines
from intake.models import Dossier, Reappointment
from intake.rules.appointments import is_being_settled, may_be_put_off, reappoint_right


@transaction.atomic
def reappoint(*, dossier: Dossier, promised_on: date, reason: str, by: User) -> Reappointment:
    """Promise another day (working day) with the reason; the day by the law stays as it is.

    The first time it is the settling unit's right, later the leader's. Raises NotAllowed, NotValid, and NotNow once the
    day that was told has passed: then it is late, and no paper makes it otherwise.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    ordinal = locked.reappointments.count() + 1
    granted = permit_reappoint(locked, ordinal - 1, by)
    before = still_open(locked)
    check_promise(before, promised_on, reason)
    made = Reappointment.objects.create(
        dossier=locked, ordinal=ordinal, statutory_on=locked.due_on or before, before_on=before,
        promised_on=promised_on, reason=reason.strip(), by=by,
    )  # fmt: skip
    locked.promised_on = promised_on
    locked.save(update_fields=["promised_on"])
    _grant(locked, made)
    record(locked, "reappoint", by=by, granted=granted, reason=made.reason, ordinal=ordinal,
           before=before.isoformat(), promised=promised_on.isoformat())  # fmt: skip
    return made


def permit_reappoint(dossier: Dossier, times: int, by: User) -> Granted:
    """What lets `by` put a dossier off that was put off so many times. Raises NotAllowed; who may do so once is told
    why not again."""
    right = reappoint_right(times)
    once, again = (by.holds(name, dossier.settling_office_id) for name in (reappoint_right(0), right))
    if once and not again:
        raise NotAllowed("Hồ sơ này đã hẹn lại một lần. Hẹn lại lần nữa do lãnh đạo ký quyết định: hãy trình lãnh đạo.")
    return permit(dossier, right, by, Seat.SETTLING)


def _grant(dossier: Dossier, made: Reappointment) -> None:
    """The wish that waited for it is answered by it."""
    waiting = dossier.reappointment_wishes.filter(granted=None)
    waiting.update(granted=True, answered_by=made.by, answered_at=timezone.now(), made=made)


def still_open(dossier: Dossier) -> date:
    """The day told to the person, while it may be put off. Raises NotNow."""
    if not is_being_settled(dossier):
        raise NotNow("Chỉ hẹn lại khi hồ sơ đang được giải quyết và thời hạn đang chạy.")
    before = dossier.appointment_on
    if before is None or not may_be_put_off(dossier, timezone.localdate()):
        raise NotNow("Đã qua ngày hẹn trả nên không lập phiếu xin lỗi và hẹn lại được nữa.")
    return before


def check_promise(before: date, promised_on: date, reason: str) -> None:
    """Raise NotValid with everything that is wrong with another day and its reason."""
    problems = []
    if promised_on <= before:
        problems.append(f"Ngày hẹn lại phải sau ngày đã hẹn {before:%d/%m/%Y}.")
    elif not deadlines.calendar().is_working(promised_on):
        problems.append("Ngày hẹn lại phải là ngày làm việc.")
    if not reason.strip():
        problems.append("Hãy ghi lý do chậm trả kết quả; lý do được in trên phiếu.")
    if problems:
        raise NotValid(" ".join(problems), problems)
