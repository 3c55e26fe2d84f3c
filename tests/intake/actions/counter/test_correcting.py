"""Can what was mistyped of a person be put right once the dossier was accepted, with a reason and a trace?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.counter import correcting, registration
from intake.models import Dossier, Person
from tests.intake.conftest import draft_of
from tests.intake.rows import put_in_state
from tests.room import PERSON


@pytest.fixture
def person(accepted: Dossier) -> Person:
    return accepted.persons.get()


def test_a_fact_is_corrected_and_the_trail_names_it_only(person: Person, accepted: Dossier, clerk_user: User) -> None:
    correcting.correct_person(person=person, facts={"full_name": "Phạm Thị Hương", "sex": "F"}, reason="Gõ sai dấu",
                              by=clerk_user)  # fmt: skip

    told = accepted.events.get(verb="correct_person")
    assert Person.objects.get().name_folded == "pham thi huong"
    assert (told.reason, told.detail["facts"]) == ("Gõ sai dấu", ["full_name"])
    assert "Hương" not in str(told.detail)


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_correction_has_a_reason(person: Person, clerk_user: User, reason: str) -> None:
    with pytest.raises(NotValid):
        correcting.correct_person(person=person, facts={"sex": "M"}, reason=reason, by=clerk_user)


def test_what_a_decision_needs_can_not_be_taken_away(person: Person, clerk_user: User) -> None:
    with pytest.raises(NotValid, match="giới tính"):
        correcting.correct_person(person=person, facts={"sex": ""}, reason="Xóa", by=clerk_user)


def test_it_is_receptions_while_the_dossier_is_there(
    person: Person, accepted: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    with pytest.raises(NotAllowed):
        correcting.correct_person(person=person, facts={}, reason="Sửa", by=demo["chuyenvien-hp"])
    put_in_state(accepted, State.IN_REVIEW)
    with pytest.raises(NotNow):
        correcting.correct_person(person=person, facts={}, reason="Sửa", by=clerk_user)


@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"sex": ""}, "ghi giới tính của"),
        ({"birth_year": None}, "ghi năm sinh của"),
        ({"sex": "", "birth_year": None}, "ghi năm sinh, giới tính của"),
    ],
)
def test_nobody_is_accepted_for_whom_no_decision_could_be_computed(
    clerk_user: User, lacking: dict[str, object], said: str
) -> None:
    draft = draft_of(clerk_user, persons=[{**PERSON, **lacking}])

    with pytest.raises(NotValid, match=said):
        registration.accept(dossier=draft, by=clerk_user)


def test_the_page_keeps_what_was_typed_until_the_reason_is_there(
    person: Person, accepted: Dossier, demo: dict[str, User]
) -> None:
    clerk = Client()
    clerk.force_login(demo["tiepnhan-hp"], backend="django.contrib.auth.backends.ModelBackend")
    address = reverse("correct_person", args=[accepted.pk, person.pk])
    assert address in clerk.get(reverse("dossier", args=[accepted.pk])).content.decode()
    typed = {"full_name": "Phạm Thị Hương", "born": "12/06/1969", "sex": "F", "version": accepted.version}

    refused = clerk.post(address, typed)
    assert refused.status_code == 422 and "Phạm Thị Hương" in refused.content.decode()

    assert clerk.post(address, {**typed, "reason": "Gõ sai"})["Location"] == reverse("dossier", args=[accepted.pk])
    assert accepted.persons.get().full_name == "Phạm Thị Hương"
