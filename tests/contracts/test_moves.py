"""May exactly those make each move of the map whom the house names, and does the page of the move say the same?

MOVE_TABLE is written down by hand, from what the desks do; the map's `warrant` and the HTTP answer are both held to it.
Each move is tried in every state in which it is legal, on a dossier received at one office and settled at another.
"""

from __future__ import annotations

from typing import Final

import pytest

from bhxh_archive.lifecycle import MOVES, State, warrant
from bhxh_archive.scoping import CENTRE_SEES
from intake.models import Dossier
from tests.contracts.cast import ADMINISTRATOR, ARCHIVIST, DESKS, NOBODY, RECEPTION, STRANGER, alone
from tests.contracts.conftest import Theatre, too_much
from tests.contracts.table import LET_IN, MOVE_TABLE, RECEIVING, Row
from tests.intake.rows import put_in_state

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
WITHOUT_PAGE: Final = {"propose_directly", "lapse"}
"""The first is asked for on the page of `propose`, the second nobody asks for: the system lets a dossier lapse."""
STEPS: Final = [(verb, state) for verb, row in MOVES.items() if verb not in WITHOUT_PAGE for state in row.sources]
EVERYBODY: Final = [
    *alone("receiving", DESKS), *alone("settling", DESKS), ADMINISTRATOR, ARCHIVIST, NOBODY, STRANGER,
]  # fmt: skip


def test_every_move_has_its_people() -> None:
    assert set(MOVE_TABLE) == set(MOVES)


@pytest.mark.parametrize("verb", MOVES)
def test_the_map_gives_each_move_to_these_people(verb: str, moving: Theatre) -> None:
    allowed = [person for person in EVERYBODY if warrant(MOVES[verb], moving.dossier, moving.cast.user(person))]
    assert allowed == [person for person in EVERYBODY if person in Row(verb, MOVE_TABLE[verb]).admitted()]


def test_only_the_system_lets_a_dossier_lapse(moving: Theatre) -> None:
    assert warrant(MOVES["lapse"], moving.dossier, None)
    assert [verb for verb, row in MOVES.items() if warrant(row, moving.dossier, None)] == ["lapse"]


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("verb", "state"), STEPS)
def test_the_page_of_a_move_is_open_to_who_may_make_it(verb: str, state: State, method: str, moving: Theatre) -> None:
    put_in_state(moving.dossier, state)
    row = Row(verb, MOVE_TABLE[verb], method)
    statuses = {str(person): moving.ask(person, row).status_code for person in row.admitted()}
    assert statuses and {who: status for who, status in statuses.items() if status not in LET_IN} == {}
    assert method == "POST" or too_much(moving.asked[row.label]) == []


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(("verb", "state"), STEPS)
def test_nobody_else_opens_it_or_moves_the_dossier(verb: str, state: State, method: str, moving: Theatre) -> None:
    put_in_state(moving.dossier, state)
    row = Row(verb, MOVE_TABLE[verb], method)
    expected = row.turned_away() | ({} if ARCHIVIST in row.admitted() else {ARCHIVIST: _to_the_archive(state)})
    answers = [(person, moving.ask(person, row).status_code, wanted) for person, wanted in expected.items()]
    assert [f"{person}: {status}, not {wanted}" for person, status, wanted in answers if status != wanted] == []
    assert Dossier.objects.get(pk=moving.dossier.pk).state == state


def _to_the_archive(state: State) -> int:
    """The Archive Center does not know a dossier before its transfer."""
    return 403 if state in CENTRE_SEES else 404


def test_reception_of_the_settling_office_is_no_reception_here(moving: Theatre) -> None:
    """The same function in the wrong seat: seen, but not theirs to move."""
    put_in_state(moving.dossier, State.RECEIVED)
    row = Row("forward", RECEIVING)
    assert {moving.ask(person, row).status_code for person in alone("settling", RECEPTION)} == {403}
