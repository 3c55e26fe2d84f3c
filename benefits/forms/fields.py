"""How are months, days and text taken in as an officer types them, in their usual spelling once they can be read?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from benefits import reading
from benefits.reading import Unreadable
from bhxh_archive.ui.fields import TextField

Read = Callable[[Mapping[str, Any], str], object]


class ReadField(forms.CharField):
    """Text that must be readable by one of the readers of `benefits.reading`; kept as typed."""

    def __init__(self, read: Read, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)
        self.read = read

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        try:
            self.read({"typed": typed}, "typed")
        except Unreadable as unreadable:
            raise ValidationError([str(problem) for problem in unreadable.problems]) from unreadable
        return typed


class SpelledField(ReadField):
    """What has one usual spelling: kept in it once it could be read."""

    typing: Final = {"inputmode": "numeric", "autocomplete": "off"}

    def spelled(self, typed: str) -> str:
        """The usual spelling of what was read."""
        return str(self.read({"typed": typed}, "typed") or "")

    def clean(self, value: Any) -> str:
        return self.spelled(super().clean(value))


class MonthField(SpelledField):
    """A month as MM/YYYY; 062026 and 2026-06 are understood and written out."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {**self.typing, "placeholder": "MM/YYYY", "size": 9}
        super().__init__(reading.month, widget=forms.TextInput(attrs=attrs), **kwargs)


class DayField(SpelledField):
    """A day as DD/MM/YYYY; 05082026 and 2026-08-05 are understood and written out."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {**self.typing, "placeholder": "DD/MM/YYYY", "size": 12}
        super().__init__(reading.day, widget=forms.TextInput(attrs=attrs), **kwargs)

    def spelled(self, typed: str) -> str:
        day = reading.day({"typed": typed}, "typed")
        return f"{day:%d/%m/%Y}" if day else ""


def short(label: str, limit: int = 200, **kwargs: Any) -> forms.CharField:
    """One line of text."""
    return TextField(label=label, required=False, max_length=limit, **kwargs)


def account(label: str = "Số tài khoản") -> forms.CharField:
    """The number of a bank account."""
    return short(label, 40, widget=forms.TextInput(attrs={"inputmode": "numeric"}))


def lines(label: str, hint: str, rows: int = 4) -> forms.CharField:
    """Text of several lines."""
    area = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, help_text=hint, required=False, max_length=8000, widget=area)


def reason_field(label: str, hint: str = "", missing: str = "", *, most: int = 300, rows: int = 3) -> TextField:
    """Why something is done: it is always said; `missing` is what stands there when it is not."""
    said = {"required": missing} if missing else None
    area = forms.Textarea(attrs={"rows": rows})
    return TextField(label=label, help_text=hint, max_length=most, widget=area, error_messages=said)
