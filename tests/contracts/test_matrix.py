"""Is every address open to exactly those it is for: signed out, other office, no right, right?"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse

from archive.models import Search
from benefits.models import ResultDelivery
from bhxh_archive.lifecycle import MOVES, State
from intake.models import ResultVersion
from tests.contracts.addresses import address, every_address
from tests.contracts.cast import ARCHIVIST, NOBODY, STRANGER, Person
from tests.contracts.conftest import Theatre, too_much
from tests.contracts.table import EVERYBODY, LEFT_IN_HOUSE, LET_IN, OPEN, PERSONAL, RECEPTION, TABLE, Row
from tests.intake.rows import put_in_state

pytestmark = pytest.mark.django_db
KNOWN: Final = {row.name for row in TABLE} | set(OPEN) | set(EVERYBODY) | set(PERSONAL)

WRITES_DOWN: Final = {"result_report": "the trail tells of every check of a signature, whatever page asked for it"}
"""The address that is only asked for and writes all the same -> why."""


def let_in(answer: HttpResponseBase) -> bool:
    return answer.status_code in LET_IN and signed_in(answer)


def signed_in(answer: HttpResponseBase) -> bool:
    return not answer.headers.get("Location", "").startswith(reverse("login"))


def shut_out(row: Row, theatre: Theatre) -> dict[str, int]:
    """Who holds the right and is refused all the same, with what they got."""
    answers = {str(person): theatre.ask(person, row) for person in row.admitted()}
    return {who: answer.status_code for who, answer in answers.items() if not let_in(answer)}


def not_turned_away(row: Row, theatre: Theatre) -> list[str]:
    """Who gets something else than the refusal that is due."""
    answers = [(person, theatre.ask(person, row).status_code, wanted) for person, wanted in row.turned_away().items()]
    return [f"{person}: {status}, not {wanted}" for person, status, wanted in answers if status != wanted]


def label(row: Row) -> str:
    return row.label


def test_every_address_has_its_row() -> None:
    moves = set(MOVES) & set(every_address())
    assert set(every_address()) - KNOWN - moves == set(), "say in table.py who may open it"
    assert KNOWN - set(every_address()) == set(), "table.py names an address that is gone"
    assert len(TABLE) == len({row.label for row in TABLE})


@pytest.mark.parametrize("row", TABLE, ids=label)
def test_who_has_the_right_is_let_in(row: Row, theatre: Theatre) -> None:
    assert row.admitted()
    assert shut_out(row, theatre) == {}
    assert row.method == "POST" or row.name in WRITES_DOWN or too_much(theatre.asked[row.label]) == []


@pytest.mark.parametrize("row", TABLE, ids=label)
def test_everybody_else_is_turned_away(row: Row, theatre: Theatre) -> None:
    assert not_turned_away(row, theatre) == []


@pytest.mark.parametrize("name", sorted(set(every_address()) - set(OPEN)))
def test_who_is_signed_out_is_sent_to_the_sign_in(name: str, theatre: Theatre) -> None:
    here = address(name, theatre.things | {"pk": _any_pk(name, theatre)})
    asked, sent = Client().get(here), Client().post(here)
    assert (asked.status_code, signed_in(asked)) == (302, False)
    assert sent.status_code == 401 and reverse("sign_in_and_resend") in sent.content.decode()


def _any_pk(name: str, theatre: Theatre) -> object:
    """A search has a random id; whoever is signed out gets as far with any."""
    return "00000000-0000-4000-8000-000000000000" if name in PERSONAL else theatre.things["pk"]


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name != "logout"])
def test_what_is_for_everybody_lets_everybody_in(name: str, theatre: Theatre) -> None:
    people = (NOBODY, STRANGER, ARCHIVIST)
    assert all(theatre.ask(person, Row(name, {})).status_code in LET_IN for person in people)


def test_what_is_open_answers_who_is_signed_out(theatre: Theatre) -> None:
    addresses = {name: address(name, theatre.things) for name in OPEN}
    assert {name: Client().get(here).status_code for name, here in addresses.items()} == OPEN


def test_a_search_belongs_to_who_searched(theatre: Theatre) -> None:
    clerk = Person("settling", RECEPTION)
    kept = Search.objects.create(by=theatre.cast.user(clerk), text="pham thi huong")
    seen = {person: theatre.cast.client(person).get(reverse("search_results", args=[kept.pk])).status_code
            for person in (clerk, STRANGER, ARCHIVIST, NOBODY)}  # fmt: skip
    assert seen == {clerk: 200, STRANGER: 404, ARCHIVIST: 404, NOBODY: 403}


@pytest.mark.parametrize("name", sorted({row.name for row in TABLE}))
def test_an_address_answers_to_no_other_method(name: str, theatre: Theatre) -> None:
    known = {row.method: row for row in TABLE if row.name == name}
    someone = next(iter(known.values()))
    other = [replace(someone, method=method) for method in ("GET", "POST") if method not in known]
    assert {row.label: theatre.ask(someone.admitted()[0], row).status_code for row in other} == {
        row.label: 405 for row in other
    }


@pytest.mark.parametrize("row", LEFT_IN_HOUSE, ids=label)
def test_what_is_not_issued_stays_with_the_unit_that_settles(row: Row, theatre: Theatre) -> None:
    ResultDelivery.objects.all().delete()
    versions = ResultVersion.objects.filter(result__dossier=theatre.dossier)
    versions.exclude(stage=ResultVersion.Stage.LEADER_SIGNED).delete()
    assert (shut_out(row, theatre), not_turned_away(row, theatre)) == ({}, [])


def test_the_archive_knows_no_dossier_before_its_transfer(theatre: Theatre) -> None:
    put_in_state(theatre.dossier, State.READY_TO_ARCHIVE)
    of_dossiers = [row for row in TABLE if {"pk", "page_pk"} & every_address()[row.name] and "pk" not in row.objects]
    assert len(of_dossiers) > 50
    found = {row.label: theatre.ask(ARCHIVIST, row).status_code for row in of_dossiers}
    assert {name: status for name, status in found.items() if status != 404} == {}
