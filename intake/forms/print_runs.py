"""How does the printer take the paper, and why is a pile called off that may be in the printer?"""

from __future__ import annotations

from typing import Any, Final

from django import forms

from bhxh_archive.ui.confirm import ReasonForm
from bhxh_archive.ui.fields import TextField
from bhxh_archive.ui.widgets import ChoiceChips

TWO, ONE = "two", "one"
SIDES: Final = ((TWO, "Hai mặt"), (ONE, "Một mặt"))


class PrintForm(forms.Form):
    """One side of each sheet, or both."""

    sides = forms.ChoiceField(
        label="In", choices=SIDES, initial=TWO, required=False, widget=ChoiceChips,
        help_text="In hai mặt: mỗi văn bản bắt đầu ở tờ mới.",
    )  # fmt: skip


class DropForm(ReasonForm):
    """Why a run is called off; `asks` once its file is made."""

    use_required_attribute = False
    explanation = TextField(
        label="Lý do bỏ lượt in", max_length=300, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Người đang in lượt này đọc nguyên văn nội dung này.",
        error_messages={"required": "Ghi lý do: tệp in đã tạo, có thể có người đang in."},
    )  # fmt: skip
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, asks: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks:
            del self.fields["explanation"]
