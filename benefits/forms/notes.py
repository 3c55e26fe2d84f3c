"""What is asked when a note is pinned to a page: on which, where, and what it says?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.crypto import get_random_string

from benefits.actions.noting import MOST, Spot
from benefits.models.notes import WHOLE
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.viewer import ViewerPage

POINT: Final = "point"
NINTHS: Final = {
    f"{x}-{y}": f"{down}, {across}"
    for y, down in ((170, "Trên"), (500, "Giữa"), (830, "Dưới"))
    for x, across in ((170, "bên trái"), (500, "ở giữa"), (830, "bên phải"))
}
"""Rough places, for who points with no mouse: thousandths of width and height -> how the place is called."""


class NoteText(forms.Form):
    """The words of a note."""

    text = forms.CharField(label="Nội dung ghi chú", max_length=MOST, widget=forms.Textarea(attrs={"rows": 2}))


class NoteForm(NoteText):
    """A new note. `pages`: those of the viewer, each with the `token` that names its page and its picture.

    A press on the picture gives `x` and `y`, thousandths; the select then offers that place besides the rough ones.
    """

    page = forms.ChoiceField(
        label="Trang",
        error_messages={"invalid_choice": "Trang này vừa được xoay, sửa hoặc thay. Xem lại trang rồi chọn lại."},
    )
    place = forms.ChoiceField(label="Vị trí trên trang")
    x = forms.CharField(required=False, widget=forms.HiddenInput)
    y = forms.CharField(required=False, widget=forms.HiddenInput)
    key = forms.CharField(max_length=32, required=False, widget=forms.HiddenInput)
    field_order = ("page", "place", "text", "x", "y", "key")

    def __init__(self, data: Any = None, *, pages: Sequence[ViewerPage], current: int = 1) -> None:
        tokens = [(page.token, f"{page.number} · {page.label}") for page in pages]
        shown = next((page.token for page in pages if page.number == current), None)
        first = {"page": shown, "place": "500-170", "key": get_random_string(16)}
        super().__init__(data, auto_id="note_%s", initial=first)
        pointed = [(POINT, "Chỗ đã bấm trên trang")] if data and data.get("x") and data.get("y") else []
        self._offer("page", tokens)
        self._offer("place", [*pointed, *NINTHS.items()])

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("place") == POINT and not all(self._share(name) <= WHOLE for name in ("x", "y")):
            self.add_error("place", "Không rõ đã bấm vào đâu. Bấm lại vào trang, hoặc chọn một vùng.")
        return values

    def _share(self, name: str) -> int:
        """Thousandths, as far as they are a number; more than the whole where they are none."""
        share = whole_number(self.cleaned_data.get(name))
        return WHOLE + 1 if share is None else share

    def _offer(self, name: str, choices: Sequence[tuple[str, str]]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    @property
    def spot(self) -> Spot:
        """Where, once the form is valid."""
        page, picture = (int(part) for part in self.cleaned_data["page"].split("-"))
        if self.cleaned_data["place"] == POINT:
            return Spot(page, picture, self._share("x"), self._share("y"))
        x, y = (int(part) for part in self.cleaned_data["place"].split("-"))
        return Spot(page, picture, x, y)
