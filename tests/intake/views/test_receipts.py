"""What do the receipts of a dossier say, and the sheets printed with them?"""

from __future__ import annotations

from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.models import Parameter, User
from bhxh_archive.workdays import VIETNAM
from intake.actions.counter import registration
from intake.actions.supplements import supplement
from intake.models import Dossier, EmployerList
from tests.intake.conftest import component, draft_of
from tests.intake.rows import add_pages
from tests.intake.views.slip_texts import text_of

pytestmark = pytest.mark.slow


def test_the_receipt_has_two_copies_with_number_and_appointment(accepted: Dossier, clerk: Client) -> None:
    accepted.persons.update(email="huong@example.vn")
    text = text_of(clerk, accepted, "receipt")

    assert text.count("GIẤY TIẾP NHẬN HỒ SƠ") == 2
    assert str(accepted.number) in text and f"{accepted.due_on:%d/%m/%Y}" in text
    assert "01 bìa sổ, 02 tờ rời" in text and "20 ngày, không kể ngày nghỉ lễ, tết" in text
    place = f"quyển số 01/{accepted.register_year}, số thứ tự {accepted.register_ordinal:04d}"
    assert place in text and "Email: huong@example.vn" in text and "Nhận tại quầy, Bộ phận Tiếp nhận" in text


def test_after_a_death_the_slips_name_the_dead_as_dead_and_the_relatives_as_beneficiaries(
    clerk: Client, clerk_user: User
) -> None:
    dead, widow = {"role": "deceased", "full_name": "Y Ghiê Kđoh"}, {"role": "relative", "full_name": "H’Hen Niê"}
    accepted = registration.accept(dossier=draft_of(clerk_user, "TUAT_T", persons=[dead, widow]), by=clerk_user)

    receipt, cover = text_of(clerk, accepted, "receipt"), text_of(clerk, accepted, "cover_sheet")

    assert "tiếp nhận hồ sơ của: H’Hen Niê" in receipt and "đã chết: Y Ghiê Kđoh" in receipt
    assert "Người chết: Y Ghiê Kđoh" in cover and "Người hưởng: H’Hen Niê" in cover


def test_the_receipt_of_a_list_names_its_employer(accepted: Dossier, clerk: Client) -> None:
    EmployerList.objects.create(dossier=accepted, unit_name="Công ty May Mẫu", unit_code="TA1", period="2026-10")
    assert "Đơn vị sử dụng lao động: Công ty May Mẫu" in text_of(clerk, accepted, "receipt")


def test_the_receipt_tells_of_paper_that_was_counted_as_a_whole_only(
    draft: Dossier, clerk: Client, clerk_user: User
) -> None:
    registration.set_counts(dossier=draft, sheets=5, pages=6, by=clerk_user)
    accepted = registration.accept(dossier=draft, by=clerk_user)
    text = text_of(clerk, accepted, "receipt")
    assert text.count("1 Giấy tờ chưa kê theo từng loại (6 trang) 5") == 2 and "Chưa nhận giấy tờ nào" not in text

    accepted.components.filter(type__code="14-HSB").update(sheets=2, pages_counted=2)
    assert "2 Giấy tờ chưa kê theo từng loại (4 trang) 3" in text_of(clerk, accepted, "receipt")
    add_pages(accepted, 4, component=component(accepted, "12-HSB"))  # what was scanned stands on a line of its own
    assert "chưa kê" not in text_of(clerk, accepted, "receipt")


def test_the_separators_are_of_what_is_scanned_too(scanned: Dossier, clerk: Client) -> None:
    assert component(scanned, "12-HSB").type.name in text_of(clerk, scanned, "separators")


def test_what_was_handed_in_before_its_question_was_answered_is_scanned_too(accepted: Dossier, clerk: Client) -> None:
    paper = component(accepted, "13-HSB")
    assert paper.type.name not in text_of(clerk, accepted, "separators")

    accepted.components.filter(pk=paper.pk).update(sheets=1, pages_counted=1)
    assert paper.type.name in text_of(clerk, accepted, "separators")
    assert paper.type.name in text_of(clerk, accepted, "cover_sheet")


def test_the_sheets_that_came_stand_on_the_new_receipt(accepted: Dossier, clerk: Client) -> None:
    paper = component(accepted, "12-HSB")
    asked = supplement.request_supplement(
        dossier=accepted, items=[(paper, "Thiếu quyết định")], by=User.objects.get(username="tiepnhan-hp")
    )
    here, item = reverse("answer_items", args=[accepted.pk]), f"i{asked.items.get().pk}"
    for sheets, pages in (("0", ""), ("hai", ""), ("7", "2000")):
        typed = {f"{item}-came": "on", f"{item}-sheets": sheets, f"{item}-pages": pages}
        assert clerk.post(here, typed).status_code == 422
    clerk.post(here, {f"{item}-came": "on", f"{item}-sheets": "7", f"{item}-pages": "9"})
    paper.refresh_from_db()
    assert (paper.sheets, paper.pages_counted) == (7, 9)


def test_a_new_receipt_names_the_appointment_it_replaces(accepted: Dossier, clerk: Client, clerk_user: User) -> None:
    text_of(clerk, accepted, "receipt")
    asked = supplement.request_supplement(dossier=accepted, items=[(None, "Thiếu đơn")], by=clerk_user)
    supplement.answer_item(item=asked.items.get(), by=clerk_user)
    supplement.resume(dossier=accepted, by=clerk_user)

    assert "Thay cho lần hẹn trước" in text_of(clerk, accepted, "receipt")


def test_the_receipt_says_how_the_result_comes(clerk: Client, clerk_user: User) -> None:
    by_post = registration.accept(
        dossier=draft_of(clerk_user, return_method="post", return_address="Số 12 phố Mẫu"), by=clerk_user
    )
    assert "gửi qua bưu chính" in text_of(clerk, by_post, "receipt")


def test_the_hour_of_the_appointment_is_the_offices_own(accepted: Dossier, clerk: Client) -> None:
    Parameter.objects.create(key="receipt_cutoff", value="16:00", valid_from=timezone.localdate())
    Parameter.objects.create(
        key="return_hour", office=accepted.receiving_office, value="10:30", valid_from=timezone.localdate()
    )
    text = text_of(clerk, accepted, "receipt")
    assert f"10 giờ 30 phút, ngày {accepted.due_on:%d/%m/%Y}" in text and "16 giờ 00 phút, ngày" not in text


def test_a_receipt_of_a_saturday_says_from_which_day_the_time_counts(accepted: Dossier, clerk: Client) -> None:
    weekday = datetime(2026, 11, 26, 9, tzinfo=VIETNAM)
    accepted.receipts.update(received_at=weekday, counts_from=weekday.date())
    assert "tính từ ngày" not in text_of(clerk, accepted, "receipt")

    saturday = datetime(2026, 11, 28, 9, tzinfo=VIETNAM)
    accepted.receipts.update(received_at=saturday, counts_from=date(2026, 11, 30))
    assert "tính từ ngày 30/11/2026, vì nhận sau giờ nhận hồ sơ" in text_of(clerk, accepted, "receipt")
