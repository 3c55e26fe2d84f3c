"""Into which field is a code typed?"""

from __future__ import annotations

from typing import Any, Final

from django import forms

HINT: Final = "6 chữ số trong ứng dụng xác thực, hoặc mã dự phòng."


class CodeInput(forms.TextInput):
    """A code is never shown back: it may be used up, or not be one."""

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        return super().get_context(name, None, attrs)


def code_field(help_text: str = HINT) -> forms.CharField:
    """Filled in by telephones that read codes; number pad where there is one."""
    box = CodeInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"})
    return forms.CharField(label="Mã xác thực", max_length=40, help_text=help_text, widget=box)


class FirstCodeForm(forms.Form):
    """The first code that a new device shows."""

    use_required_attribute = False
    otp = code_field("6 chữ số đang hiện trong ứng dụng.")
