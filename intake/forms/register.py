"""Of which period is the register wanted?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone

from bhxh_archive.ui.fields import VnDateField

MOST_DAYS: Final = 366


class PeriodForm(forms.Form):
    """Two days, both counted in; the running month where nothing is chosen."""

    use_required_attribute = False
    start = VnDateField(label="Từ ngày")
    end = VnDateField(label="Đến ngày")

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        start, end = cleaned.get("start"), cleaned.get("end")
        if start and end and end < start:
            self.add_error("end", "Ngày cuối phải từ ngày đầu trở đi.")
        if start and end and end - start > timedelta(days=MOST_DAYS):
            self.add_error("end", "Chọn không quá một năm.")
        return cleaned


def this_month() -> tuple[date, date]:
    """From the first of the month until today."""
    today = timezone.localdate()
    return today.replace(day=1), today
