"""Which numbers were used outside the program?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from benefits.forms.fields import reason_field
from benefits.series import SERIES_NAMES
from bhxh_archive.models import Office, User
from bhxh_archive.ui.fields import TextField


class OfficeField(forms.ModelChoiceField):
    """An office by its name of today."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.name)


class OutsideForm(forms.Form):
    """One block of a series; a single number where the last is left out."""

    office = OfficeField(Office.objects.none(), label="Đơn vị", empty_label=None)
    code = forms.ChoiceField(label="Loại văn bản", choices=list(SERIES_NAMES.items()))
    year = forms.IntegerField(label="Năm", min_value=2020)
    first = forms.IntegerField(label="Từ số", min_value=1, max_value=999_999)
    last = forms.IntegerField(
        label="Đến số", min_value=1, max_value=999_999, required=False, help_text="Để trống nếu chỉ một số."
    )
    note = TextField(
        label="Dùng cho",
        max_length=300,
        help_text="Ví dụ: quyết định giấy trước khi dùng phần mềm, văn bản của phòng khác.",
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["office"]
        field.queryset = Office.objects.filter(pk__in=user.offices_with("benefits.issue")).prefetch_related("names")
        self.fields["year"].initial = timezone.localdate().year

    def clean_year(self) -> int:
        year: int = self.cleaned_data["year"]
        if year > timezone.localdate().year:
            raise forms.ValidationError("Chỉ ghi số của năm nay hoặc các năm trước.")
        return year

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        cleaned["last"] = cleaned.get("last") or cleaned.get("first")
        return cleaned


class WithdrawForm(forms.Form):
    """Why an entry is taken back: it stays on the page beside it."""

    reason = reason_field("Lý do bỏ ghi", "Ví dụ: ghi nhầm năm; văn bản giấy đã hủy.", "Ghi lý do bỏ ghi.", rows=2)
