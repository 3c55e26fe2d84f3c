"""How is a result put off: an apology with a new day, before the old one passes, once (form 04), or put right?"""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import User
from bhxh_archive.parameters import parameter
from bhxh_archive.reasons import is_reason
from bhxh_archive.trail import Granted, permit, record
from bhxh_archive.workdays import DeadlineKind, due
from intake import deadlines
from intake.models import Dossier, Reappointment
from intake.rules.appointments import is_being_settled, may_be_put_off, reappoint_right
from intake.rules.problems import Fault


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
    check_promise(locked, before, promised_on, reason)
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


@transaction.atomic
def correct_promise(*, dossier: Dossier, promised_on: date, reason: str, by: User) -> Reappointment:
    """Put the day of the newest apology right that was mistyped: the leader's right. `reason` says why; the words of
    the apology and the day by the law stay, and the slip printed next names the one it replaces.

    Raises NotAllowed, NotValid, and NotNow where no other day is promised or it has passed.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    granted = permit(locked, reappoint_right(1), by, Seat.SETTLING)
    wrong, made = still_open(locked), standing_apology(locked)
    problems = day_problems(locked, made.before_on, promised_on)
    if promised_on == wrong:
        problems.append(Fault("Phiếu đang ghi đúng ngày này.", "promised_on"))
    if not is_reason(reason):
        problems.append(Fault("Hãy ghi lý do sửa ngày hẹn lại.", "reason"))
    if problems:
        raise NotValid(" ".join(problems), [*problems])
    made.promised_on = locked.promised_on = promised_on
    made.save(update_fields=["promised_on"])
    locked.save(update_fields=["promised_on"])
    record(locked, "correct_promise", by=by, granted=granted, reason=reason.strip(), ordinal=made.ordinal,
           before=wrong.isoformat(), promised=promised_on.isoformat())  # fmt: skip
    return made


def standing_apology(dossier: Dossier) -> Reappointment:
    """The newest apology, while the day it promised is the one that holds. Raises NotNow."""
    made = dossier.reappointments.last()
    if made is None or made.promised_on != dossier.promised_on:
        raise NotNow("Không có ngày hẹn lại nào còn hiệu lực để sửa.")
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


def check_promise(dossier: Dossier, before: date, promised_on: date, reason: str) -> None:
    """Raise NotValid with everything that is wrong with another day and its reason."""
    problems: list[str] = [*day_problems(dossier, before, promised_on)]
    if not is_reason(reason):
        problems.append("Hãy ghi lý do chậm trả kết quả; lý do được in trên phiếu.")
    if problems:
        raise NotValid(" ".join(problems), problems)


def day_problems(dossier: Dossier, before: date, promised_on: date) -> list[Fault]:
    """What is wrong with another day than the one told `before`: a later working day, not so far off that it is
    mistyped (parameter `reappoint_days`, working days)."""
    calendar, most = deadlines.calendar(), parameter("reappoint_days", office=dossier.settling_office)
    latest = due(before, most, DeadlineKind.WORKING_DAYS, calendar)
    if promised_on <= before:
        said = f"Ngày hẹn lại phải sau ngày đã hẹn {before:%d/%m/%Y}."
    elif promised_on < timezone.localdate():
        said = "Ngày hẹn lại đã qua."
    elif promised_on > latest:
        said = f"Ngày hẹn lại quá xa: muộn nhất {latest:%d/%m/%Y} ({most} ngày làm việc sau ngày đã hẹn). Xem lại năm."
    elif not calendar.is_working(promised_on):
        said = "Ngày hẹn lại phải là ngày làm việc."
    else:
        return []
    return [Fault(said, "promised_on")]
