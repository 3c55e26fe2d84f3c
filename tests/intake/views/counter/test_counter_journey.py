"""Is a person with a card registered in under a minute, by keyboard and scanner alone, and by a photograph?"""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from intake.models import Dossier
from tests.browser import assert_accessible
from tests.intake.views.conftest import Sit
from tests.intake.views.counter.test_card_photographs import photograph

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OTHER = "031065000456|031234999|TRẦN VĂN TÁM|03041965|Nam|Số 7 ngõ Mẫu, Hải Phòng|01052021"
MOST_KEYS, MOST_SECONDS = 60, 60


class Hands:
    """What the clerk presses, counted; what the scanner types is not."""

    def __init__(self, page: Page) -> None:
        self.page, self.pressed = page, 0

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
        self.pressed += times

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def go_to(self, name: str) -> None:
        """Tab by tab until that box has the keyboard."""
        for _ in range(30):
            if self.page.evaluate("document.activeElement.name") == name:
                return
            self.press("Tab")
        raise AssertionError(f"the keyboard does not reach {name}")


def test_registering_needs_a_keyboard_and_a_scanner_only(browser_page: Page, sit: Sit) -> None:
    page, hands = browser_page, Hands(browser_page)
    sit("tiepnhan-hp")
    page.goto(reverse("register"))
    begun = time.monotonic()
    while page.evaluate("document.activeElement.value") != "HUU":
        hands.press("ArrowDown")
    hands.go_to("nguoi-0-qr")
    page.keyboard.type("5|01012021")  # the scanner, which got half of it; what it reads next takes the place of that
    page.keyboard.press("Enter")
    expect(page.get_by_text("Chưa đọc được mã QR này")).to_be_visible()
    expect(page.locator('[name="nguoi-0-qr"]')).to_be_focused()
    page.keyboard.type(OTHER)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Mã số BHXH")).to_be_focused()
    hands.type("3105000456")
    hands.go_to("counted_sheets")
    hands.type("1")
    hands.go_to("counted_pages")
    hands.type("2")
    hands.go_to("return_method")
    hands.press("Space")
    hands.press("Control+Enter")
    expect(page.get_by_role("heading", name="Kiểm tra lại trước khi tiếp nhận")).to_be_visible()
    took = time.monotonic() - begun

    person = Dossier.objects.get().persons.get()
    assert (person.full_name, person.born, person.insurance_number) == ("TRẦN VĂN TÁM", "03/04/1965", "3105000456")
    assert hands.pressed <= MOST_KEYS and took < MOST_SECONDS


def test_a_photograph_brings_the_card_and_who_is_known(
    browser_page: Page, sit: Sit, accepted: Dossier, tmp_path: Path
) -> None:
    page = browser_page
    sit("tiepnhan-hp")
    page.goto(reverse("register"))
    page.get_by_label("Thủ tục").select_option("HUU")
    picture = tmp_path / "the.jpg"
    picture.write_bytes(photograph())
    page.get_by_label("Ảnh chụp thẻ").set_input_files(picture)
    expect(page.get_by_label("Họ và tên")).to_have_value("PHẠM THỊ HƯỜNG")
    expect(page.get_by_text("Có thể trùng, cùng thủ tục")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Điền theo người này").click()
    expect(page.get_by_label("Mã số BHXH")).to_have_value("3105000123")
    expect(page.get_by_label("Thủ tục")).to_have_value("HUU")


def test_the_live_camera_shoots_a_card_into_its_box(browser_page: Page, sit: Sit) -> None:
    """The camera of the test shows no card: the server has read the shot, and says what to do."""
    page = browser_page
    sit("tiepnhan-hp")
    page.goto(reverse("register"))
    page.get_by_role("button", name="Mở máy ảnh").click()
    page.get_by_role("button", name="Chụp", exact=True).click()
    expect(page.get_by_text("Không thấy mã QR trong ảnh").first).to_be_visible()
