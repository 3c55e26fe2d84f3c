"""Is done with the social-insurance book exactly what the procedure says, and is it remembered until then?"""

from __future__ import annotations

from typing import Any

import pytest

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.dossier import ending_books
from intake.actions.returning import returning
from intake.models import BookCustody, Dossier, Procedure, Result
from intake.needs.returns import open_ends
from intake.queries import books_to_end, open_hand_over
from intake.slips.closing import closing
from intake.slips.returning import return_slip
from tests.intake.rows import add_result, put_in_state

HANDED: dict[str, Any] = {"method": "counter", "receiver_name": "Phạm Thị Hường", "receiver_id": "031169000123",
                          "printed_copies": 2, "printed_now": True}  # fmt: skip


@pytest.fixture
def issued(scanned: Dossier) -> Dossier:
    """A pension dossier whose result lies at the counter, with the book."""
    add_result(scanned)
    return put_in_state(scanned, State.ISSUED)


def ends_in(dossier: Dossier, end: str) -> None:
    Procedure.objects.filter(pk=dossier.procedure_id).update(book_end=end)


def book(dossier: Dossier) -> BookCustody:
    return BookCustody.objects.get(dossier=dossier)


def verbs(dossier: Dossier) -> list[str]:
    return [row.verb for row in dossier.events.filter(verb__endswith="_book").order_by("seq")][1:]


def left(dossier: Dossier) -> list[tuple[str, str]]:
    """What is said of the book beside the consolidation, and where it is mended."""
    found = Dossier.objects.get(pk=dossier.pk)
    ends = open_ends(found, open_hand_over(found))
    return [(row, row.page) for row in ends if row.startswith("Sổ BHXH")]


def items(dossier: Dossier, by: User) -> list[str]:
    return [row["name"] for row in return_slip(Dossier.objects.get(pk=dossier.pk), by)["items"]]


def test_it_is_stamped_with_what_was_settled_and_goes_back_with_the_result(issued: Dossier, clerk_user: User) -> None:
    returning.hand_over(dossier=issued, by=clerk_user, book_done=True, **HANDED)

    row = book(issued)
    assert row.entry == "Quyết định hưởng lương hưu số 05/QĐ-BHXH ngày 20/11/2026" and row.stamped_by == clerk_user
    assert row.held_by is None and row.closed_at and verbs(issued) == ["stamp_book", "return_book"]
    assert "Bìa sổ bảo hiểm xã hội" in items(issued, clerk_user) and not left(issued)


def test_kept_back_it_is_remembered_until_it_is_given_back(issued: Dossier, clerk_user: User) -> None:
    returning.hand_over(dossier=issued, by=clerk_user, **HANDED)

    assert left(issued) == [("Sổ BHXH chưa ghi, đóng dấu và trả lại người dân.", "return_book")]
    assert list(books_to_end(clerk_user)) == [issued] and "Bìa sổ bảo hiểm xã hội" not in items(issued, clerk_user)

    ending_books.end_book(dossier=issued, receiver_name="Phạm Thị Hường", proof="Bưu gửi EM9VN", entry="Đã hưởng",
                          by=clerk_user)  # fmt: skip

    assert not left(issued) and not books_to_end(clerk_user)
    assert (book(issued).entry, book(issued).movements.latest("pk").proof) == ("Đã hưởng", "Bưu gửi EM9VN")
    assert "Bìa sổ bảo hiểm xã hội" in items(issued, clerk_user)


def test_withdrawn_it_goes_into_the_store_with_the_paper(
    issued: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    ends_in(issued, "STORED")
    Dossier.objects.filter(pk=issued.pk).update(paper_office=demo["tiepnhan-hb"].office)
    returning.hand_over(dossier=issued, by=clerk_user, book_done=True, **HANDED)
    assert book(issued).held_by == issued.receiving_office and not left(issued)
    assert "Bìa sổ bảo hiểm xã hội" not in items(issued, clerk_user)

    returned = Dossier.objects.get(pk=issued.pk)
    ending_books.store_book(returned, by=clerk_user)

    assert book(issued).held_by == demo["tiepnhan-hb"].office and book(issued).closed_at
    assert verbs(issued) == ["withdraw_book", "store_book"]
    assert "Sổ bảo hiểm xã hội" in " ".join(row["title"] for row in closing(returned, clerk_user)["documents"])
    with pytest.raises(NotValid, match="lý do"):
        ending_books.end_book(dossier=returned, receiver_name="Phạm Thị Hường", proof="Ký nhận", by=clerk_user)
    ending_books.end_book(
        dossier=returned, receiver_name="Phạm Thị Hường", proof="Ký nhận", reason="Hủy quyết định", by=clerk_user
    )
    assert book(issued).held_by is None and not book(issued).withdrawn_at


def test_where_nothing_was_settled_it_goes_back_as_it_is(issued: Dossier, clerk_user: User) -> None:
    ends_in(issued, "STORED")
    Result.objects.filter(dossier=issued).update(kind="TRA_LOI")

    returning.hand_over(dossier=issued, by=clerk_user, book_done=True, **HANDED)

    assert book(issued).held_by is None and verbs(issued) == ["return_book"]


def test_it_does_not_go_out_electronically_and_waits_beside_a_result_nobody_fetched(
    issued: Dossier, clerk_user: User
) -> None:
    Dossier.objects.filter(pk=issued.pk).update(return_method="online")
    with pytest.raises(NotValid, match="Sổ giấy không đi cùng"):
        returning.hand_over(dossier=issued, method="online", by=clerk_user, book_done=True)

    returning.not_collected(dossier=issued, attempts=3, proof="ba lần gọi", by=clerk_user)

    assert left(issued) == [("Sổ BHXH chưa ghi, đóng dấu và trả lại người dân.", "collect_later")]
    assert list(books_to_end(clerk_user)) == [issued]


@pytest.mark.parametrize("state", [State.READY_TO_ARCHIVE, State.ARCHIVED])
def test_withdrawn_after_the_file_was_closed_it_is_stored_at_once(
    issued: Dossier, clerk_user: User, state: State
) -> None:
    ends_in(issued, "STORED")
    returning.hand_over(dossier=issued, by=clerk_user, **HANDED)
    closed = put_in_state(Dossier.objects.get(pk=issued.pk), state)
    assert list(books_to_end(clerk_user)) == [issued] and left(closed)

    ending_books.end_book(dossier=closed, by=clerk_user)

    assert verbs(issued) == ["withdraw_book", "store_book"] and book(issued).closed_at and not left(closed)


def test_it_is_done_once_and_after_the_result(issued: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotNow, match="cùng kết quả"):
        ending_books.end_book(dossier=issued, receiver_name="A", proof="Ký nhận", by=clerk_user)
    returning.hand_over(dossier=issued, by=clerk_user, book_done=True, **HANDED)
    with pytest.raises(NotNow, match="đã được trả"):
        ending_books.end_book(dossier=issued, receiver_name="A", proof="Ký nhận", by=clerk_user)
