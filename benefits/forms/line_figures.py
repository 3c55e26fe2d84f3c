"""What does an officer type for one line of an employer's list, and why is a line refused?"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError

from benefits.forms.entries import Entries, Replacing
from benefits.forms.fields import reason_field
from benefits.lists.figures import FIGURES, Figure
from benefits.models import LineSettlement
from benefits.reading import Unreadable
from bhxh_archive.ui.widgets import ChoiceChips, MoneyInput, VnDateInput

LARGEST: Final = 10 * 1024 * 1024
MONEY: Final = ("salary", "average", "amount")


class FigureField(forms.CharField):
    """One figure, kept as typed; what can't be read is said at it. Nothing typed is said where the line is computed."""

    def __init__(self, figure: Figure) -> None:
        super().__init__(label=figure.label, required=False, max_length=300, help_text=figure.hint,
                         initial=figure.usual, widget=_widget(figure))  # fmt: skip
        self.figure = figure
        self.choices = figure.choices

    def clean(self, value: Any) -> str:
        typed: str = super().clean(value)
        try:
            if typed:
                self.figure.read(typed)
        except Unreadable as unreadable:
            raise ValidationError([str(problem) for problem in unreadable.problems]) from unreadable
        return typed


def _widget(figure: Figure) -> forms.Widget:
    if figure.choices:
        return ChoiceChips(choices=figure.choices)
    if figure.name in MONEY:
        return MoneyInput()
    return VnDateInput() if figure.name == "born" else forms.TextInput(attrs={"autocomplete": "off"})


def figures_form(kind: str) -> type[Entries]:
    """The form that asks for the figures of this way of computing."""
    fields = {figure.name: FigureField(figure) for figure in FIGURES[kind]}
    return type("LineFigures", (Entries,), fields)


class ListEntries(Replacing):
    """A settled list is made of its lines: of the draft itself only what it replaces is typed."""


class KindForm(forms.Form):
    """How a line is computed (Cách tính)."""

    kind = forms.ChoiceField(label="Cách tính", choices=LineSettlement.Kind.choices)


class FiguresFileForm(forms.Form):
    """The figures of many lines, as the sheet that is given out or one with the same headings."""

    file = forms.FileField(
        label="Tệp số liệu", help_text="Tệp .xlsx hoặc .csv, tối đa 10 MB và 10.000 dòng.",
        widget=forms.FileInput(attrs={"accept": ".xlsx,.xlsm,.csv,.txt"}),
        error_messages={"required": "Chọn tệp số liệu.", "empty": "Tệp rỗng (0 byte). Hãy lưu lại rồi chọn lại."},
    )  # fmt: skip

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError("Tệp lớn hơn 10 MB. Hãy bỏ hình ảnh hoặc chia thành nhiều tệp.")
        return file


class SettleForm(forms.Form):
    """Why a line is settled in spite of what is to be looked at."""

    reason = reason_field(
        "Lý do giải quyết",
        "Trưởng phòng và lãnh đạo đọc lý do này cùng với điều cần xem.",
        "Ghi lý do giải quyết các dòng còn điều cần xem.",
        rows=2,
    )


class RefuseForm(forms.Form):
    """Why lines are not settled: it is printed on the list that the employer gets."""

    reason = reason_field(
        "Lý do không giải quyết",
        "In ở phần không giải quyết của danh sách C70a-HSB; ghi cả căn cứ.",
        "Ghi lý do không giải quyết.",
        rows=2,
    )
