"""Which dossiers wait for the signature of somebody who signs in their office no longer, and who hands them on?"""

from __future__ import annotations

from typing import Final

from django.db.models import Exists, OuterRef, QuerySet

from benefits.models import Draft
from benefits.queries import signers_of
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Assignment, Office, User
from bhxh_archive.roles import RIGHTS
from intake.models import Dossier

RIGHT: Final = "benefits.hand_on"
QUEUE: Final = "Chờ chuyển người ký"


def laid_before() -> QuerySet[Draft]:
    """What waits for one leader's signature."""
    waits = Draft.objects.filter(dropped_at=None, signer__isnull=False)
    return waits.filter(dossier__state=State.AWAITING_SIGNATURE)


def orphaned() -> QuerySet[Draft]:
    """Of these, what lies before a person whose function has ended, or whose account is closed."""
    seats = Assignment.objects.in_force().filter(
        user=OuterRef("signer"), office=OuterRef("dossier__settling_office"), role__in=_with("benefits.sign")
    )
    return laid_before().filter(~Exists(seats))


def without_signer(user: User) -> QuerySet[Dossier]:
    """The dossiers of the offices where this person may hand them on."""
    rows = Dossier.objects.filter(settling_office__in=user.offices_with(RIGHT), state=State.AWAITING_SIGNATURE)
    return rows.filter(pk__in=orphaned().values("dossier"))


def signer_left(dossier: Dossier) -> bool:
    """Whether it lies before somebody who signs here no longer."""
    return orphaned().filter(dossier=dossier).exists()


def waiting_for_seat(seat: Assignment) -> str:
    """What the administrator is told who ends this function: how many dossiers wait for its holder's signature, and who
    hands them on; "" where none does, or the person signs there with another function too."""
    if "benefits.sign" not in RIGHTS[seat.role] or _signs_otherwise(seat):
        return ""
    waits = laid_before().filter(signer=seat.user_id, dossier__settling_office=seat.office_id)
    if not (number := waits.order_by().values("dossier").distinct().count()):
        return ""
    return f"{number} hồ sơ đang chờ {seat.user.full_name} ký. {_handed_on_by(seat)}"


def _signs_otherwise(seat: Assignment) -> bool:
    others = Assignment.objects.in_force().filter(user=seat.user_id, office=seat.office_id).exclude(pk=seat.pk)
    return others.filter(role__in=_with("benefits.sign")).exists()


def _handed_on_by(seat: Assignment) -> str:
    """Who finds them in the queue, and whether anybody is left to sign."""
    names = [person.full_name for person in _handing_on(seat.office) if person.pk != seat.user_id]
    if not names:
        return f"Chưa có ai chuyển được: giao chức năng lãnh đạo phòng hoặc lãnh đạo ký tại {seat.office.name} trước."
    others = signers_of(seat.office).exclude(pk=seat.user_id).exists()
    lacking = "" if others else " Đơn vị không còn người ký nào khác: giao chức năng ký cho người khác."
    return f"Chuyển cho người ký khác ở hàng chờ «{QUEUE}»: {', '.join(names)}.{lacking}"


def _handing_on(office: Office) -> QuerySet[User]:
    seats = Assignment.objects.in_force().filter(office=office, role__in=_with(RIGHT))
    return User.objects.filter(pk__in=seats.values("user")).order_by("full_name")


def _with(right: str) -> list[str]:
    return [role for role, rights in RIGHTS.items() if right in rights]
