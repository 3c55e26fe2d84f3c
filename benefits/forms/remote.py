"""What does a leader type to sign at a remote service?"""

from __future__ import annotations

from typing import Any

from django import forms


def _secret(label: str) -> forms.CharField:
    """Typed anew each time: no browser keeps it, no page shows it again."""
    box = forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"})
    return forms.CharField(label=label, strip=True, max_length=64, required=False, widget=box)


class RemoteForm(forms.Form):
    """The PIN of the key and the one-time code, as far as the service wants them."""

    use_required_attribute = False
    pin = _secret("Mã PIN của khóa ký")
    otp = _secret("Mã OTP")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not values.get("pin") and not values.get("otp"):
            self.add_error("pin", "Nhập mã PIN, và mã OTP nếu dịch vụ yêu cầu.")
        return values
