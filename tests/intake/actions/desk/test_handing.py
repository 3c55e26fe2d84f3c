"""Do paper dossiers go from desk to desk on lists that two people sign, none lost and none twice?"""

from __future__ import annotations

import pytest
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake import queries
from intake.actions.counter import registration
from intake.actions.desk import forwarding, handing
from intake.actions.dossier import books
from intake.models import BookCustody, Dossier, HandingList
from intake.queries import to_hand_over
from intake.rules.handing import Way
from intake.slips.register import facts_of
from tests.intake.conftest import component
from tests.intake.rows import add_pages, put_in_state


@pytest.fixture
def forwarded(scanned: Dossier, clerk_user: User) -> Dossier:
    forwarding.forward(dossier=scanned, by=clerk_user)
    return scanned


@pytest.fixture
def given(forwarded: Dossier, clerk_user: User) -> HandingList:
    (row,) = handing.give(dossier_ids=[forwarded.pk], way=Way.TO_BENEFITS, by=clerk_user)
    return row


def test_a_paper_that_was_scanned_and_not_counted_is_handed_over_too(forwarded: Dossier, clerk_user: User) -> None:
    add_pages(forwarded, component=component(forwarded, "13-HSB"), name="uy-quyen.jpg")
    (row,) = handing.give(dossier_ids=[forwarded.pk], way=Way.TO_BENEFITS, by=clerk_user)

    assert row.lines.get().papers == 3, "the counted book, and two papers that were only scanned"
    registered = queries.with_register_facts(Dossier.objects.filter(pk=forwarded.pk)).get()
    assert facts_of(registered, timezone.localdate())["papers"] == 3, "and the register says the same"


def test_what_was_forwarded_waits_until_it_is_given(forwarded: Dossier, clerk_user: User) -> None:
    assert list(to_hand_over(clerk_user, Way.TO_BENEFITS)) == [forwarded]
    (row,) = handing.give(dossier_ids=[forwarded.pk], way=Way.TO_BENEFITS, by=clerk_user)

    line = row.lines.get()
    assert str(row) == f"01/BBGN-{forwarded.receiving_office.agency_id}"
    assert (line.sheets, line.pages, line.book) == (1, 2, "Sổ BHXH: 01 bìa, 02 tờ rời")
    assert not to_hand_over(clerk_user, Way.TO_BENEFITS).exists()
    with pytest.raises(NotNow):
        handing.give(dossier_ids=[forwarded.pk], way=Way.TO_BENEFITS, by=clerk_user)
    with pytest.raises(NotValid):
        handing.give(dossier_ids=[], way=Way.TO_BENEFITS, by=clerk_user)


def test_both_sides_sign_and_the_list_is_frozen(given: HandingList, clerk_user: User, demo: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        handing.receive(row=given, missing={}, by=clerk_user)
    taken = handing.receive(row=given, missing={}, by=demo["chuyenvien-hp"])

    assert taken.file and storage.read_file(taken.file).startswith(b"%PDF")
    assert (taken.received_by, taken.lines.get().received) == (demo["chuyenvien-hp"], True)
    verbs = [event.verb for event in given.lines.get().dossier.events.order_by("seq")][-2:]
    assert verbs == ["give_papers", "take_papers"]
    with pytest.raises(NotNow):
        handing.receive(row=given, missing={}, by=demo["chuyenvien-hp"])
    with pytest.raises(NotNow):
        handing.call_off(row=given, by=clerk_user)


def test_what_did_not_come_has_its_note_and_waits_again(
    given: HandingList, clerk_user: User, demo: dict[str, User]
) -> None:
    line = given.lines.get()
    with pytest.raises(NotValid):
        handing.receive(row=given, missing={line.pk: " "}, by=demo["chuyenvien-hp"])
    handing.receive(row=given, missing={line.pk: "Không có trong túi"}, by=demo["chuyenvien-hp"])
    assert list(to_hand_over(clerk_user, Way.TO_BENEFITS)) == [line.dossier]


def test_a_list_given_by_mistake_is_called_off(given: HandingList, clerk_user: User, demo: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        handing.call_off(row=given, by=demo["chuyenvien-hp"])
    handing.call_off(row=given, by=clerk_user)
    assert to_hand_over(clerk_user, Way.TO_BENEFITS).count() == 1


def test_back_to_reception_after_the_issue(given: HandingList, demo: dict[str, User], clerk_user: User) -> None:
    dossier = put_in_state(given.lines.get().dossier, State.ISSUED)
    dossier.events.create(verb="issue", by=demo["vanthu-hp"], from_state="signed", to_state="issued")

    (row,) = handing.give(dossier_ids=[dossier.pk], way=Way.TO_RECEPTION, by=demo["vanthu-hp"])
    assert str(row) == f"01/BBGN-CĐ-{dossier.receiving_office.agency_id}", "not 01 of the way there"

    assert handing.receive(row=row, missing={}, by=clerk_user).received_by == clerk_user
    assert not to_hand_over(demo["chuyenvien-hp"], Way.TO_RECEPTION).exists()


@pytest.mark.parametrize(("given_back", "named"), [(False, "Sổ BHXH: 01 bìa, 03 tờ rời"), (True, "")])
def test_a_book_that_its_owner_has_again_is_not_named(
    forwarded: Dossier, clerk_user: User, given_back: bool, named: str
) -> None:
    facts = {"form": BookCustody.Form.PAPER, "covers": 1, "leaves": 3}
    book, _ = BookCustody.objects.update_or_create(dossier=forwarded, defaults=facts)
    books.close(book, closed=given_back)
    (row,) = handing.give(dossier_ids=[forwarded.pk], way=Way.TO_BENEFITS, by=clerk_user)
    assert row.lines.get().book == named


def test_paper_of_what_was_withdrawn_goes_back_by_a_list_where_it_was_signed_for(
    given: HandingList, demo: dict[str, User], clerk_user: User
) -> None:
    dossier, officer = given.lines.get().dossier, demo["chuyenvien-hp"]
    registration.withdraw(dossier=dossier, reason="Bảo lưu", by=clerk_user)
    assert not to_hand_over(officer, Way.TO_RECEPTION).exists(), "nobody signed for it yet"

    handing.receive(row=given, missing={}, by=officer)
    assert list(to_hand_over(officer, Way.TO_RECEPTION)) == [dossier]
    (row,) = handing.give(dossier_ids=[dossier.pk], way=Way.TO_RECEPTION, by=officer)
    handing.receive(row=row, missing={}, by=clerk_user)
    assert not to_hand_over(officer, Way.TO_RECEPTION).exists()
