"""What must be known before a result counts as returned?"""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Parameter, User
from intake.actions.dossier import results
from intake.actions.returning import returning
from intake.models import Dossier, HandOver
from intake.queries import waits_for_collection
from tests.intake.rows import add_result, put_in_state

HANDED: dict[str, Any] = {"receiver_name": "Phạm Thị Hường", "receiver_id": "031169000123", "printed_copies": 2,
                          "printed_now": True,
                          "book_done": True}  # fmt: skip
POSTED: dict[str, Any] = {"tracking_number": "EM1VN", "carrier": "VNPOST", "printed_copies": 2, "printed_now": True}


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
        ("post", POSTED, "Cách trả đã đăng ký là «Nhận tại quầy»."),
        ("counter", HANDED | {"receiver_name": ""}, "Hãy ghi họ tên người nhận."),
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
        returning.hand_over(dossier=by_post(issued), method="post", by=clerk_user, **POSTED | {"tracking_number": ""})

    handed = returning.hand_over(dossier=by_post(issued), method="post", by=clerk_user, **POSTED)
    assert handed.tracking_number == "EM1VN"


@pytest.mark.parametrize("copies", [None, 0, 1])
def test_paper_goes_out_in_as_many_printed_copies_as_the_office_asks(
    issued: Dossier, clerk_user: User, copies: int | None
) -> None:
    facts = HANDED | {"method": "counter", "by": clerk_user}
    with pytest.raises(NotValid, match="ít nhất 2 bản"):
        returning.hand_over(dossier=issued, **facts | {"printed_copies": copies})

    handed = returning.hand_over(dossier=issued, **facts | {"printed_copies": 3})

    assert (handed.printed_copies, issued.results.get().printed_copies) == (3, 3)


def test_no_more_copies_go_out_than_were_written_down_as_printed(issued: Dossier, clerk_user: User) -> None:
    facts, result = HANDED | {"method": "counter", "by": clerk_user, "printed_now": False}, issued.results.get()
    results.record_print(result=result, copies=1, by=clerk_user)
    with pytest.raises(NotValid, match="Giao 2 bản nhưng sổ mới ghi: Quyết định hưởng lương hưu đã in 1 bản"):
        returning.hand_over(dossier=issued, **facts)

    returning.hand_over(dossier=issued, **facts | {"printed_now": True})

    prints = issued.events.filter(verb="print_result").values_list("detail__copies", flat=True)
    assert sorted(prints) == [1, 1] and issued.results.get().printed_copies == 2


def test_an_office_sets_how_many_copies(issued: Dossier, clerk_user: User) -> None:
    Parameter.objects.create(
        key="printed_copies", office=issued.receiving_office, value="1", valid_from=timezone.localdate()
    )
    facts = HANDED | {"printed_copies": 1}

    assert returning.hand_over(dossier=issued, method="counter", by=clerk_user, **facts).printed_copies == 1


def test_what_goes_out_electronically_is_not_printed(issued: Dossier, clerk_user: User) -> None:
    Dossier.objects.filter(pk=issued.pk).update(return_method="online")

    handed = returning.hand_over(dossier=Dossier.objects.get(pk=issued.pk), method="online", by=clerk_user)

    assert (handed.printed_copies, issued.results.get().printed_copies) == (0, 0)


def test_a_file_given_otherwise_than_by_link_is_delivered_at_once(issued: Dossier, clerk_user: User) -> None:
    Dossier.objects.filter(pk=issued.pk).update(return_method="online")
    online = Dossier.objects.get(pk=issued.pk)
    with pytest.raises(NotValid, match="cả người nhận và cách đã giao"):
        returning.hand_over(dossier=online, method="online", by=clerk_user, proof="Chép vào USB")

    facts: dict[str, Any] = {"proof": "Chép vào USB", "receiver_name": "Phạm Thị Hường"}
    handed = returning.hand_over(dossier=online, method="online", by=clerk_user, **facts)
    assert (handed.outcome, handed.open) == (HandOver.Outcome.DELIVERED, False)


def test_the_book_goes_back_with_the_result(issued: Dossier, clerk_user: User) -> None:
    returning.hand_over(dossier=issued, method="counter", by=clerk_user, **HANDED)

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
    assert waits_for_collection(Dossier.objects.get(pk=issued.pk))

    returning.collect_later(dossier=issued, method="counter", by=clerk_user, **HANDED)
    with pytest.raises(NotNow):
        returning.collect_later(dossier=issued, method="counter", by=clerk_user, **HANDED)

    assert issued.events.filter(verb="collect_later").count() == 1
    assert Dossier.objects.get(pk=issued.pk).state == State.RETURNED


def test_later_collection_has_its_proof(issued: Dossier, clerk_user: User) -> None:
    returning.not_collected(dossier=issued, attempts=3, proof="ba lần gọi", by=clerk_user)

    with pytest.raises(NotValid) as refused:
        returning.collect_later(dossier=issued, method="counter", by=clerk_user)

    assert [problem.split(",")[0] for problem in refused.value.problems] == [
        "Hãy ghi họ tên người nhận.", "Hãy ghi số giấy tờ của người nhận", "Hãy ghi số bản in đã giao",
    ]  # fmt: skip


def test_printed_copies_add_up_and_a_repeated_press_does_not(issued: Dossier, clerk_user: User) -> None:
    result = issued.results.get()
    for key in ("a", "a", "b"):
        results.record_print(result=result, copies=2, by=clerk_user, key=key)

    result.refresh_from_db()
    assert result.printed_copies == 4


def test_only_reception_prints_for_the_return(issued: Dossier, demo: dict[str, User]) -> None:
    with pytest.raises(NotAllowed):
        results.record_print(result=issued.results.get(), copies=1, by=demo["chuyenvien-hp"])
