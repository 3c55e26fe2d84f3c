"""Does a person see the dossiers of exactly those offices where a function of theirs works with dossiers?"""

from __future__ import annotations

from datetime import date

import pytest

from benefits.desks import settled_here
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Assignment, Office, User
from bhxh_archive.roles import Role
from bhxh_archive.scoping import dossiers_of
from intake.desks import received_here
from intake.models import Dossier
from tests.intake.conftest import draft_of
from tests.intake.rows import put_in_state

pytestmark = pytest.mark.django_db
TODAY = date(2026, 1, 2)


@pytest.fixture
def draft(demo: dict[str, User]) -> Dossier:
    return draft_of(demo["tiepnhan-hp"])


def give(user: User, role: Role, office: str) -> User:
    Assignment.objects.create(user=user, office=Office.objects.get(code=office), role=role, valid_from=TODAY)
    return User.objects.get(pk=user.pk)


def sees(user: User, dossier: Dossier) -> bool:
    return Dossier.objects.filter(dossiers_of(user), pk=dossier.pk).exists()


def test_an_administrator_of_the_office_sees_none_of_its_dossiers(draft: Dossier, demo: dict[str, User]) -> None:
    assert not sees(give(demo["quantri"], Role.ADMIN, "hai-phong"), draft)


@pytest.mark.parametrize("role", [Role.RECEPTION, Role.OFFICER, Role.HEAD, Role.LEADER, Role.CLERK])
def test_every_desk_of_the_office_sees_them(role: Role, draft: Dossier, demo: dict[str, User]) -> None:
    assert sees(give(User.objects.create(username="moi"), role, "hai-phong"), draft)
    assert not sees(give(User.objects.create(username="xa"), role, "nghe-an"), draft)


def test_queues_list_the_offices_where_the_right_is_held_not_all_of_the_persons(
    draft: Dossier, demo: dict[str, User]
) -> None:
    clerk_here_reception_there = give(give(User.objects.create(username="hai-noi"), Role.CLERK, "hai-phong"),
                                      Role.RECEPTION, "nghe-an")  # fmt: skip
    assert not received_here("intake.register", State.DRAFT)(clerk_here_reception_there)
    assert received_here("intake.register", State.DRAFT)(demo["tiepnhan-hp"])
    put_in_state(draft, State.SIGNED)
    assert not settled_here("benefits.issue", State.SIGNED)(demo["tiepnhan-hp"])
    assert settled_here("benefits.issue", State.SIGNED)(clerk_here_reception_there)
