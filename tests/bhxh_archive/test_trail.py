"""Does an event name the function with which somebody acted, and not merely the first one they hold?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from benefits.actions import claiming, drafting
from bhxh_archive.models import Assignment, Office, User
from bhxh_archive.roles import Role
from bhxh_archive.trail import record
from intake.actions.counter import registration
from intake.actions.dossier import books
from intake.models import Dossier
from tests.benefits.conftest import ShortRoad
from tests.room import PERSON


@pytest.fixture
def officer(demo: dict[str, User]) -> User:
    """Who decides in Hải Phòng, and also sits at the counter of the grass-roots office below it."""
    user = demo["chuyenvien-hp"]
    return also(user, Role.RECEPTION, Office.objects.get(code="hong-bang"))


def also(user: User, role: str, office: Office) -> User:
    Assignment.objects.create(user=user, office=office, role=role, valid_from="2026-01-01")
    user.__dict__.pop("seats", None)
    return user


def told(dossier: Dossier, verb: str) -> tuple[str, str]:
    event = dossier.events.get(verb=verb)
    return event.role, event.office.code if event.office else ""


def test_what_is_done_at_the_counter_is_told_of_the_counter(officer: User) -> None:
    counter = Office.objects.get(code="hong-bang")
    dossier = registration.register(
        office=counter, procedure_code="HUU", persons=[PERSON], by=officer, return_method="counter", counted_pages=0
    )
    books.take_book(dossier=dossier, form="electronic", covers=0, leaves=0, by=officer)
    registration.accept(dossier=dossier, by=officer)

    assert dossier.settling_office.code == "hai-phong"
    at_the_counter = ("reception", "hong-bang")
    assert {verb: told(dossier, verb) for verb in ("register", "take_book", "accept")} == {
        "register": at_the_counter, "take_book": at_the_counter, "accept": at_the_counter,
    }  # fmt: skip


def test_who_holds_two_functions_in_one_office_acts_by_the_one_that_allows(
    demo: dict[str, User], run_jobs: Callable[..., Any]
) -> None:
    road = ShortRoad(demo, run_jobs)
    dossier = road.to("forward")
    clerk = also(road.user("tiepnhan"), Role.OFFICER, dossier.settling_office)
    claiming.claim(dossier=dossier, by=clerk)
    drafting.open_draft(dossier=dossier, kind=dossier.procedure.result_kinds.get(code="07A-HSB"), by=clerk)

    assert {told(dossier, verb) for verb in ("claim", "open_draft")} == {("officer", "hai-phong")}
    assert told(dossier, "forward") == ("reception", "hai-phong")


def test_who_only_takes_part_is_told_with_what_opens_the_dossier(officer: User, demo: dict[str, User]) -> None:
    counter = Office.objects.get(code="hong-bang")
    dossier = registration.register(office=counter, procedure_code="HUU", persons=[PERSON], by=officer)
    head = Assignment.objects.get(user=demo["truongphong-hp"])
    Dossier.objects.filter(pk=dossier.pk).update(settling_office=counter, paper_office=head.office)
    dossier.refresh_from_db()

    event = record(dossier, "print_slip", by=demo["truongphong-hp"], slip="receipt")
    assert (event.role, event.office) == (head.role, head.office)
    assert record(dossier, "redraw", by=None).role == "system"
