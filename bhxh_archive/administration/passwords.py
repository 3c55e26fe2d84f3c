"""How is a password given for one sign-in, and how does a person choose their own?"""

from __future__ import annotations

import secrets
from typing import Final

from axes.utils import reset as unlock_attempts
from django.contrib.auth.hashers import check_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from bhxh_archive.administration.reach import require_person
from bhxh_archive.administration.trail import write_down
from bhxh_archive.errors import NotValid
from bhxh_archive.models import FormerPassword, User

REMEMBERED: Final = 3
"""How many former passwords are not taken again. Checking one takes a good part of a second, on purpose."""

USED: Final = f"Mật khẩu này đang dùng hoặc là một trong {REMEMBERED} mật khẩu gần đây. Hãy chọn mật khẩu khác."
WEAK: Final = {
    "password_too_short": "Mật khẩu quá ngắn. Hãy dùng ít nhất {min_length} ký tự.",
    "password_too_similar": "Mật khẩu quá giống tên đăng nhập hoặc họ tên của bạn.",
    "password_too_common": "Mật khẩu này nhiều người dùng nên dễ bị đoán. Hãy chọn mật khẩu khác.",
    "password_entirely_numeric": "Mật khẩu chỉ gồm chữ số. Hãy thêm chữ cái.",
}
"""What each of Django's checks says, in the words of our pages."""

# Without signs that are taken for one another when read aloud or from paper.
_ALPHABET: Final = "abcdefghjkmnpqrstuvwxyz23456789"


def one_time_password() -> str:
    """A password of 16 signs (79 bits) in groups of four, to be said or written once."""
    signs = [secrets.choice(_ALPHABET) for _ in range(16)]
    return "-".join("".join(signs[start : start + 4]) for start in range(0, 16, 4))


@transaction.atomic
def reset_password(*, user: User, by: User) -> str:
    """Give a password for one sign-in in place of a lost one; every session of that person ends.

    Returns it, to be shown once: at the next sign-in the person chooses their own.
    """
    require_person(by, user)
    password = one_time_password()
    locked = User.objects.select_for_update().get(pk=user.pk)
    _replace(locked, password, must_change=True)
    unlock_attempts(username=locked.username)
    write_down(by=by, verb="reset_password", row=locked)
    return password


@transaction.atomic
def change_password(*, new: str, by: User) -> User:
    """Choose one's own password, after the current one was asked for; all other sessions of the person end.

    Raises NotValid with every reason why the new one is not taken: used before, or easy to guess.
    """
    locked = User.objects.select_for_update().get(pk=by.pk)
    problems = _problems(locked, new)
    if problems:
        raise NotValid(problems[0], problems)
    _replace(locked, new, must_change=False)
    write_down(by=locked, verb="change_password", row=locked)
    return locked


def _replace(user: User, password: str, *, must_change: bool) -> None:
    FormerPassword.objects.create(user=user, password=user.password)
    kept = user.former_passwords.values_list("pk", flat=True)[:REMEMBERED]
    user.former_passwords.exclude(pk__in=list(kept)).delete()
    user.set_password(password)
    user.must_change_password = must_change
    user.save(update_fields=["password", "must_change_password"])


def _problems(user: User, new: str) -> list[str]:
    problems = _weak(user, new)
    if not problems and any(check_password(new, used) for used in _used(user)):
        problems.append(USED)
    return problems


def _used(user: User) -> list[str]:
    return [user.password, *(row.password for row in user.former_passwords.all())]


def _said(found: ValidationError) -> str:
    """The sentence of ours; an installation's own further check speaks for itself."""
    words = WEAK.get(str(found.code))
    return words.format_map(found.params or {}) if words else " ".join(found.messages)


def _weak(user: User, new: str) -> list[str]:
    try:
        validate_password(new, user)
    except ValidationError as error:
        return [_said(found) for found in error.error_list]
    return [WEAK["password_too_similar"]] if user.username.lower() in new.lower() else []
