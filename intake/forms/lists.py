"""What is typed with an employer's list: whose it is, for which period and part, and the file?"""

from __future__ import annotations

import re
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from bhxh_archive.text import clean_name, fold
from bhxh_archive.ui.fields import TextField
from bhxh_archive.ui.widgets import ChoiceChips
from intake.forms.fields import Count
from intake.models import EmployerList, ListLine

_MONTH: Final = re.compile(r"(?:thang ?)?(?:(?P<month>\d{1,2}) |(?P<two>\d{2}))(?P<year>20\d{2})")
_YEAR_FIRST: Final = re.compile(r"(?P<year>20\d{2}) (?P<month>\d{1,2})")
_QUARTER: Final = re.compile(r"(?:quy|q) ?([1-4]|iv|i{1,3}) ?(20\d{2})")
_ROMAN: Final = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}
_PERIOD_FAULT: Final = "Nhập kỳ theo tháng, ví dụ 10/2026, hoặc theo quý, ví dụ quý 4/2026."


class PeriodField(forms.CharField):
    """`10/2026`, `102026` and `2026-10` clean to 2026-10, `quý 4/2026` to 2026-Q4."""

    def clean(self, value: Any) -> str:
        typed = fold(super().clean(value))
        if (month := _month(typed)) and 1 <= month[1] <= 12:
            return f"{month[0]}-{month[1]:02d}"
        if found := _QUARTER.fullmatch(typed):
            return f"{found[2]}-Q{_ROMAN.get(found[1], found[1])}"
        raise ValidationError(_PERIOD_FAULT)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and (found := re.fullmatch(r"(\d{4})-(Q?)(\d{1,2})", value)):
            return f"quý {found[3]}/{found[1]}" if found[2] else f"{found[3]}/{found[1]}"
        return value


def _month(typed: str) -> tuple[str, int] | None:
    if found := _MONTH.fullmatch(typed):
        return found["year"], int(found["month"] or found["two"])
    found = _YEAR_FIRST.fullmatch(typed)
    return (found["year"], int(found["month"])) if found else None


class ListForm(forms.Form):
    """The employer as its list names it, and one spreadsheet."""

    use_required_attribute = False
    unit_name = TextField(label="Tên đơn vị", max_length=200)
    unit_code = forms.CharField(label="Mã đơn vị", max_length=20)
    period = PeriodField(
        label="Kỳ", max_length=20, widget=forms.TextInput(attrs={"placeholder": "10/2026 hoặc quý 4/2026"})
    )
    batch = Count(label="Đợt", min_value=1, max_value=99, initial=1)
    replaces = forms.CharField(
        label="Thay thế danh sách của hồ sơ", max_length=40, required=False,
        help_text="Chỉ khi cả danh sách này thay một danh sách đã phát hành của đơn vị: ghi mã hồ sơ đó.",
    )  # fmt: skip
    part = forms.ChoiceField(
        label="Phần của danh sách", choices=ListLine.Part.choices, widget=ChoiceChips, initial="1",
        help_text="Dùng cho dòng không ghi phần. Nội dung phần 2 cần xác nhận theo mẫu hiện hành.",
    )  # fmt: skip
    file = forms.FileField(
        label="Tệp danh sách", help_text="Tệp .xlsx hoặc .csv, tối đa 40 MB và 50.000 dòng.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt"}),
        error_messages={"required": "Chọn tệp danh sách.", "empty": "Tệp rỗng (0 byte). Hãy lưu lại rồi chọn lại."},
    )  # fmt: skip
    change_unit = forms.BooleanField(
        label="Đổi đơn vị, kỳ, đợt của cả hồ sơ thành như ghi ở trên", required=False,
        help_text="Chỉ khi hồ sơ đã nhận bị ghi nhầm; việc đổi được ghi vào nhật ký.",
    )  # fmt: skip

    def unit(self) -> dict[str, Any]:
        """The facts of the list as the action takes them."""
        known = self.cleaned_data
        return {"unit_name": clean_name(known["unit_name"]), "unit_code": known["unit_code"].strip().upper(),
                "period": known["period"], "batch": known["batch"]}  # fmt: skip


def list_form(found: EmployerList | None) -> ListForm:
    """The empty form with what is on record of the employer already."""
    known = {name: getattr(found, name) for name in ("unit_name", "unit_code", "period", "batch")} if found else {}
    replaces = {"replaces": str(found.replaces.dossier)} if found and found.replaces else {}
    return ListForm(initial=known | replaces)


class LeaveForm(forms.Form):
    """Why lines are not taken."""

    reason = TextField(
        label="Lý do không nhận", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi lý do không nhận các dòng này."},
    )  # fmt: skip
