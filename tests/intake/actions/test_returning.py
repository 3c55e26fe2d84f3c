"""What must be known before a result counts as returned?"""

from __future__ import annotations

from typing import Any

import pytest

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions import results, returning
from intake.models import Dossier, HandOver
from intake.queries import waits_for_collection
from tests.intake.rows import add_result, put_in_state


@pytest.fixture
def issued(scanned: Dossier) -> Dossier:
    """A dossier whose result lies at the counter."""
    add_result(scanned)
    return put_in_state(scanned, State.ISSUED)


def by_post(dossier: Dossier) -> Dossier:
    Dossier.objects.filter(pk=dossier.pk).update(return_method="post")
    return Dossier.objects.get(pk=dossier.pk)


@pytest.mark.parametrize(
    ("method", "facts", "said"),
    [
        ("post", {"tracking_number": "EM1VN"}, "Cách trả đã đăng ký là «Nhận tại quầy»."),
        ("counter", {}, "Hãy ghi họ tên người nhận."),
    ],
)
def test_the_registered_method_with_proof(
    issued: Dossier, clerk_user: User, method: str, facts: dict[str, Any], said: str
) -> None:
    with pytest.raises(NotValid) as refused:
        returning.hand_over(dossier=issued, method=method, by=clerk_user, **facts)

    assert said in refused.value.message


def test_the_post_gives_a_tracking_number(issued: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotValid, match="mã bưu gửi"):
        returning.hand_over(dossier=by_post(issued), method="post", by=clerk_user)

    handed = returning.hand_over(dossier=by_post(issued), method="post", by=clerk_user, tracking_number="EM1VN")
    assert handed.tracking_number == "EM1VN"


def test_the_book_goes_back_with_the_result(issued: Dossier, clerk_user: User) -> None:
    returning.hand_over(dossier=issued, method="counter", by=clerk_user, receiver_name="Phạm Thị Hường")

    issued.refresh_from_db()
    assert issued.state == State.RETURNED
    assert issued.book.held_by is None
    assert issued.book.movements.latest("pk").receiver_name == "Phạm Thị Hường"


def test_not_collected_needs_the_configured_attempts_and_their_record(issued: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotValid, match="ít nhất 3 lần"):
        returning.not_collected(dossier=issued, attempts=2, proof="gọi điện", by=clerk_user)
    with pytest.raises(NotValid, match="các lần đã báo"):
        returning.not_collected(dossier=issued, attempts=3, proof="", by=clerk_user)

    row = returning.not_collected(dossier=issued, attempts=3, proof="10/11, 12/11, 16/11", by=clerk_user)

    assert row.outcome == HandOver.Outcome.NOT_COLLECTED
    assert Dossier.objects.get(pk=issued.pk).state == State.RETURNED


def test_later_collection_adds_an_event_once_and_keeps_the_state(issued: Dossier, clerk_user: User) -> None:
    returning.not_collected(dossier=issued, attempts=3, proof="ba lần gọi", by=clerk_user)
    assert waits_for_collection(issued)

    returning.collect_later(dossier=issued, method="counter", by=clerk_user, receiver_name="Phạm Thị Hường")
    with pytest.raises(NotNow):
        returning.collect_later(dossier=issued, method="counter", by=clerk_user, receiver_name="Phạm Thị Hường")

    assert issued.events.filter(verb="collect_later").count() == 1
    assert Dossier.objects.get(pk=issued.pk).state == State.RETURNED


def test_later_collection_has_its_proof(issued: Dossier, clerk_user: User) -> None:
    returning.not_collected(dossier=issued, attempts=3, proof="ba lần gọi", by=clerk_user)

    with pytest.raises(NotValid):
        returning.collect_later(dossier=issued, method="counter", by=clerk_user)


def test_printed_copies_add_up_and_a_repeated_press_does_not(issued: Dossier, clerk_user: User) -> None:
    result = issued.results.get()
    for key in ("a", "a", "b"):
        results.record_print(result=result, copies=2, by=clerk_user, key=key)

    result.refresh_from_db()
    assert result.printed_copies == 4


def test_only_reception_prints_for_the_return(issued: Dossier, demo: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        results.record_print(result=issued.results.get(), copies=1, by=demo["chuyenvien-hp"])
