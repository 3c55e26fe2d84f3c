"""Is the person at the keyboard still the one who signed in, and do they mean it?

The password is asked each time. Where the key lies at the server, so that nothing the person holds takes part in the
signature, the second factor is asked too, and nothing switches that off.
"""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from bhxh_archive.models import User
from bhxh_archive.second_factor import checking, standing
from bhxh_archive.second_factor.factor import Factor, factor_of
from bhxh_archive.second_factor.forms import code_field

NOTHING_SIGNED: Final = "Chưa có gì được ký."
WRONG_PASSWORD: Final = f"Mật khẩu không đúng. {NOTHING_SIGNED}"
NOT_SET_UP: Final = f"Chưa bật xác thực hai lớp. {NOTHING_SIGNED}"


class PasswordForm(forms.Form):
    """The account password once more, before a signature that can't be taken back."""

    password = forms.CharField(
        label="Mật khẩu tài khoản của bạn", strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip
    factor: Factor | None = None
    why_not = ""
    """What is in the way of the button that sends it."""


class ProofForm(PasswordForm):
    """The password and the second factor, where one is asked."""

    otp = code_field()

    def __init__(self, *args: Any, factor: Factor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.factor = factor
        if not factor.asked:
            del self.fields["otp"]


class SigningForm(ProofForm):
    """What is asked before a signature with a key of the server: nothing of who has no device to prove it by."""

    def __init__(self, *args: Any, factor: Factor, **kwargs: Any) -> None:
        super().__init__(*args, factor=factor, **kwargs)
        if factor.missing:
            self.fields.clear()
            self.why_not = "Chưa bật xác thực hai lớp"

    def clean(self) -> dict[str, Any]:
        if self.factor and self.factor.missing:
            raise ValidationError(NOT_SET_UP)
        return super().clean() or {}


def asked(request: HttpRequest, user: User, *, by_server: bool) -> PasswordForm:
    """What a page asks before it goes on; `by_server`: a key of the server is going to sign."""
    return SigningForm(factor=factor_of(request, user)) if by_server else PasswordForm()


def confirmed(request: HttpRequest, user: User, *, by_server: bool) -> PasswordForm:
    """What was posted; valid when the password is that of the signed-in account, and the code its second factor."""
    if by_server:
        form: PasswordForm = SigningForm(request.POST, factor=factor_of(request, user))
    else:
        form = PasswordForm(request.POST)
    prove(request, user, form, aftermath=NOTHING_SIGNED)
    return form


def prove(request: HttpRequest, user: User, form: PasswordForm, *, aftermath: str) -> bool:
    """Whether the form holds the password and, where it asks for one, a code; else it says what is wrong, and ends
    with `aftermath`. The code is looked at last: one beside a wrong password is not used up."""
    if not form.is_valid():
        return False
    if not is_this_person(request, user, form.cleaned_data["password"]):
        form.add_error("password", f"Mật khẩu không đúng. {aftermath}")
    elif form.factor and form.factor.device and form.factor.asked:
        if said := checking.refusal(request, user, form.cleaned_data["otp"]):
            form.add_error("otp", f"{said} {aftermath}")
        else:
            standing.begin(request, form.factor.device)
    return form.is_valid()


def is_this_person(request: HttpRequest, user: User, password: str) -> bool:
    """Whether it is the password of the signed-in account; wrong ones count towards the lock-out as at sign-in."""
    found = authenticate(request, username=user.username, password=password)
    return found is not None and found.pk == user.pk
