"""For which offices does an administrator act? For the office of the function and those below it.

An administrator at the Archive Center acts for the whole installation, and alone for what holds everywhere: holidays
and the general values of parameters. Otherwise one office could give itself functions in another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bhxh_archive.errors import NotAllowed
from bhxh_archive.models import Assignment, Office, User
from bhxh_archive.roles import RIGHTS

RIGHT: Final = "kernel.administer"
ELSEWHERE: Final = "Bạn chỉ quản trị đơn vị của mình và các đơn vị trực thuộc. Hãy nhờ quản trị tại Trung tâm Lưu trữ."
EVERYWHERE: Final = (
    "Ngày nghỉ và giá trị chung áp dụng cho mọi đơn vị: chỉ quản trị tại Trung tâm Lưu trữ sửa được. "
    "Bạn đặt được giá trị riêng cho đơn vị mình quản trị."
)


@dataclass(frozen=True)
class Reach:
    """The offices that somebody administers; `everywhere` needs no list."""

    everywhere: bool
    offices: frozenset[int]

    def covers(self, office_id: int | None) -> bool:
        """Whether this office (None: all of them together) is administered."""
        return self.everywhere or office_id in self.offices


def reach_of(by: User) -> Reach:
    """Raises NotAllowed unless `by` is an administrator today."""
    seats = [seat.office for seat in by.seats if RIGHT in RIGHTS[seat.role]]
    if not seats:
        raise NotAllowed("Chỉ người quản trị làm được việc này.")
    if any(office.kind == Office.Kind.CENTRE for office in seats):
        return Reach(True, frozenset())
    return Reach(False, _and_below({office.pk for office in seats}))


def _and_below(offices: set[int]) -> frozenset[int]:
    parents = dict(Office.objects.order_by().values_list("pk", "parent_id"))
    found = set(offices)
    while more := {pk for pk, parent in parents.items() if parent in found} - found:
        found |= more
    return frozenset(found)


def require_office(by: User, office_id: int | None) -> None:
    """Raise NotAllowed unless `by` administers this office; None is every office at once."""
    if not reach_of(by).covers(office_id):
        raise NotAllowed(ELSEWHERE if office_id else EVERYWHERE)


def manages(by: User, user: User) -> bool:
    """Whether every function that the person holds, or is going to hold, lies within reach."""
    reach, held = reach_of(by), Assignment.objects.not_over().filter(user=user)
    return all(reach.covers(office_id) for office_id in held.values_list("office_id", flat=True))


def require_person(by: User, user: User) -> None:
    """Raise NotAllowed for who also works for an office beyond reach: a new password would open that one too."""
    if not manages(by, user):
        raise NotAllowed(ELSEWHERE)
