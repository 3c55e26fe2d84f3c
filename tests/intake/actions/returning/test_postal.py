"""Where is a result that was given to the post, and what is done when it comes back?"""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.dossier import ending_books
from intake.actions.returning import postal, returning
from intake.models import Dossier, HandOver
from intake.queries import STANDINGS, standing_at, undelivered, waits_for_collection
from intake.rules import dispatch_problems
from intake.slips import common, papers
from tests.intake.rows import add_result, put_in_state

POSTED: dict[str, Any] = {"tracking_number": "EM1VN", "carrier": "VNPOST", "printed_copies": 2,
                          "printed_now": True,
                          "book_done": True}  # fmt: skip
DAY = timedelta(days=1)


@pytest.fixture
def issued(scanned: Dossier) -> Dossier:
    """A dossier whose result is to be sent by post."""
    add_result(scanned)
    Dossier.objects.filter(pk=scanned.pk).update(return_method="post", return_address="Số 5 ngõ Mẫu")
    return put_in_state(scanned, State.ISSUED)


@pytest.fixture
def sent(issued: Dossier, clerk_user: User) -> Dossier:
    yesterday = timezone.localdate() - DAY
    returning.hand_over(dossier=issued, method="post", by=clerk_user, dispatched_on=yesterday, **POSTED)
    return Dossier.objects.get(pk=issued.pk)


def standing(user: User) -> set[str]:
    """Under which words the undelivered results of this person's counter are found."""
    return {name for name in STANDINGS if standing_at(undelivered(user), name).exists()}


def test_the_carrier_is_one_of_the_data(issued: Dossier, clerk_user: User) -> None:
    for carrier, said in ((None, "đơn vị bưu chính"), ("CHIM", "đơn vị bưu chính")):
        with pytest.raises(NotValid, match=said):
            returning.hand_over(dossier=issued, method="post", by=clerk_user, **POSTED | {"carrier": carrier})
    with pytest.raises(NotValid, match="tương lai"):
        tomorrow = timezone.localdate() + DAY
        returning.hand_over(dossier=issued, method="post", by=clerk_user, dispatched_on=tomorrow, **POSTED)


def test_no_parcel_leaves_before_what_lies_in_it_is_issued(issued: Dossier, clerk_user: User) -> None:
    result = issued.results.get()
    early = {"dispatched_on": result.dated - DAY}
    with pytest.raises(NotValid, match=f"trước ngày ban hành kết quả {result.dated:%d/%m/%Y}"):
        returning.hand_over(dossier=issued, method="post", by=clerk_user, **POSTED | early)
    assert [fault.field for fault in dispatch_problems("post", [result], early)] == ["dispatched_on"]
    assert not dispatch_problems("post", [result], {"dispatched_on": result.dated})


def test_dispatched_then_delivered(sent: Dossier, clerk_user: User) -> None:
    assert standing(clerk_user) == {"post"} and sent.state == State.RETURNED
    with pytest.raises(NotValid) as refused:
        postal.confirm_delivery(dossier=sent, on=timezone.localdate() - 2 * DAY, proof="", by=clerk_user)
    assert len(refused.value.problems) == 2

    postal.confirm_delivery(dossier=sent, on=timezone.localdate(), proof="Báo phát số 12", by=clerk_user)
    with pytest.raises(NotNow):
        postal.came_back(dossier=sent, on=timezone.localdate(), reason="sai địa chỉ", by=clerk_user)

    assert standing(clerk_user) == set()
    assert HandOver.objects.get().outcome == HandOver.Outcome.DELIVERED


def test_what_comes_back_lies_here_with_the_book_until_it_is_given_out_again(sent: Dossier, clerk_user: User) -> None:
    assert sent.book.held_by is None
    postal.came_back(dossier=sent, on=timezone.localdate(), reason="Không có người nhận", by=clerk_user)

    assert standing(clerk_user) == {"back"} and waits_for_collection(sent)
    assert sent.book.held_by == sent.receiving_office
    handed_in = sent.receipts.first()
    assert handed_in and papers.book_receipt(sent, clerk_user)["taken"] == common.local(handed_in.received_at)

    again = returning.collect_later(dossier=sent, method="post", by=clerk_user, **POSTED | {"tracking_number": "EM2"})
    assert (again.outcome, standing(clerk_user)) == (HandOver.Outcome.SENT, {"post"})
    postal.came_back(dossier=sent, on=timezone.localdate(), reason="Chuyển nơi ở", by=clerk_user)
    person = {"receiver_name": "Phạm Thị Hường", "receiver_id": "031169000123", "printed_copies": 2,
              "printed_now": True,
              "book_done": True}  # fmt: skip
    returning.collect_later(dossier=sent, method="counter", by=clerk_user, **person)

    assert standing(clerk_user) == set() and sent.book.held_by is None
    assert [row.verb for row in sent.events.order_by("seq")][-9:] == [
        "hand_over", "stamp_book", "return_book", "came_back", "return_book", "collect_later", "came_back",
        "return_book", "collect_later",
    ]  # fmt: skip


def test_a_book_that_was_given_out_by_itself_does_not_come_back_with_the_parcel(
    issued: Dossier, clerk_user: User
) -> None:
    returning.hand_over(dossier=issued, method="post", by=clerk_user, **POSTED | {"book_done": False})
    ending_books.end_book(dossier=issued, receiver_name="Phạm Thị Hường", proof="Ký nhận", by=clerk_user)

    postal.came_back(dossier=issued, on=timezone.localdate(), reason="Vắng nhà", by=clerk_user)

    assert issued.book.held_by is None and issued.book.closed_at


def test_of_an_older_release_a_book_is_known_to_have_come_back_by_how_it_left(sent: Dossier, clerk_user: User) -> None:
    postal.came_back(dossier=sent, on=timezone.localdate(), reason="Vắng nhà", by=clerk_user)
    told = list(sent.book.movements.values_list("came_back", flat=True))
    sent.book.movements.update(came_back=False)

    with connection.cursor() as cursor:
        cursor.execute(import_module("intake.migrations.0057_book_came_back").TELL)

    assert list(sent.book.movements.values_list("came_back", flat=True)) == told == [False, False, True]
