"""What is typed or scanned about paper: places, boxes, two codes, a loan?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from bhxh_archive.ui.fields import TextField, VnDateField
from intake.actions.paper.loans import PAST
from intake.forms.fields import Count, NameField

SCANNED = {"autocomplete": "off", "data-takes-code": "", "autocapitalize": "characters"}
"""A field into which a code of ours is scanned on purpose: it stays there."""


class PlaceForm(forms.Form):
    """A store, or what stands in the chosen place."""

    use_required_attribute = False
    code = forms.CharField(label="Mã", max_length=8, help_text="Ví dụ K01 (kho), D02 (dãy), G03 (giá), N04 (khoang).")
    name = TextField(label="Tên", max_length=100, required=False)


class BoxCodeForm(forms.Form):
    """Another code for a box."""

    use_required_attribute = False
    code = forms.CharField(label="Mã hộp", max_length=8)


class BoxesForm(forms.Form):
    """So many new boxes."""

    use_required_attribute = False
    number = Count(label="Thêm bao nhiêu hộp", min_value=1, max_value=200)


_ONE_OF_TWO = SCANNED | {"data-next-field": ""}


class FilingForm(forms.Form):
    """The barcode of the cover sheet and that of the box; a reason where the dossier lies in another box."""

    use_required_attribute = False
    dossier = forms.CharField(label="Mã hồ sơ", max_length=60, required=False, widget=forms.TextInput(_ONE_OF_TWO),
                              help_text="Quét mã vạch trên phiếu bìa.")  # fmt: skip
    box = forms.CharField(label="Mã hộp", max_length=80, required=False, widget=forms.TextInput(_ONE_OF_TWO),
                          help_text="Quét nhãn hộp.")  # fmt: skip
    why = TextField(label="Lý do chuyển hộp", max_length=300, required=False)
    moves = False
    """Whether the dossier lies in another box, so that a reason is wanted."""

    def codes(self) -> tuple[str, str, str]:
        """Dossier, box and reason as typed."""
        given: dict[str, Any] = self.cleaned_data
        return given["dossier"].strip(), given["box"].strip(), given["why"]


class LoanForm(forms.Form):
    """Who borrows the paper, what for, and until when."""

    use_required_attribute = False
    borrower = NameField(label="Người mượn", max_length=150, error_messages={"required": "Ghi họ tên người mượn."})
    unit = TextField(label="Đơn vị", max_length=200, required=False)
    purpose = TextField(label="Mục đích", max_length=300, error_messages={"required": "Ghi mục đích mượn."})
    due_on = VnDateField(label="Hạn trả", error_messages={"required": "Ghi ngày phải trả."})

    def __init__(self, data: Any = None, *, due: date, days: int) -> None:
        """`due`: the day that is proposed, so many working days from today."""
        super().__init__(data, initial={"due_on": due})
        self.fields["due_on"].help_text = f"Điền sẵn {days} ngày làm việc theo quy định của đơn vị, sửa được."

    def clean_due_on(self) -> date:
        due: date = self.cleaned_data["due_on"]
        if due < timezone.localdate():
            raise forms.ValidationError(PAST)
        return due
