"""What does a person fill in here: a search with its filters, a reason?"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from bhxh_archive.text import clean_name
from bhxh_archive.ui.fields import VnDateField
from bhxh_archive.ui.reading import whole_number
from intake.models import Procedure

OLDEST_BIRTH: Final = 1880


def seen_version(data: QueryDict) -> int | None:
    """The row version the page was made from, so that a stale page is refused; None when the page had none."""
    return whole_number(data.get("version"))


class RejectionForm(forms.Form):
    """Why the archive gives a package back."""

    reason = forms.CharField(
        label="Lý do trả lại",
        help_text="Đơn vị nộp lưu đọc nguyên văn nội dung này, và nội dung này được in trong báo cáo kiểm tra.",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi rõ lý do: việc gì chưa đúng và đơn vị nộp lưu cần làm gì."},
    )


class SearchForm(forms.Form):
    """What to look for; the top bar sends `q` alone."""

    q = forms.CharField(
        label="Tìm",
        help_text="Số hồ sơ, số quyết định, họ tên, số định danh, mã số BHXH, mã bưu gửi, hoặc chữ trong bản quét. "
        "Không cần gõ dấu.",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "type": "search"}),
    )
    procedure_code = forms.ChoiceField(label="Thủ tục", required=False)
    birth_year = forms.IntegerField(
        label="Năm sinh",
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "size": 6, "autocomplete": "off"}),
        error_messages={"invalid": "Nhập năm sinh gồm 4 chữ số, ví dụ 1962."},
    )
    decided_from = VnDateField(label="Quyết định từ ngày", required=False)
    decided_to = VnDateField(label="Quyết định đến ngày", required=False)
    purpose = forms.CharField(
        label="Mục đích tra cứu",
        help_text="Không bắt buộc; được ghi cùng nhật ký truy cập.",
        max_length=300,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["procedure_code"].choices = [("", "Mọi thủ tục"), *procedures()]  # type: ignore[attr-defined]

    def clean_q(self) -> str:
        return clean_name(self.cleaned_data["q"])

    def clean_birth_year(self) -> int | None:
        """No earlier than anybody's in a dossier, no later than today's."""
        year: int | None = self.cleaned_data["birth_year"]
        if year is not None and not OLDEST_BIRTH <= year <= timezone.localdate().year:
            raise ValidationError(f"Nhập năm sinh từ {OLDEST_BIRTH} đến năm nay.")
        return year

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        start, end = data.get("decided_from"), data.get("decided_to")
        if start and end and start > end:
            raise ValidationError({"decided_to": "Ngày cuối phải sau ngày đầu. Hãy sửa một trong hai ngày."})
        return data


def procedures() -> list[tuple[str, str]]:
    """(code, name) of every procedure of any rule book, the newest name of each, for the filter."""
    rows = Procedure.objects.filter(valid_from__isnull=False).order_by("code", "-valid_from").distinct("code")
    return list(rows.values_list("code", "name"))
