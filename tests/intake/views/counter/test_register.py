"""Does registering keep what was typed, warn without blocking, and make one dossier?"""

from __future__ import annotations

import unicodedata
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.workdays import VIETNAM
from intake.models import BookCustody, Dossier
from tests.intake.views.conftest import SignIn

NEW = "/ho-so/moi/"
CARD = "031169000123|031234567|PHẠM THỊ HƯỜNG|12061969|Nữ|Số 5 ngõ Mẫu, Hải Phòng|01052021"


def test_what_the_acceptance_will_want_is_marked(clerk: Client) -> None:
    shown = clerk.get(reverse("register")).content.decode()
    assert shown.count("cần khi tiếp nhận") == 3


def test_a_filled_in_form_leads_to_acceptance(clerk: Client, typed: dict[str, Any]) -> None:
    answer = clerk.post(NEW, typed)

    dossier = Dossier.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"/ho-so/{dossier.pk}/tiep-nhan/")
    person = dossier.persons.get()
    assert (person.full_name, person.born, person.sex) == ("Phạm Thị Hường", "06/1969", "F")
    book = BookCustody.objects.get(dossier=dossier)
    assert (book.covers, book.leaves) == (1, 3)


def test_the_same_form_sent_again_lands_on_the_same_dossier(clerk: Client, typed: dict[str, Any]) -> None:
    first, again = clerk.post(NEW, typed), clerk.post(NEW, typed)

    assert first["Location"] == again["Location"]
    assert Dossier.objects.count() == 1


def test_names_are_stored_composed_and_trimmed(clerk: Client, typed: dict[str, Any]) -> None:
    clerk.post(NEW, typed | {"nguoi-0-full_name": unicodedata.normalize("NFD", "  Y  Ghiê Kđoh ")})

    assert Dossier.objects.get().persons.get().full_name == unicodedata.normalize("NFC", "Y Ghiê Kđoh")


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("procedure", "", "Chọn thủ tục."),
        ("nguoi-0-full_name", "", "Nhập họ và tên."),
        ("nguoi-0-born", "31/02/1969", "Nhập ngày sinh theo dạng"),
        ("return_method", "post", "Nhập địa chỉ nhận kết quả"),
        ("book_covers", "", "Nhập số bìa sổ BHXH"),
        ("received_at", "hôm qua", "Nhập ngày giờ theo dạng"),
        ("counted_pages", "hai", "Số trang giấy đã đếm: nhập bằng chữ số."),
        ("counted_pages", "-1", "Số trang giấy đã đếm: không nhỏ hơn 0."),
        ("book_covers", "99999", "Số bìa sổ: không lớn hơn 30000."),
        ("nguoi-0-relation", "x" * 61, "Quan hệ với người tham gia: nhiều nhất 60 ký tự, hiện có 61."),
        ("procedure", "KHAC", "Thủ tục: chọn một mục trong danh sách."),
    ],
)
def test_a_fault_is_said_and_nothing_typed_is_lost(
    clerk: Client, typed: dict[str, Any], field: str, value: str, said: str
) -> None:
    answer = clerk.post(NEW, typed | {field: value, "note": "ghi chú đã gõ"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "error-summary" in page and said in page
    assert "ghi chú đã gõ" in page and "031169000123" in page
    assert not Dossier.objects.exists()


def test_the_summary_follows_the_page(clerk: Client, typed: dict[str, Any]) -> None:
    faults = {"procedure": "", "nguoi-0-full_name": "", "nguoi-0-born": "31/02/1969", "counted_pages": "hai"}
    page = clerk.post(NEW, typed | faults | {"return_method": "post"}).content.decode()

    summary = page[page.index("error-summary") :]
    words = ("Chọn thủ tục", "Nhập họ và tên", "Nhập ngày sinh", "nhập bằng chữ số", "Nhập địa chỉ nhận kết quả")
    places = [summary.index(text) for text in words]
    assert places == sorted(places) and "5 chỗ cần sửa" in summary


def test_receipt_earlier_than_now_wants_a_reason(clerk: Client, typed: dict[str, Any]) -> None:
    earlier = f"{(timezone.now() - timedelta(days=1)).astimezone(VIETNAM):%d/%m/%Y %H:%M}"
    refused = clerk.post(NEW, typed | {"received_at": earlier})
    taken = clerk.post(NEW, typed | {"received_at": earlier, "received_reason": "Nộp qua bưu điện, đến hôm qua"})

    assert "Ghi lý do thời điểm nhận sớm hơn hiện tại." in refused.content.decode()
    assert taken.status_code == 302


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("nguoi-0-full_name", "Phaïm Thò Höôøng", "(TCVN3, VNI) hoặc mất chữ: có phải «Phạm Thị Hường»"),
        ("nguoi-0-sex", "M", "giới tính nữ, khác với đã khai"),
        ("nguoi-0-born", "1970", "năm sinh 1969, khác với năm đã khai (1970)"),
        ("nguoi-0-personal_id", "0311690", "phải gồm đúng 12 chữ số"),
        ("nguoi-0-insurance_number", "31050", "phải gồm 10 chữ số"),
        ("nguoi-0-phone", "abc", "thường gồm 10 chữ số"),
    ],
)
def test_doubtful_numbers_warn_and_do_not_block(
    clerk: Client, typed: dict[str, Any], field: str, value: str, said: str
) -> None:
    checked = clerk.post(NEW, {**{k: v for k, v in typed.items() if k != "save"}, field: value, "check": "1"})
    refused = clerk.post(NEW, typed | {field: value, "counted_pages": "hai"})
    saved = clerk.post(NEW, typed | {field: value})

    assert said in checked.content.decode()
    assert refused.status_code == 422 and said in refused.content.decode()
    assert saved.status_code == 302
    assert said in clerk.get(saved["Location"]).content.decode()


