"""Does the code of a receipt show step and dates to anybody, and nothing about a person?"""

from __future__ import annotations

from datetime import timedelta

import pypdfium2 as pdfium
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django import Settings

from benefits.actions import claiming
from bhxh_archive.documents.barcodes import read_codes
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.desk import forwarding
from intake.actions.supplements import supplement
from intake.models import Dossier, HandOver
from intake.rules.standing import OVER, standing
from intake.slips import SLIPS, pdf_of
from intake.slips.counter import receipt
from tests.browser import assert_accessible
from tests.intake.rows import put_in_state

ADDRESS = "https://tracuu.bhxh.example"


def page_of(dossier: Dossier) -> str:
    answer = Client().get(reverse("status", args=[dossier.status_code]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_accepting_gives_a_code_of_its_own(draft: Dossier, accepted: Dossier) -> None:
    assert accepted.status_code and accepted.status_code not in str(accepted.number)


def test_step_and_dates_are_shown_and_no_person(accepted: Dossier) -> None:
    text = page_of(accepted)
    assert accepted.due_on
    for shown in ("Đã tiếp nhận", f"{timezone.localdate():%d/%m/%Y}", f"{accepted.due_on:%d/%m/%Y}", "đang ở bước này"):
        assert shown in text
    people = [value for row in accepted.persons.all() for value in (row.full_name, row.personal_id, row.phone)]
    for hidden in (*people, accepted.number, accepted.procedure.name, "tiepnhan"):
        assert str(hidden) not in text


def test_nobody_keeps_it_and_it_needs_no_cookie(accepted: Dossier) -> None:
    answer = Client().get(reverse("status", args=[accepted.status_code]))
    assert not answer.cookies
    assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex, nofollow", "private, no-store")
    assert Client().post(reverse("status", args=[accepted.status_code])).status_code == 405


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (State.AWAITING_SUPPLEMENT, "Chờ bổ sung giấy tờ"),
        (State.AWAITING_CONTROL, "Đang giải quyết"),
        (State.ISSUED, "Hãy mang giấy tiếp nhận"),
        (State.ARCHIVED, "Đã trả kết quả"),
        (State.WITHDRAWN, "Đã dừng theo đề nghị"),
    ],
)
def test_each_state_is_said_in_plain_words(accepted: Dossier, state: State, said: str) -> None:
    assert said in page_of(put_in_state(accepted, state))


def test_what_was_stopped_goes_no_further_and_what_is_asked_in_the_review_stays_there(
    scanned: Dossier, clerk_user: User, demo: dict[str, User]
) -> None:
    forwarding.forward(dossier=scanned, by=clerk_user)
    officer = demo["chuyenvien-hp"]
    claiming.claim(dossier=Dossier.objects.get(pk=scanned.pk), by=officer)
    asked = supplement.request_supplement(dossier=scanned, items=[(None, "Thiếu đơn")], by=officer)
    waiting = page_of(asked.dossier)
    assert waiting.index("Giải quyết</span>") < waiting.index("đang ở bước này") < waiting.index("Có kết quả</span>")

    stopped = page_of(put_in_state(scanned, State.WITHDRAWN))
    assert "Giải quyết</span>" in stopped and "đang ở bước này" not in stopped and "Có kết quả" not in stopped
    assert "chưa nhận lại thì nhận tại nơi tiếp nhận" in stopped


def test_every_state_after_acceptance_has_its_words() -> None:
    for state in set(State) - {State.DRAFT, State.REFUSED}:
        assert standing(Dossier(state=state), None).advice


def test_what_nobody_came_for_is_waiting(accepted: Dossier) -> None:
    HandOver.objects.create(
        dossier=accepted, outcome="not_collected", method="counter", open=True, by=accepted.created_by
    )
    assert "Hãy mang giấy tiếp nhận" in page_of(put_in_state(accepted, State.RETURNED))


