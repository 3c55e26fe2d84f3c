"""How does an administrator give a function, let it end, and take it back?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.trail import snapshot, write_down
from bhxh_archive.errors import NotAllowed, NotValid
from bhxh_archive.mandates import BY_MANDATE
from bhxh_archive.models import Assignment, Office, User
from bhxh_archive.roles import RIGHTS, Role

FUNCTION: Final = (
    "user_id",
    "office_id",
    "role",
    "title",
    "authority",
    "mandate",
    "mandate_kinds",
    "valid_from",
    "valid_to",
)
"""What is written down of a function."""


@transaction.atomic
def open_function(
    *, user: User, office: Office, role: str, title: str, authority: str, valid_from: date, valid_to: date | None,
    by: User, mandate: str = "", mandate_kinds: Sequence[str] = (),
) -> Assignment:  # fmt: skip
    """Give a person a function in an office for a time; nobody gives one to themself."""
    require_office(by, office.pk)
    if user.pk == by.pk:
        raise NotAllowed("Bạn không thể tự giao chức năng cho mình. Hãy nhờ người quản trị khác.")
    problems = _problems(user, office, role, valid_from, valid_to) + _unsigned(role, title)
    problems += _unmandated(authority, mandate, mandate_kinds, valid_to)
    if problems:
        raise NotValid(problems[0], problems)
    row = Assignment.objects.create(
        user=user, office=office, role=role, valid_from=valid_from, valid_to=valid_to, title=title, authority=authority,
        mandate=mandate, mandate_kinds=list(mandate_kinds),
    )  # fmt: skip
    write_down(by=by, verb="open_function", row=row, after=snapshot(row, FUNCTION))
    return row


def _unsigned(role: str, title: str) -> list[str]:
    """What stands over a leader's name on every decision (NĐ 30/2020, annex I)."""
    if title or "benefits.sign" not in RIGHTS[role]:
        return []
    return ["Ghi chức danh khi ký: chức danh đứng trên họ tên người ký ở mọi quyết định."]


def _unmandated(authority: str, mandate: str, kinds: Sequence[str], end: date | None) -> list[str]:
    """Signing by mandate wants a document, its term and what it covers (NĐ 30/2020 art. 13.3); nothing else has one."""
    if authority != BY_MANDATE:
        return ["Văn bản ủy quyền chỉ ghi khi thẩm quyền ký là TUQ."] if mandate or kinds else []
    wanted = (
        (mandate, "số, ngày văn bản ủy quyền"),
        (kinds, "loại văn bản được ủy quyền ký"),
        (end, "ngày hết ủy quyền"),
    )
    return [f"Ký thừa ủy quyền (TUQ.) phải ghi {what}." for given, what in wanted if not given]


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
    problem = _unclosable(row, by) or _closing_problem(row, valid_to)
    if problem:
        raise NotValid(problem)
    return _ended(row, valid_to, "close_function", by)


@transaction.atomic
def revoke_function(*, assignment: Assignment, by: User) -> Assignment:
    """Take a function away at once: yesterday was its last day, and one that has not begun never begins.

    What was done with it until now is on record in the events.
    """
    require_office(by, assignment.office_id)
    row = Assignment.objects.select_for_update().get(pk=assignment.pk)
    if problem := _unclosable(row, by):
        raise NotValid(problem)
    return _ended(row, timezone.localdate() - timedelta(days=1), "revoke_function", by)


def _ended(row: Assignment, last_day: date, verb: str, by: User) -> Assignment:
    before = snapshot(row, FUNCTION)
    row.valid_to = last_day
    row.save(update_fields=["valid_to"])
    write_down(by=by, verb=verb, row=row, before=before, after=snapshot(row, FUNCTION))
    return row


def _unclosable(row: Assignment, by: User) -> str:
    if row.user_id == by.pk and row.role == Role.ADMIN:
        return "Bạn không thể tự kết thúc quyền quản trị của mình. Hãy nhờ người quản trị khác."
    if row.valid_to and row.valid_to < timezone.localdate():
        return "Lần giao này đã kết thúc. Muốn giao lại, hãy thêm lần giao mới."
    return ""


def _closing_problem(row: Assignment, day: date) -> str:
    if day < row.valid_from:
        return "Ngày kết thúc phải từ ngày bắt đầu trở đi. Nếu giao nhầm, hãy bấm «Thu hồi ngay»."
    if day < timezone.localdate() and row.valid_from < timezone.localdate():
        # What was done until today was done lawfully; a function must not end in hindsight.
        return "Ngày kết thúc không được trước hôm nay."
    return ""
