"""What does the chief administrator fill in about a rule book, and about a procedure that is new in it?"""

from __future__ import annotations

from typing import Any

from django import forms

from bhxh_archive.ui.fields import TextField, VnDateField
from intake.forms.catalogue import ProcedureForm

CODE_HINT = "Chữ in hoa không dấu, chữ số, gạch dưới, ví dụ {}."


class BookForm(forms.Form):
    """The regulation itself."""

    use_required_attribute = False
    number = TextField(label="Số, ký hiệu", max_length=50, help_text="Ví dụ 99/QĐ-BHXH.")
    issued_on = VnDateField(label="Ngày ban hành")
    name = TextField(label="Tên quy trình", max_length=300)
    source = TextField(label="Nguồn", max_length=300)
    needs_confirmation = forms.BooleanField(label="Cần xác nhận", required=False, initial=True)
    note = TextField(label="Ghi chú", required=False, widget=forms.Textarea(attrs={"rows": 2}))


class RuleBookForm(BookForm):
    """A new one and its code; its procedures and legal bases are copied from the one before."""

    code = forms.RegexField(
        r"^[A-Z0-9_]{2,20}$", label="Mã", max_length=20, help_text=CODE_HINT.format("QD99"),
        error_messages={"invalid": "Mã gồm 2 đến 20 chữ in hoa không dấu, chữ số hoặc gạch dưới."},
    )  # fmt: skip
    field_order = ("code",)


class NewProcedureForm(ProcedureForm):
    """A procedure that the rule book has not had: its code, and everything else about it."""

    code = forms.RegexField(
        r"^[A-Z0-9_]{2,20}$", label="Mã thủ tục", max_length=20, help_text=CODE_HINT.format("TRO_CAP"),
        error_messages={"invalid": "Mã gồm 2 đến 20 chữ in hoa không dấu, chữ số hoặc gạch dưới."},
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = "Mã thủ tục"
        self.fields["needs_confirmation"].initial = True
        kept: Any = self.fields["retention_code"]
        kept.choices = [("", "Chọn thời hạn"), *kept.choices]

    def _post_clean(self) -> None:
        """The row is made by the action, not by the form."""