def test_a_scanned_card_fills_the_row_and_keeps_the_rest(clerk: Client, typed: dict[str, Any]) -> None:
    for name in ("nguoi-0-full_name", "nguoi-0-born", "nguoi-0-sex", "nguoi-0-personal_id"):
        typed[name] = ""
    page = clerk.post(NEW, typed | {"nguoi-0-qr": CARD, "nguoi-0-phone": "0900000000"}).content.decode()

    for value in ("PHẠM THỊ HƯỜNG", "12/06/1969", "031169000123", "Số 5 ngõ Mẫu", "0900000000"):
        assert value in page
    assert "error-summary" not in page and CARD not in page
    assert "Đã điền theo thẻ" in page and "data-toast" not in page
    assert not Dossier.objects.exists()


def test_a_text_that_is_no_card_stays_and_is_said(clerk: Client, typed: dict[str, Any]) -> None:
    del typed["save"]
    page = clerk.post(NEW, typed | {"nguoi-0-qr": "không phải thẻ"}).content.decode()

    assert "Chưa đọc được mã QR này" in page and "không phải thẻ" in page


def test_a_text_that_is_no_card_does_not_block_saving(clerk: Client, typed: dict[str, Any]) -> None:
    assert clerk.post(NEW, typed | {"nguoi-0-qr": "không phải thẻ"}).status_code == 302


def test_a_card_is_looked_at_before_it_is_saved(clerk: Client, typed: dict[str, Any]) -> None:
    assert clerk.post(NEW, typed | {"nguoi-0-qr": CARD}).status_code == 200
    assert not Dossier.objects.exists()


