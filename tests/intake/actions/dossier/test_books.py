"""Is it known at any time which office has the social-insurance book, and who got it back?"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State, move
from bhxh_archive.models import Office, User
from intake.actions.counter import registration
from intake.actions.desk import forwarding, handing
from intake.actions.dossier import books, ending_books
from intake.models import BookCustody, Dossier
from intake.rules.handing import Way
from intake.slips import SLIPS
from tests.intake.conftest import component, draft_of
from tests.intake.rows import put_in_state
from tests.room import PERSON


def holder(dossier: Dossier) -> Office | None:
    return BookCustody.objects.get(dossier=dossier).held_by


def now(dossier: Dossier) -> Dossier:
    return Dossier.objects.get(pk=dossier.pk)


def journey(dossier: Dossier) -> list[tuple[str, str, str]]:
    """Every movement as (from, to, by); "-" is the owner of the book."""
    rows = BookCustody.objects.get(dossier=dossier).movements.all()
    return [
        (row.from_office.code if row.from_office else "-", row.to_office.code if row.to_office else "-", str(row.by))
        for row in rows
    ]


@pytest.fixture
def local(scanned: Dossier, demo: dict[str, User]) -> Dossier:
    """A whole dossier received at the grass-roots office, with its book, and settled at the provincial one."""
    clerk = demo["tiepnhan-hb"]
    Dossier.objects.filter(pk=scanned.pk).update(receiving_office=clerk.office)
    BookCustody.objects.filter(dossier=scanned).delete()
    books.take_book(dossier=scanned, form="paper", covers=1, leaves=2, by=clerk)
    return Dossier.objects.get(pk=scanned.pk)


def carry(dossier: Dossier, way: Way, giver: User, taker: User) -> None:
    (row,) = handing.give(dossier_ids=[dossier.pk], way=way, by=giver)
    handing.receive(row=row, missing={}, by=taker)


def sent_back(dossier: Dossier, demo: dict[str, User]) -> None:
    move(dossier, "send_back", by=demo["chuyenvien-hp"], reason="Thiếu giấy tờ")


def ended(dossier: Dossier, demo: dict[str, User]) -> None:
    withdrawn(dossier, demo["tiepnhan-hb"])


@pytest.mark.parametrize("verb", [sent_back, ended])
def test_the_book_goes_to_who_settles_and_back_by_signed_lists(
    local: Dossier, demo: dict[str, User], verb: Callable[[Dossier, dict[str, User]], None]
) -> None:
    clerk, officer = demo["tiepnhan-hb"], demo["chuyenvien-hp"]

    forwarding.forward(dossier=local, by=clerk)
    assert holder(local) == local.receiving_office
    carry(local, Way.TO_BENEFITS, clerk, officer)
    verb(local, demo)
    assert holder(local) == local.settling_office
    carry(local, Way.TO_RECEPTION, officer, clerk)

    assert journey(local) == [
        ("-", "hong-bang", str(clerk)),
        ("hong-bang", "hai-phong", str(officer)),
        ("hai-phong", "hong-bang", str(clerk)),
    ]


def test_a_book_that_another_office_signed_for_is_given_back_once_it_is_here_again(
    local: Dossier, demo: dict[str, User]
) -> None:
    clerk, officer = demo["tiepnhan-hb"], demo["chuyenvien-hp"]
    forwarding.forward(dossier=local, by=clerk)
    carry(local, Way.TO_BENEFITS, clerk, officer)
    withdrawn(local, clerk)

    with pytest.raises(NotNow, match="đang ở Bảo hiểm xã hội thành phố Hải Phòng: nhận lại bằng bản bàn giao"):
        ending_books.end_book(dossier=local, receiver_name="Phạm Thị Hường", proof="Ký nhận", by=clerk)
    assert not SLIPS["papers_returned"].there(now(local)), "nobody can check a book that is not here"
    carry(local, Way.TO_RECEPTION, officer, clerk)
    assert SLIPS["papers_returned"].there(now(local))
    assert ending_books.end_book(dossier=local, receiver_name="Phạm Thị Hường", proof="Ký nhận", by=clerk)


def test_a_book_on_a_list_that_nobody_signed_yet_is_not_given_back_behind_it(
    local: Dossier, demo: dict[str, User]
) -> None:
    clerk = demo["tiepnhan-hb"]
    forwarding.forward(dossier=local, by=clerk)
    (given,) = handing.give(dossier_ids=[local.pk], way=Way.TO_BENEFITS, by=clerk)
    withdrawn(local, clerk)
    with pytest.raises(NotNow, match=f"đang ghi trong bản bàn giao {given} chờ ký nhận"):
        ending_books.end_book(dossier=local, receiver_name="Phạm Thị Hường", proof="Ký nhận", by=clerk)
    handing.call_off(row=given, by=clerk)
    assert ending_books.end_book(dossier=local, receiver_name="Phạm Thị Hường", proof="Ký nhận", by=clerk)


def test_a_book_for_which_no_other_office_signed_comes_back_by_itself(local: Dossier, demo: dict[str, User]) -> None:
    forwarding.forward(dossier=local, by=demo["tiepnhan-hb"])
    books.send_book(local, local.settling_office, by=demo["tiepnhan-hb"])  # as it went before lists carried it

    assert holder(withdrawn(local, demo["tiepnhan-hb"])) == local.receiving_office


def test_within_one_office_nothing_moves(scanned: Dossier, clerk_user: User) -> None:
    forwarding.forward(dossier=scanned, by=clerk_user)

    assert journey(scanned) == [("-", "hai-phong", str(clerk_user))]


def withdrawn(dossier: Dossier, clerk: User) -> Dossier:
    return registration.withdraw(dossier=dossier, reason="Theo đơn", by=clerk)


def refused(dossier: Dossier, clerk: User) -> Dossier:
    draft = draft_of(clerk)
    books.take_book(dossier=draft, form="paper", covers=1, leaves=0, by=clerk)
    return registration.refuse(dossier=draft, reason="Không thuộc thẩm quyền", by=clerk)


def lapsed(dossier: Dossier, clerk: User) -> Dossier:
    return put_in_state(dossier, State.LAPSED)


@pytest.mark.parametrize("end", [withdrawn, refused, lapsed])
def test_what_ends_without_a_result_gives_the_book_back_once(
    accepted: Dossier, clerk_user: User, end: Callable[[Dossier, User], Dossier]
) -> None:
    ended = end(accepted, clerk_user)
    assert holder(ended) == ended.receiving_office

    given = ending_books.end_book(dossier=ended, receiver_name=" phạm  thị hường ", proof="Ký nhận", by=clerk_user)

    assert given and given.receiver_name == "phạm thị hường"
    assert holder(ended) is None
    assert ended.events.filter(verb="return_book", by=clerk_user).count() == 1
    with pytest.raises(NotNow):
        ending_books.end_book(dossier=ended, receiver_name="Phạm Thị Hường", proof="Ký nhận", by=clerk_user)


def test_the_book_is_not_given_back_alone_while_its_dossier_goes_on(accepted: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotNow, match="cùng kết quả"):
        ending_books.end_book(dossier=accepted, receiver_name="Phạm Thị Hường", proof="Ký nhận", by=clerk_user)


def test_giving_back_names_the_receiver_and_is_done_at_the_counter(
    accepted: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    ended = withdrawn(accepted, clerk_user)

    for name, proof in (("  ", "Ký nhận"), ("Phạm Thị Hường", " ")):
        with pytest.raises(NotValid, match="người nhận lại sổ"):
            ending_books.end_book(dossier=ended, receiver_name=name, proof=proof, by=clerk_user)
    for stranger in ("chuyenvien-hp", "tiepnhan-na"):
        with pytest.raises(NotAllowed):
            ending_books.end_book(dossier=ended, receiver_name="Phạm Thị Hường", proof="Ký nhận", by=demo[stranger])
    assert holder(ended) == ended.receiving_office


def test_correcting_the_counts_moves_nothing_and_a_look_up_gives_the_paper_back(
    accepted: Dossier, clerk_user: User
) -> None:
    books.take_book(dossier=accepted, form="paper", covers=2, leaves=5, by=clerk_user)
    assert len(journey(accepted)) == 1

    books.take_book(dossier=accepted, form="electronic", covers=0, leaves=0, by=clerk_user)
    assert holder(accepted) is None
    books.take_book(dossier=accepted, form="paper", covers=1, leaves=0, by=clerk_user)
    assert holder(accepted) == accepted.receiving_office
    assert len(journey(accepted)) == 3


def test_a_book_that_was_written_down_by_mistake_is_taken_back_while_the_draft_is_made(clerk_user: User) -> None:
    draft = draft_of(clerk_user)
    books.take_book(dossier=draft, form="paper", covers=1, leaves=2, by=clerk_user)
    registration.edit_registration(dossier=draft, persons=[PERSON], by=clerk_user)
    assert BookCustody.objects.filter(dossier=draft).exists(), "nothing was said of it"
    for _ in "12":
        registration.edit_registration(dossier=draft, persons=[PERSON], by=clerk_user, no_book=True)

    assert not BookCustody.objects.filter(dossier=draft).exists()
    assert component(draft, "SO_BHXH").satisfied == "missing" and component(draft, "SO_BHXH").sheets == 0
    assert draft.events.filter(verb="drop_book").count() == 1
