"""Does the page of a dossier tell where its social-insurance book is, and let the counter bring it to its end?"""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.desk import forwarding, handing
from intake.actions.dossier import books
from intake.actions.returning import returning
from intake.models import BookCustody, Dossier, Procedure
from intake.rules.handing import Way
from tests.intake.conftest import component
from tests.intake.rows import add_result, put_in_state
from tests.intake.views.conftest import SignIn, address

QUEUE = reverse("queue", args=["so-bhxh"])


def test_the_journey_of_the_book_is_shown_and_it_is_given_back_after_the_end(
    accepted: Dossier, clerk: Client, clerk_user: User, sign_in: SignIn
) -> None:
    page, give_back = address("dossier", accepted), address("return_book", accepted)
    shown = clerk.get(page).content.decode()
    assert "nhận của người dân" in shown and give_back not in shown and clerk.get(give_back).status_code == 409

    Procedure.objects.filter(pk=accepted.procedure_id).update(book_end="STORED")
    registration.withdraw(dossier=accepted, reason="Theo đơn", by=clerk_user)
    asked = clerk.get(give_back).content.decode()
    assert "Trả lại sổ như khi nhận" in asked and "Thu hồi, lưu cùng hồ sơ giấy" not in asked
    assert give_back in clerk.get(page).content.decode() and str(accepted) in clerk.get(QUEUE).content.decode()
    assert give_back not in sign_in("chuyenvien-hp").get(page).content.decode()
    assert 'value="Phạm Thị Hường"' in clerk.get(give_back).content.decode()
    refused = clerk.post(give_back, {"receiver_name": "", "proof": "ký giấy"})
    assert refused.status_code == 422 and "ký giấy" in refused.content.decode()
    nothing = clerk.post(give_back, {"receiver_name": "Phạm Thị Hường", "proof": " "})
    assert nothing.status_code == 422 and "Hãy ghi số giấy tờ của người nhận lại sổ" in nothing.content.decode()
    clerk.post(give_back, {"receiver_name": "Phạm Thị Hường", "proof": "031169000123"})

    shown = clerk.get(page).content.decode()
    assert "trả người dân: Phạm Thị Hường" in shown and give_back not in shown and "Đã trả người dân" in shown
    assert "Ghi nhận sổ" not in shown
    queue = clerk.get(QUEUE).content.decode()
    assert "Hàng chờ trống" in queue and "Bưu gửi hoàn" not in queue, "the filters of deliveries say nothing of books"


def test_the_row_of_the_book_leads_to_the_form_that_takes_a_paper_book(accepted: Dossier, clerk: Client) -> None:
    page, book = address("dossier", accepted), component(accepted, "SO_BHXH")
    shown, its_own = clerk.get(page).content.decode(), reverse("component", args=[accepted.pk, book.pk])
    assert f'<a class="quiet-link" href="{page}#so-bhxh">Ghi nhận' in shown and 'id="so-bhxh"' in shown
    assert f"{page}#so-bhxh" in clerk.get(its_own).content.decode()


def test_of_a_book_that_another_office_signed_for_the_page_tells_where_it_is_and_gives_nothing_back(
    accepted: Dossier, clerk: Client, clerk_user: User, sign_in: SignIn, demo: dict[str, User]
) -> None:
    add_result(accepted)
    issued, elsewhere = put_in_state(accepted, State.ISSUED), demo["tiepnhan-hb"].office
    assert elsewhere
    books.send_book(issued, elsewhere, by=clerk_user)
    form = clerk.get(address("hand_over", issued)).content.decode()
    assert f"Sổ BHXH đang ở {elsewhere}, nhận lại bằng bản bàn giao" in form and 'name="book"' not in form

    ended, give_back = put_in_state(issued, State.WITHDRAWN), address("return_book", issued)
    shown = clerk.get(address("dossier", ended)).content.decode()
    assert f"Sổ BHXH đang ở {elsewhere}: nhận lại" in shown and reverse("handing_lists") in shown
    assert give_back not in shown and clerk.get(give_back).status_code == 409


