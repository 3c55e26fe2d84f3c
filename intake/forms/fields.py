"""How are a birth that is known in part, and a moment, read as a clerk types them?"""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Final, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from bhxh_archive.text import clean_name
from bhxh_archive.ui.fields import TextField
from bhxh_archive.workdays import VIETNAM


class Birth(NamedTuple):
    """What is known of a birth; month and day may be unknown (NĐ 158/2025 art. 12.2)."""

    year: int
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        parts = [f"{part:02d}" for part in (self.day, self.month) if part]
        return "/".join([*parts, f"{self.year:04d}"])


_SHAPES: Final = (
    re.compile(r"(?P<day>\d{1,2})[/.\- ](?P<month>\d{1,2})[/.\- ](?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{2})(?P<month>\d{2})(?P<year>\d{4})"),
    re.compile(r"(?P<month>\d{1,2})[/.\- ](?P<year>\d{4})"),
    re.compile(r"(?P<year>\d{4})"),
)
_BIRTH_FAULT: Final = "Nhập ngày sinh theo dạng dd/mm/yyyy, mm/yyyy hoặc yyyy, ví dụ 05/02/1964."


def read_birth(typed: str) -> Birth:
    """`05/02/1964`, `05021964`, `02/1964` or `1964`. ValueError for all else and for days that don't exist."""
    for shape in _SHAPES:
        if found := shape.fullmatch(typed.strip()):
            parts = {name: int(text) for name, text in found.groupdict().items()}
            date(parts["year"], parts.get("month", 1), parts.get("day", 1))
            return Birth(**parts)
    raise ValueError(typed)


class BirthField(forms.CharField):
    """Cleans to a Birth, or None when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        box = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "dd/mm/yyyy"})
        super().__init__(widget=box, max_length=10, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        try:
            born = read_birth(typed)
        except ValueError as error:
            raise ValidationError(_BIRTH_FAULT) from error
        if not 1880 <= born.year <= timezone.localdate().year:
            raise ValidationError("Năm sinh không hợp lý. Hãy xem lại.")
        return born


_MOMENTS: Final = ("%d/%m/%Y %H:%M", "%H:%M %d/%m/%Y", "%d/%m/%Y %Hh%M")


class MomentField(forms.CharField):
    """A day and a time of day in Vietnam; cleans to an aware datetime, or None when left empty."""

    def __init__(self, **kwargs: Any) -> None:
        box = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "placeholder": "dd/mm/yyyy hh:mm"})
        super().__init__(widget=box, max_length=20, **kwargs)

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        if not typed:
            return None
        for shape in _MOMENTS:
            try:
                return datetime.strptime(typed, shape).replace(tzinfo=VIETNAM)
            except ValueError:
                continue
        raise ValidationError("Nhập ngày giờ theo dạng dd/mm/yyyy hh:mm, ví dụ 23/11/2026 08:30.")

    def prepare_value(self, value: Any) -> Any:
        return value.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M") if isinstance(value, datetime) else value


class NameField(TextField):
    """A person's name: NFC, single spaces, apostrophes and case as written."""

    def to_python(self, value: Any) -> str:
        return clean_name(super().to_python(value) or "")

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and not any(char.isalpha() for char in value):
            raise ValidationError("Họ tên phải có chữ cái.")


class Count(forms.IntegerField):
    """A number of sheets, pages or copies in a narrow box."""

    def __init__(self, **kwargs: Any) -> None:
        box = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "size": 6})
        super().__init__(**{"min_value": 0, "max_value": 30_000, "widget": box, **kwargs})
