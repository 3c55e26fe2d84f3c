"""What is typed when paper goes to the archive: who takes it, in what condition, on which day?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from bhxh_archive.ui.fields import TextField, VnDateField
from intake.forms.fields import NameField


class DepositForm(forms.Form):
    """The other side, and what the minutes say of the papers."""

    use_required_attribute = False
    taker_unit = TextField(label="Bên nhận (đơn vị)", max_length=200,
                           error_messages={"required": "Ghi đơn vị nhận tài liệu."})  # fmt: skip
    taker_name = NameField(label="Người đại diện bên nhận", max_length=150,
                           error_messages={"required": "Ghi họ tên người đại diện bên nhận."})  # fmt: skip
    taker_title = TextField(label="Chức vụ", max_length=100, required=False)
    metres = forms.DecimalField(
        label="Số mét giá", min_value=0, max_digits=7, decimal_places=2, required=False, localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}), help_text="Ví dụ 3,60.",
        error_messages={"invalid": "Nhập số mét, ví dụ 3,60."},
    )  # fmt: skip
    condition = TextField(
        label="Tình trạng tài liệu", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Ghi vào biên bản: đã chỉnh lý, đánh số tờ; hư hỏng gì.",
        error_messages={"required": "Ghi tình trạng tài liệu khi giao."},
    )  # fmt: skip


class DayForm(forms.Form):
    """The day on which both sides signed and the papers left."""

    use_required_attribute = False
    on = VnDateField(label="Ngày giao", error_messages={"required": "Nhập ngày hai bên ký, giao tài liệu."})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"on": timezone.localdate()})
        super().__init__(*args, **kwargs)