@pytest.mark.parametrize(("method", "said"), [("post", "Bưu chính đang giữ"), ("online", "mở đường dẫn")])
def test_what_is_on_its_way_is_not_told_as_returned(accepted: Dossier, method: str, said: str) -> None:
    Dossier.objects.filter(pk=accepted.pk).update(return_method=method)
    HandOver.objects.create(dossier=accepted, outcome="sent", method=method, open=True, by=accepted.created_by)
    page = page_of(put_in_state(accepted, State.RETURNED))
    assert "Kết quả đang được gửi" in page and said in page


def test_an_appointment_that_was_put_off_stands_beside_the_day_by_the_law(accepted: Dossier) -> None:
    today = timezone.localdate()
    Dossier.objects.filter(pk=accepted.pk).update(due_on=today - timedelta(days=1), promised_on=today)
    page = page_of(accepted)
    assert f"{today:%d/%m/%Y}" in page and "Hạn theo quy định" in page and "Đã quá hạn theo quy định" in page


def test_a_passed_day_is_said(accepted: Dossier) -> None:
    Dossier.objects.filter(pk=accepted.pk).update(due_on=timezone.localdate() - timedelta(days=1))
    assert "Đã quá ngày hẹn" in page_of(accepted)
    assert "Đã quá ngày hẹn" not in page_of(put_in_state(accepted, State.ISSUED))


def test_unknown_and_expired_answer_alike(accepted: Dossier) -> None:
    long_ago = timezone.now() - timedelta(days=91)
    for state in OVER:
        put_in_state(accepted, state)
        Dossier.objects.filter(pk=accepted.pk).update(state_since=long_ago)
        seen = []
        for code in (accepted.status_code, "2" * 16):
            with CaptureQueriesContext(connection) as asked:
                answer = Client().get(reverse("status", args=[code]))
            seen.append((answer.status_code, answer.content, len(asked)))
        assert seen[0] == seen[1] and seen[0][0] == 404


def test_a_code_typed_from_paper_leads_to_its_page(accepted: Dossier) -> None:
    typed = str(accepted.status_code).upper()
    answer = Client().get(reverse("status_form"), {"ma": f" {typed[:8]}-{typed[8:]} "})
    assert answer["Location"] == reverse("status", args=[accepted.status_code])
    refused = Client().get(reverse("status_form"), {"ma": "<b>K3M7"})
    assert refused.status_code == 422 and "&lt;b&gt;K3M7" in refused.content.decode()


@pytest.mark.django_db
def test_one_address_has_so_many_looks(settings: Settings) -> None:
    settings.STATUS_LOOKS = 3
    answers = [Client().get(reverse("status", args=["2" * 16])) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    assert 0 < int(answers[-1]["Retry-After"]) <= 600 and "thử lại sau" in answers[-1].content.decode()
    assert Client(REMOTE_ADDR="198.51.100.4").get(reverse("status_form")).status_code == 200


def test_the_receipt_bears_the_way_there(accepted: Dossier, clerk_user: User, settings: Settings) -> None:
    settings.STATUS_URL = ADDRESS
    page = pdfium.PdfDocument(pdf_of(SLIPS["receipt"], accepted, clerk_user))[1]
    codes = read_codes(page.render(scale=200 / 72).to_pil())
    assert [code.text for code in codes] == [f"{ADDRESS}/tra-cuu/{accepted.status_code}/"]
    words = page.get_textpage().get_text_bounded()
    letters = "".join(sign for sign in words.lower() if sign.isalnum())  # lines break at hyphens
    assert f"hoặcnhập{accepted.status_code}tạitracuubhxhexample" in letters


def test_without_a_public_address_the_receipt_is_as_before(accepted: Dossier, clerk_user: User) -> None:
    shape = receipt(accepted, clerk_user)
    assert shape["qr"] is None and str(accepted.status_code) not in " ".join(shape["notes"])


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_on_a_telephone(browser_page: Page, accepted: Dossier) -> None:
    page = browser_page
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(reverse("status_form"))
    assert_accessible(page)
    page.get_by_label("Mã tra cứu").fill("sai mã")
    page.keyboard.press("Enter")
    expect(page.get_by_text("gồm 16 chữ và số.")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Mã tra cứu").fill(str(accepted.status_code))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Đã tiếp nhận")).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
