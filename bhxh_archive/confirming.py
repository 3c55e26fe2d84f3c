"""Is the person at the keyboard still the one who signed in, and do they mean it?"""

from __future__ import annotations

from typing import Final

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest

from bhxh_archive.models import User

WRONG_PASSWORD: Final = "Mật khẩu không đúng. Chưa có gì được ký."  # noqa: S105 - a sentence


class PasswordForm(forms.Form):
    """The account password once more, before a signature that can't be taken back."""

    password = forms.CharField(
        label="Mật khẩu tài khoản của bạn", strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


def confirmed(request: HttpRequest, user: User) -> PasswordForm:
    """The posted password; valid when it is that of the signed-in account."""
    form = PasswordForm(request.POST)
    if form.is_valid() and not is_this_person(request, user, form.cleaned_data["password"]):
        form.add_error("password", WRONG_PASSWORD)
    return form


def is_this_person(request: HttpRequest, user: User, password: str) -> bool:
    """Whether it is the password of the signed-in account; wrong ones count towards the lock-out as at sign-in."""
    found = authenticate(request, username=user.username, password=password)
    return found is not None and found.pk == user.pk
