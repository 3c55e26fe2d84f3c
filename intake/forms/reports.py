"""Of which month is the report wanted?"""

from __future__ import annotations

import re
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from intake.queries import Month

EARLIEST: Final = 2000
_SHAPES: Final = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<month>\d{1,2})/(?P<year>\d{4})",
        r"(?P<month>\d{2})(?P<year>\d{4})",
        r"(?P<year>\d{4})-(?P<month>\d{1,2})",
    )
)


def read_month(typed: str) -> Month:
    """`11/2026`, `112026` or `2026-11`. LookupError for a month to come or before EARLIEST, ValueError for
    what is no month."""
    found = next(filter(None, (shape.fullmatch(typed) for shape in _SHAPES)), None)
    month = Month(int(found["year"]), int(found["month"])) if found else None
    if month is None or not 1 <= month.month <= 12:
        raise ValueError(typed)
    if month.first > timezone.localdate() or month.year < EARLIEST:
        raise LookupError(typed)
    return month


class MonthForm(forms.Form):
    """One month, by the name it has in the address; the running one where nothing is typed."""

    thang = forms.CharField(label="Tháng", required=False, max_length=20)

    def clean_thang(self) -> Month:
        typed, today = self.cleaned_data["thang"], timezone.localdate()
        try:
            return read_month(typed) if typed else Month(today.year, today.month)
        except LookupError as error:
            raise ValidationError(f"Tháng {typed} chưa có số liệu; hãy chọn từ 01/{EARLIEST} đến tháng này.") from error
        except ValueError as error:
            raise ValidationError(f"Tháng «{typed}» không hợp lệ, hãy nhập dạng 08/2026.") from error
