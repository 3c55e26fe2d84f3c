"""How does an administrator make, change and unlock users?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from axes.utils import reset as unlock_attempts
from django.db import transaction
from django.utils import timezone

from bhxh_archive.administration.functions import FUNCTION
from bhxh_archive.administration.passwords import one_time_password
from bhxh_archive.administration.queries import people
from bhxh_archive.administration.reach import reach_of, require_person
from bhxh_archive.administration.trail import snapshot, write_down
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import Assignment, Office, User
from bhxh_archive.roles import Role
from bhxh_archive.text import clean_name

_USER: Final = ("username", "full_name", "certificate", "signs_on_device", "csc_credential", "is_active")


@transaction.atomic
def create_user(*, username: str, full_name: str, by: User) -> tuple[User, str]:
    """Make a user without any function; returns the user and the password for the first sign-in, kept nowhere."""
    reach_of(by)
    user, password = _made(username, full_name)
    write_down(by=by, verb="create_user", row=user, after=snapshot(user, _USER))
    return user, password


def _made(username: str, full_name: str) -> tuple[User, str]:
    if User.objects.filter(username__iexact=username).exists():
        raise NotValid("Tên đăng nhập này đã có. Hãy chọn tên khác.")
    user, password = User(username=username, full_name=clean_name(full_name)), one_time_password()
    user.set_password(password)
    user.must_change_password = True
    user.save()
    return user, password


@transaction.atomic
def first_administrator(*, username: str, full_name: str, office: Office) -> tuple[User, str]:
    """Whom an installation begins with, made by whoever runs it; returns the password for the first sign-in too.

    Raises NotNow when somebody administers already: further ones are made on the pages.
    """
    if Assignment.objects.in_force().filter(role=Role.ADMIN).exists():
        raise NotNow("Hệ thống đã có người quản trị. Hãy thêm người khác ở trang Quản trị.")
    user, password = _made(username, full_name)
    row = Assignment.objects.create(user=user, office=office, role=Role.ADMIN, valid_from=timezone.localdate())
    write_down(by=user, verb="create_user", row=user, after=snapshot(user, _USER))
    write_down(by=user, verb="open_function", row=row, after=snapshot(row, FUNCTION))
    return user, password


@transaction.atomic
def change_user(*, user: User, full_name: str, by: User, **account: Any) -> User:
    """Change the name and what else is given of an account: `certificate`, where its key is (`signs_on_device`,
    `csc_credential`), and whether the person may sign in at all (`is_active`)."""
    require_person(by, user)
    if user.pk == by.pk and not account["is_active"]:
        raise NotValid("Bạn không thể tự khóa tài khoản của mình. Hãy nhờ người quản trị khác.")
    locked = User.objects.select_for_update().get(pk=user.pk)
    if taken := certificate_taken(locked, account, by):
        raise NotValid(taken)
    before = snapshot(locked, _USER)
    values = {name: account[name] for name in _USER if name in account} | {"full_name": clean_name(full_name)}
    for name, value in values.items():
        setattr(locked, name, value)
    locked.save(update_fields=list(values))
    write_down(by=by, verb="change_user", row=locked, before=before, after=snapshot(locked, _USER))
    return locked


def certificate_taken(user: User, account: Mapping[str, Any], by: User) -> str:
    """Why this account may not have that certificate: it is another open account's, and a signature would be of two
    people. Whose it is, is told to who administers them. "" where it may; closing an account is always possible."""
    certificate, opened = (account.get(name, getattr(user, name)) for name in ("certificate", "is_active"))
    changed = certificate != user.certificate or not user.is_active
    if not (certificate and opened and changed):
        return ""
    holder = User.objects.filter(certificate=certificate, is_active=True).exclude(pk=user.pk).first()
    if holder is None:
        return ""
    seen = people(reach_of(by)).filter(pk=holder.pk).exists()
    whose = f"{holder.full_name} ({holder.username})" if seen else "một người ngoài phạm vi bạn quản trị"
    return f"Chứng thư số này đang gán cho {whose}. Mỗi chứng thư số chỉ của một người: bỏ ở tài khoản kia trước."


@transaction.atomic
def unlock(*, user: User, by: User) -> int:
    """Forget the wrong passwords that locked the account; returns how many places were unlocked."""
    require_person(by, user)
    freed: int = unlock_attempts(username=user.username)
    write_down(by=by, verb="unlock_user", row=user, after={"attempts": freed})
    return freed
