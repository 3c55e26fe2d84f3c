"""How does an administrator keep the dated data of law and practice: holidays and parameters?"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.trail import snapshot, write_down
from bhxh_archive.calendar_changes import calendar_changed
from bhxh_archive.errors import NotValid
from bhxh_archive.history_headings import folded
from bhxh_archive.models import Holiday, Office, Parameter, User
from bhxh_archive.parameters import DEFAULTS, values_in_force

YEARS_BACK, YEARS_AHEAD = 3, 5
_HOLIDAY: Final = ("day", "kind", "name", "source", "confirmed")
_PARAMETER: Final = ("key", "office_id", "value", "valid_from", "source", "confirmed")
_SATURDAY: Final = 5
_FORMS: Final = {
    "int": (r"\d{1,6}", "Nhập một số nguyên, ví dụ 3."),
    "bool": (r"[01]", "Chọn có hoặc không."),
    "time": (r"([01]\d|2[0-3]):[0-5]\d", "Nhập giờ theo dạng 17:00."),
    "results": (r"([A-Z0-9_-]+(,[A-Z0-9_-]+)*)?", "Chọn các loại văn bản."),
    "headings": (r"[^;]*[^\W_][^;]*(;[^;]*[^\W_][^;]*)*", "Nhập các tiêu đề, cách nhau bằng dấu chấm phẩy."),
    "notation": (r"(?=.{1,30}$)[^\W_]+(-[^\W_]+)*", "Nhập chữ, số và gạch nối, ví dụ QĐ-BHXH."),
}


def check_holiday(*, day: date, kind: str, source: str, confirmed: bool, **_: Any) -> None:
    """Raises NotValid for a day that the calendar can't take as it is told."""
    if kind == Holiday.Kind.MAKE_UP and day.weekday() < _SATURDAY:
        raise NotValid("Ngày làm bù phải là thứ Bảy hoặc Chủ nhật.")
    if not -YEARS_BACK <= day.year - timezone.localdate().year <= YEARS_AHEAD:
        raise NotValid(f"Chỉ ghi lịch từ {YEARS_BACK} năm trước đến {YEARS_AHEAD} năm tới. Hãy kiểm tra năm đã gõ.")
    if confirmed and not source.strip():
        raise NotValid("Muốn đánh dấu đã xác nhận, hãy ghi nguồn: số và ngày của thông báo.")


@transaction.atomic
def add_holiday(*, day: date, kind: str, name: str, source: str, confirmed: bool, by: User) -> Holiday:
    """Add a public holiday or a make-up working day (Labour Code art. 112)."""
    require_office(by, None)
    check_holiday(day=day, kind=kind, source=source, confirmed=confirmed)
    try:
        with transaction.atomic():
            row = Holiday.objects.create(day=day, kind=kind, name=name, source=source, confirmed=confirmed)
    except IntegrityError as error:
        raise NotValid(f"Ngày {day:%d/%m/%Y} đã có trong lịch. Hãy sửa dòng đó.") from error
    written = write_down(by=by, verb="add_holiday", row=row, after=snapshot(row, _HOLIDAY))
    calendar_changed(day, change=written.pk, by=by)
    return row


@transaction.atomic
def change_holiday(*, holiday: Holiday, kind: str, name: str, source: str, confirmed: bool, by: User) -> Holiday:
    """Change what is known of a day; the day itself stays."""
    require_office(by, None)
    row = Holiday.objects.select_for_update().get(pk=holiday.pk)
    check_holiday(day=row.day, kind=kind, source=source, confirmed=confirmed)
    before = snapshot(row, _HOLIDAY)
    row.kind, row.name, row.source, row.confirmed = kind, name, source, confirmed
    row.save()
    written = write_down(by=by, verb="change_holiday", row=row, before=before, after=snapshot(row, _HOLIDAY))
    calendar_changed(row.day, change=written.pk, by=by)
    return row


@transaction.atomic
def remove_holiday(*, holiday: Holiday, by: User) -> None:
    """Take a day out of the calendar that has not come yet; of one that has, due dates were counted with it."""
    require_office(by, None)
    row = Holiday.objects.select_for_update().get(pk=holiday.pk)
    if row.day < timezone.localdate():
        raise NotValid("Ngày này đã qua, các hạn trả đã tính theo nó nên không bỏ được.")
    written = write_down(by=by, verb="remove_holiday", row=row, before=snapshot(row, _HOLIDAY))
    row.delete()
    calendar_changed(holiday.day, change=written.pk, by=by)


@transaction.atomic
def set_parameter(
    *, key: str, office: Office | None, value: str, valid_from: date, source: str, confirmed: bool, by: User
) -> Parameter:
    """Add a value from a day on; an earlier value stays on record and holds for the days before."""
    require_office(by, office.pk if office else None)
    pattern, complaint = _FORMS[DEFAULTS[key].kind]
    if not re.fullmatch(pattern, value.strip()):
        raise NotValid(complaint)
    if DEFAULTS[key].kind == "headings":
        _refuse_shared_headings(key, value, office, valid_from)
    if valid_from < timezone.localdate() and not source.strip():
        raise NotValid("Ngày áp dụng đã qua. Nếu đúng như vậy, hãy ghi nguồn: văn bản nào quy định từ ngày đó.")
    try:
        with transaction.atomic():
            row = Parameter.objects.create(key=key, office=office, value=value.strip(), valid_from=valid_from,
                                           source=source, confirmed=confirmed)  # fmt: skip
    except IntegrityError as error:
        raise NotValid("Đã có giá trị bắt đầu từ ngày này. Hãy bỏ giá trị đó trước, hoặc chọn ngày khác.") from error
    write_down(by=by, verb="set_parameter", row=row, after=snapshot(row, _PARAMETER))
    return row


def _refuse_shared_headings(key: str, value: str, office: Office | None, day: date) -> None:
    """A heading that names two columns would name neither for sure."""
    others = [row.key for row in DEFAULTS.values() if row.kind == "headings" and row.key != key]
    for other, headings in values_in_force(others, office=office, day=day).items():
        if shared := folded(headings) & folded(value):
            raise NotValid(f"Tiêu đề «{min(shared)}» (không xét dấu) đã thuộc tham số «{DEFAULTS[other].label}».")


@transaction.atomic
def confirm_parameter(*, parameter: Parameter, source: str, by: User) -> Parameter:
    """Mark a value as confirmed by the source named."""
    require_office(by, parameter.office_id)
    row = Parameter.objects.select_for_update().get(pk=parameter.pk)
    before = snapshot(row, _PARAMETER)
    row.source, row.confirmed = source or row.source, True
    if not row.source.strip():
        raise NotValid("Hãy ghi nguồn: văn bản nào xác nhận giá trị này.")
    row.save(update_fields=["source", "confirmed"])
    write_down(by=by, verb="confirm_parameter", row=row, before=before, after=snapshot(row, _PARAMETER))
    return row


@transaction.atomic
def withdraw_parameter(*, parameter: Parameter, by: User) -> None:
    """Take a value back that holds from today or a later day; with one from an earlier day something was done."""
    require_office(by, parameter.office_id)
    row = Parameter.objects.select_for_update().get(pk=parameter.pk)
    if row.valid_from < timezone.localdate():
        raise NotValid("Giá trị này đã áp dụng từ trước hôm nay. Hãy thêm giá trị mới từ hôm nay.")
    write_down(by=by, verb="withdraw_parameter", row=row, before=snapshot(row, _PARAMETER))
    row.delete()