def test_the_clerk_is_asked_about_the_book_and_led_to_it_when_it_was_kept_back(
    scanned: Dossier, clerk: Client, clerk_user: User
) -> None:
    Procedure.objects.filter(pk=scanned.procedure_id).update(book_end="STORED")
    add_result(scanned)
    issued = put_in_state(scanned, State.ISSUED)
    words = {"method": "counter", "receiver_name": "Phạm Thị Hường", "receiver_id": "031169000123",
             "printed_copies": "2", "printed_now": "on", "version": issued.version}  # fmt: skip
    unasked = clerk.post(address("hand_over", issued), words)
    assert unasked.status_code == 422 and "Chọn sổ BHXH được trả, thu hồi hay còn giữ lại." in unasked.content.decode()
    assert "Thu hồi sổ, lưu cùng hồ sơ giấy" in unasked.content.decode()
    clerk.post(address("hand_over", issued), words | {"book": "later"})

    waiting = clerk.get(address("consolidate", issued)).content.decode()
    assert "Sổ BHXH chưa thu hồi để lưu cùng hồ sơ giấy." in waiting and address("return_book", issued) in waiting
    assert "kẹp vào hồ sơ giấy" in clerk.get(address("return_book", issued)).content.decode()
    done = clerk.post(address("return_book", issued), follow=True).content.decode()
    assert "Đã ghi nhận: thu hồi sổ BHXH." in done and "Đã thu hồi, chờ lưu" in done
    assert "1 bìa, 2 tờ rời, chờ lưu" in clerk.get(address("paper_of_dossier", issued)).content.decode()
    assert "Sổ BHXH chưa thu hồi" not in clerk.get(address("consolidate", issued)).content.decode()


def test_a_book_is_told_to_be_stamped_before_it_was_given_back(
    scanned: Dossier, clerk: Client, clerk_user: User
) -> None:
    Procedure.objects.filter(pk=scanned.procedure_id).update(book_end=Procedure.BookEnd.STAMPED)
    add_result(scanned)
    returning.hand_over(
        dossier=put_in_state(scanned, State.ISSUED), method="counter", by=clerk_user, receiver_name="Phạm Thị Hường",
        receiver_id="031169000123", printed_copies=2, printed_now=True, book_done=True,
    )  # fmt: skip

    shown = clerk.get(address("dossier", scanned)).content.decode()
    steps = ("nhận của người dân", "Đã ghi, đóng dấu vào sổ:", "trả người dân: Phạm Thị Hường")
    assert sorted(steps, key=shown.index) == list(steps)


def test_a_result_that_goes_out_electronically_leaves_the_book_here(
    scanned: Dossier, clerk: Client, clerk_user: User
) -> None:
    add_result(scanned)
    Dossier.objects.filter(pk=scanned.pk).update(return_method="online")
    issued = put_in_state(scanned, State.ISSUED)

    assert "trả sổ cùng kết quả" not in clerk.get(address("hand_over", issued)).content.decode()
    returning.hand_over(dossier=issued, method="online", by=clerk_user)

    assert "Đóng dấu, trả sổ BHXH" in clerk.get(address("dossier", issued)).content.decode()


def test_a_list_drawn_up_while_the_page_is_open_is_told_there_and_what_was_typed_stays(
    scanned: Dossier, clerk: Client, clerk_user: User, demo: dict[str, User]
) -> None:
    forwarding.forward(dossier=scanned, by=clerk_user)
    (row,) = handing.give(dossier_ids=[scanned.pk], way=Way.TO_BENEFITS, by=clerk_user)
    add_result(scanned)
    typed = {"receiver_name": "Phạm Thị Hường", "proof": "ký giấy", "receiver_id": "031169000123", "method": "counter",
             "printed_copies": "2", "printed_now": "on", "book": "done"}  # fmt: skip
    for signed, said in ((False, f"đang ghi trong bản bàn giao {row}"), (True, "nhận lại bằng bản bàn giao nội bộ")):
        if signed:
            handing.receive(row=row, missing={}, by=demo["chuyenvien-hp"])
            elsewhere = demo["tiepnhan-hb"].office
            assert elsewhere and books.send_book(scanned, elsewhere, by=clerk_user)
        for state, page in ((State.WITHDRAWN, "return_book"), (State.ISSUED, "hand_over")):
            version = str(put_in_state(scanned, state).version)
            answer = clerk.post(address(page, scanned), typed | {"version": version})
            shown = answer.content.decode()
            assert answer.status_code == 422 and said in shown and 'value="ký giấy"' in shown
    assert not scanned.hand_overs.exists() and BookCustody.objects.get(dossier=scanned).held_by


def test_nobody_else_gives_it_back(accepted: Dossier, clerk_user: User, sign_in: SignIn) -> None:
    registration.withdraw(dossier=accepted, reason="Theo đơn", by=clerk_user)
    give_back = address("return_book", accepted)

    assert sign_in("chuyenvien-hp").post(give_back, {"receiver_name": "A"}).status_code == 403
    assert sign_in("tiepnhan-na").post(give_back, {"receiver_name": "A"}).status_code == 404
    assert BookCustody.objects.get(dossier=accepted).held_by
