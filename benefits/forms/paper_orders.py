"""From when to when is signed on paper, and why?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from benefits.forms.outside_numbers import OfficeField
from bhxh_archive.models import Office
from bhxh_archive.ui.fields import TextField, VnDateField


class PaperOrderForm(forms.Form):
    """One order for one of the offices that this person leads."""

    office = OfficeField(Office.objects.none(), label="Đơn vị", empty_label=None)
    begins = VnDateField(label="Từ ngày")
    ends = VnDateField(label="Đến ngày")
    reason = TextField(
        label="Vì sao không ký số được", max_length=300,
        help_text="Ví dụ: dịch vụ cấp dấu thời gian ngừng từ 08 giờ ngày 27/11/2026, chưa có giờ khôi phục.",
    )  # fmt: skip
    number = TextField(
        label="Số văn bản của lệnh", max_length=60, required=False, help_text="Để trống nếu lệnh chỉ ra ở đây."
    )

    def __init__(self, *args: Any, offices: list[Office], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["office"]
        field.queryset = Office.objects.filter(pk__in=[office.pk for office in offices]).prefetch_related("names")
        self.fields["begins"].initial = timezone.localdate()