def test_the_card_of_another_person_takes_the_row_and_can_be_taken_back(clerk: Client, typed: dict[str, Any]) -> None:
    two = typed | {"nguoi-TOTAL_FORMS": "2", "nguoi-1-role": "relative", "nguoi-1-full_name": "Lê Văn An"}
    two |= {"nguoi-1-personal_id": "031085000123", "nguoi-1-phone": "0912345678", "nguoi-1-qr": CARD}
    answer = clerk.post(NEW, two)
    page, row = answer.content.decode(), answer.context["persons"].forms[1].initial
    said = "Thẻ vừa đọc là của người khác nên thay cả người. Đã để trống: Điện thoại."
    assert said in page.partition("Người thứ 2")[2] and "Nội dung của <b>Lê Văn An</b> còn giữ" in page
    assert "data-toast" not in page and "Đã điền theo thẻ" not in page, "no message lies over the button it names"
    assert (row["full_name"], row["phone"]) == ("PHẠM THỊ HƯỜNG", "") and page.count('name="take_back" value="1"') == 1
    assert page.count('name="take_back"') == 1 and not Dossier.objects.exists()

    held = two | {f"nguoi-1-{name}": value for name, value in row.items()}
    del held["save"]
    there = clerk.post(NEW, held | {"take_back": "1"})
    assert "Đã lấy lại nội dung trước khi đọc thẻ." in (shown := there.content.decode()) and "data-toast" not in shown
    back = there.context["persons"].forms[1].initial
    assert (back["full_name"], back["phone"], back["role"]) == ("Lê Văn An", "0912345678", "relative")
    assert clerk.post(NEW, held | {"save": "draft"}).status_code == 302
    assert [person.phone for person in Dossier.objects.get().persons.all()] == ["", ""]


def test_a_name_damaged_by_an_input_method_is_typed_by_hand(clerk: Client, typed: dict[str, Any]) -> None:
    damaged = CARD.replace("PHẠM THỊ HƯỜNG", "PHAM5 THI5 HUONG72")
    page = clerk.post(NEW, typed | {"nguoi-0-qr": damaged, "nguoi-0-full_name": ""}).content.decode()

    assert "chỉ điền các số và ngày" in page and 'value="12/06/1969"' in page
    assert "data-toast" not in page and "Đã điền theo thẻ" not in page
    assert "Chữ đọc được: «PHAM5 THI5 HUONG72», «" in page and 'value="PHAM5' not in page


def test_a_row_is_added_and_taken_away_with_everything_kept(clerk: Client, typed: dict[str, Any]) -> None:
    del typed["save"]
    added = clerk.post(NEW, typed | {"add_person": "1"}).content.decode()
    assert 'name="nguoi-1-full_name"' in added and "Phạm Thị Hường" in added

    two = typed | {"nguoi-TOTAL_FORMS": "2", "nguoi-1-role": "relative", "nguoi-1-full_name": "Lê Văn An"}
    left = clerk.post(NEW, two | {"remove_person": "0"}).content.decode()
    assert 'name="nguoi-1-full_name"' not in left and "Lê Văn An" in left


def test_an_empty_row_is_passed_over(clerk: Client, typed: dict[str, Any]) -> None:
    clerk.post(NEW, typed | {"nguoi-TOTAL_FORMS": "2", "nguoi-1-role": "relative"})

    assert Dossier.objects.get().persons.count() == 1


def test_editing_keeps_the_identity_of_persons(clerk: Client, typed: dict[str, Any]) -> None:
    clerk.post(NEW, typed)
    dossier = Dossier.objects.get()
    person = dossier.persons.get()
    address = f"/ho-so/{dossier.pk}/sua/"
    assert "Phạm Thị Hường" in clerk.get(address).content.decode()

    changed = typed | {"nguoi-0-id": str(person.pk), "nguoi-0-full_name": "Phạm Thị Hương", "version": "0"}
    saved = clerk.post(address, changed | {"save": "draft"})
    stale = clerk.post(address, changed | {"nguoi-0-full_name": "Người khác gõ"})

    person.refresh_from_db()
    assert saved["Location"] == f"/ho-so/{dossier.pk}/"
    assert (stale.status_code, person.full_name) == (409, "Phạm Thị Hương")
    assert "Người khác gõ" in stale.content.decode()


@pytest.mark.parametrize("username", ["chuyenvien-hp", "giamdoc-hp", "luutru", "quantri"])
def test_other_desks_do_not_register(sign_in: SignIn, username: str) -> None:
    assert sign_in(username).get(NEW).status_code == 403
