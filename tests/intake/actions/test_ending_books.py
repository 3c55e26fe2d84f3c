"""Is done with the social-insurance book exactly what the procedure says, and is the dossier open until then?"""

from __future__ import annotations

from typing import Any

import pytest

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import State, check_move
from bhxh_archive.models import User
from intake.actions import ending_books, returning
from intake.models import BookCustody, Dossier, Procedure, Result
from intake.queries import books_to_end
from intake.slips.closing import closing
from intake.slips.counter import return_slip
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


def keeps_open(dossier: Dossier, by: User) -> str:
    """What the consolidation says of the book."""
    with pytest.raises(NotValid) as refused:
        check_move(Dossier.objects.get(pk=dossier.pk), "consolidate", by=by, paper_file_number="K01")
    return next((problem for problem in refused.value.problems if "Sổ BHXH" in problem), "")


def items(dossier: Dossier, by: User) -> list[str]:
    return [row["name"] for row in return_slip(Dossier.objects.get(pk=dossier.pk), by)["items"]]


def test_it_is_stamped_with_what_was_settled_and_goes_back_with_the_result(issued: Dossier, clerk_user: User) -> None:
    returning.hand_over(dossier=issued, by=clerk_user, book_done=True, **HANDED)

    row = book(issued)
    assert row.entry == "Quyết định hưởng lương hưu số 05/QĐ-BHXH ngày 20/11/2026" and row.stamped_by == clerk_user
    assert row.held_by is None and row.closed_at and verbs(issued) == ["stamp_book", "return_book"]
    assert "Bìa sổ bảo hiểm xã hội" in items(issued, clerk_user) and not keeps_open(issued, clerk_user)


def test_kept_back_it_holds_the_dossier_open_until_it_is_given_back(issued: Dossier, clerk_user: User) -> None:
    returning.hand_over(dossier=issued, by=clerk_user, **HANDED)

    assert keeps_open(issued, clerk_user) == "Sổ BHXH chưa ghi, đóng dấu và trả lại người dân."
    assert list(books_to_end(clerk_user)) == [issued] and "Bìa sổ bảo hiểm xã hội" not in items(issued, clerk_user)

    ending_books.end_book(dossier=issued, receiver_name="Phạm Thị Hường", proof="Bưu gửi EM9VN", entry="Đã hưởng",
                          by=clerk_user)  # fmt: skip

    assert not keeps_open(issued, clerk_user) and not books_to_end(clerk_user)
    assert (book(issued).entry, book(issued).movements.latest("pk").proof) == ("Đã hưởng", "Bưu gửi EM9VN")
    assert "Bìa sổ bảo hiểm xã hội" in items(issued, clerk_user)


def test_withdrawn_it_goes_into_the_store_with_the_paper(
    issued: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    ends_in(issued, "STORED")
    Dossier.objects.filter(pk=issued.pk).update(paper_office=demo["tiepnhan-hb"].office)
    returning.hand_over(dossier=issued, by=clerk_user, book_done=True, **HANDED)
    assert book(issued).held_by == issued.receiving_office and not keeps_open(issued, clerk_user)
    assert "Bìa sổ bảo hiểm xã hội" not in items(issued, clerk_user)

    returned = Dossier.objects.get(pk=issued.pk)
    ending_books.store_book(returned, by=clerk_user)

    assert book(issued).held_by == demo["tiepnhan-hb"].office and book(issued).closed_at
    assert verbs(issued) == ["withdraw_book", "store_book"]
    assert "Sổ bảo hiểm xã hội" in " ".join(row["title"] for row in closing(returned, clerk_user)["documents"])
    with pytest.raises(NotValid, match="lý do"):
        ending_books.end_book(dossier=returned, receiver_name="Phạm Thị Hường", by=clerk_user)
    ending_books.end_book(dossier=returned, receiver_name="Phạm Thị Hường", reason="Hủy quyết định", by=clerk_user)
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

    assert not keeps_open(issued, clerk_user) and list(books_to_end(clerk_user)) == [issued]


def test_it_is_done_once_and_after_the_result(issued: Dossier, clerk_user: User) -> None:
    with pytest.raises(NotNow, match="cùng kết quả"):
        ending_books.end_book(dossier=issued, receiver_name="A", by=clerk_user)
    returning.hand_over(dossier=issued, by=clerk_user, book_done=True, **HANDED)
    with pytest.raises(NotNow, match="đã được trả"):
        ending_books.end_book(dossier=issued, receiver_name="A", by=clerk_user)
