"""Does the person who signs, or has the agency sign, say so with the account's password?"""

from __future__ import annotations

from django.http import HttpRequest

from benefits.forms.verbs import PasswordForm
from bhxh_archive.confirming import is_this_person
from bhxh_archive.models import User

WRONG_PASSWORD = "Mật khẩu không đúng. Chưa có gì được ký."  # noqa: S105 - a sentence


def confirmed(request: HttpRequest, user: User) -> PasswordForm:
    """The posted password; valid when it is that of the signed-in account."""
    form = PasswordForm(request.POST)
    if form.is_valid() and not is_this_person(request, user, form.cleaned_data["password"]):
        form.add_error("password", WRONG_PASSWORD)
    return form
