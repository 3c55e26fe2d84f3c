"""How does an administrator make, change and unlock users, and give and close their functions?"""

from __future__ import annotations

from datetime import date
from typing import Final

from axes.utils import reset as unlock_attempts
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bhxh_archive.administration.passwords import one_time_password
from bhxh_archive.administration.reach import reach_of, require_office, require_person
from bhxh_archive.administration.trail import snapshot, write_down
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import Assignment, Office, User
from bhxh_archive.roles import Role
from bhxh_archive.text import clean_name

_USER: Final = ("username", "full_name", "certificate", "is_active")
_FUNCTION: Final = ("user_id", "office_id", "role", "title", "authority", "valid_from", "valid_to")


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
    write_down(by=user, verb="open_function", row=row, after=snapshot(row, _FUNCTION))
    return user, password


@transaction.atomic
def change_user(*, user: User, full_name: str, certificate: str, is_active: bool, by: User) -> User:
    """Change name, certificate and whether the person may sign in at all."""
    require_person(by, user)
    if user.pk == by.pk and not is_active:
        raise NotNow("Bạn không thể tự khóa tài khoản của mình. Hãy nhờ người quản trị khác.")
    locked = User.objects.select_for_update().get(pk=user.pk)
    before = snapshot(locked, _USER)
    locked.full_name, locked.certificate, locked.is_active = clean_name(full_name), certificate, is_active
    locked.save(update_fields=["full_name", "certificate", "is_active"])
    write_down(by=by, verb="change_user", row=locked, before=before, after=snapshot(locked, _USER))
    return locked


@transaction.atomic
def unlock(*, user: User, by: User) -> int:
    """Forget the wrong passwords that locked the account; returns how many places were unlocked."""
    require_person(by, user)
    freed: int = unlock_attempts(username=user.username)
    write_down(by=by, verb="unlock_user", row=user, after={"attempts": freed})
    return freed


@transaction.atomic
def open_function(
    *, user: User, office: Office, role: str, title: str, authority: str, valid_from: date, valid_to: date | None,
    by: User,
) -> Assignment:  # fmt: skip
    """Give a person a function in an office for a time; nobody gives one to themself."""
    require_office(by, office.pk)
    if user.pk == by.pk:
        raise NotAllowed("Bạn không thể tự giao chức năng cho mình. Hãy nhờ người quản trị khác.")
    problems = _problems(user, office, role, valid_from, valid_to)
    if problems:
        raise NotValid(problems[0], problems)
    row = Assignment.objects.create(user=user, office=office, role=role, title=title, authority=authority,
                                    valid_from=valid_from, valid_to=valid_to)  # fmt: skip
    write_down(by=by, verb="open_function", row=row, after=snapshot(row, _FUNCTION))
    return row


def _problems(user: User, office: Office, role: str, start: date, end: date | None) -> list[str]:
    found = []
    if end and end < start:
        found.append("Ngày kết thúc phải từ ngày bắt đầu trở đi.")
    if (role == Role.CENTRE) != (office.kind == Office.Kind.CENTRE) and role != Role.ADMIN:
        found.append("Chức năng «Trung tâm Lưu trữ» chỉ giao tại Trung tâm Lưu trữ, và tại đó chỉ giao chức năng này.")
    same = Assignment.objects.select_for_update().filter(user=user, office=office, role=role)
    running = same.filter(Q(valid_to=None) | Q(valid_to__gte=start), *([Q(valid_from__lte=end)] if end else []))
    if running.exists():
        found.append("Người này đã giữ chức năng đó tại đơn vị trong thời gian này. Hãy kết thúc lần giao trước.")
    return found


@transaction.atomic
def close_function(*, assignment: Assignment, valid_to: date, by: User) -> Assignment:
    """Let a function end on that day. It is never deleted: what was signed with it stays explained."""
    require_office(by, assignment.office_id)
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if row.user_id == by.pk and row.role == Role.ADMIN:
        raise NotNow("Bạn không thể tự kết thúc quyền quản trị của mình. Hãy nhờ người quản trị khác.")
    problem = _closing_problem(row, valid_to)
    if problem:
        raise NotValid(problem)
    before = snapshot(row, _FUNCTION)
    row.valid_to = valid_to
    row.save(update_fields=["valid_to"])
    write_down(by=by, verb="close_function", row=row, before=before, after=snapshot(row, _FUNCTION))
    return row


def _closing_problem(row: Assignment, day: date) -> str:
    if day < row.valid_from:
        return "Ngày kết thúc phải từ ngày bắt đầu trở đi."
    if row.valid_to and row.valid_to < timezone.localdate():
        return "Lần giao này đã kết thúc. Muốn giao lại, hãy thêm lần giao mới."
    if day < timezone.localdate() and row.valid_from < timezone.localdate():
        # What was done until today was done lawfully; a function must not end in hindsight.
        return "Ngày kết thúc không được trước hôm nay."
    return ""
