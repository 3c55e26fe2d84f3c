"""Of which period is the register, or another list by days, wanted?"""

from __future__ import annotations

from collections.abc import Mapping
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


def period_of(query: Mapping[str, str]) -> tuple[PeriodForm, date, date]:
    """The form, and the period it means; the running month while nothing sound is chosen."""
    start, end = this_month()
    asked = "start" in query or "end" in query
    form = PeriodForm(query if asked else None, initial={"start": start, "end": end})
    if asked and form.is_valid():
        start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    return form, start, end
