"""How does the printer take the paper?"""

from __future__ import annotations

from typing import Final

from django import forms

from bhxh_archive.ui.widgets import ChoiceChips

TWO, ONE = "two", "one"
SIDES: Final = ((TWO, "Hai mặt"), (ONE, "Một mặt"))


class PrintForm(forms.Form):
    """One side of each sheet, or both."""

    sides = forms.ChoiceField(
        label="In", choices=SIDES, initial=TWO, required=False, widget=ChoiceChips,
        help_text="In hai mặt: mỗi văn bản bắt đầu ở tờ mới.",
    )  # fmt: skip
