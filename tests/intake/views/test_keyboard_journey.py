"""Can a dossier go from registration to the benefits unit without a mouse, every page fit for everybody?"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from bhxh_archive.jobs import drain
from bhxh_archive.lifecycle import State
from intake.models import Dossier, IssuedSlip
from tests.browser import assert_accessible
from tests.intake.conftest import component
from tests.intake.views.conftest import Sit
from tests.keyboard import fill, reach
from tests.room import scan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CARD = "031169000123|031234567|PHẠM THỊ HƯỜNG|12061969|Nữ|Số 5 ngõ Mẫu, Hải Phòng|01052021"


def register(page: Page) -> None:
    """An empty form is refused; then the scanner types the card, the clerk the rest."""
    page.goto(reverse("home"))
    page.keyboard.press("m")
    page.wait_for_url("**/ho-so/moi/")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Chọn thủ tục.")
    assert_accessible(page)
    reach(page, "procedure")
    while page.evaluate("document.activeElement.value") != "HUU":
        page.keyboard.press("ArrowDown")
    fill(page, "nguoi-0-qr", CARD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Họ và tên")).to_have_value("PHẠM THỊ HƯỜNG")
    fill(page, "counted_sheets", "2")
    fill(page, "counted_pages", "2")
    page.keyboard.press("Enter")
    expect(page.get_by_text("không có thẻ nào để điền thêm")).to_be_visible()
    expect(page.locator('[name="counted_pages"]')).to_be_focused()
    reach(page, "book_form")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    fill(page, "book_covers", "1")
    reach(page, "return_method")
    page.keyboard.press("Space")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", name="Kiểm tra lại trước khi tiếp nhận")).to_be_visible()


def accept(page: Page) -> Dossier:
    """The questions, the counted paper, and the receipt."""
    dossier = Dossier.objects.get()
    assert_accessible(page)
    reach(page, "ask-LY_DO_NGHI")
    page.keyboard.press("Space")
    reach(page, "rest")
    page.keyboard.press("Space")
    for name, number in (("copies", "1"), ("sheets", "2"), ("pages", "2")):
        fill(page, f"{name}{component(dossier, '12-HSB').pk}", number)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã tiếp nhận")
    assert_accessible(page)
    with page.context.expect_page() as printed:
        page.keyboard.press("p")
    printed.value.close()
    return dossier


def upload(page: Page) -> None:
    """Enter on the box asks for the files."""
    page.keyboard.press("t")
    page.wait_for_url("**/trang/")
    assert_accessible(page)
    reach(page, "files")
    page.keyboard.press("Enter")
    expect(page.locator("#work")).to_contain_text("2 tệp")
    for _ in range(5):  # jobs queue further jobs
        drain()
    expect(page.locator("[data-page-key]")).to_have_count(2)


def sort_and_check(page: Page) -> None:
    """All pages into the paper by its key, and checked."""
    target = page.locator(".target").filter(has_text="12-HSB").get_attribute("data-key")
    page.keyboard.press("g")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Control+a")
    page.keyboard.press(str(target).replace("alt", "Alt"))
    expect(page.locator(".sheet-component").first).to_contain_text("12-HSB")
    reach(page, "page")
    page.keyboard.press("Control+a")
    page.keyboard.press("c")
    expect(page.locator("#tallies")).to_contain_text("2/2")
    assert_accessible(page)


def test_from_registration_to_forward_no_mouse_is_needed(browser_page: Page, sit: Sit, tmp_path: Path) -> None:
    page, files = browser_page, [tmp_path / "trang-1.jpg", tmp_path / "trang-2.jpg"]
    for number, file in enumerate(files, start=1):
        file.write_bytes(scan(f"Trang {number}"))
    page.once("filechooser", lambda chooser: chooser.set_files(files))
    sit("tiepnhan-hp")

    register(page)
    dossier = accept(page)
    upload(page)
    sort_and_check(page)
    page.keyboard.press("Alt+Enter")
    page.wait_for_url("**/chuyen/")
    expect(page.get_by_text("đã đủ")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã chuyển")

    dossier = Dossier.objects.get(pk=dossier.pk)
    assert dossier.state == State.IN_REVIEW and dossier.answers.count() == 6
    assert IssuedSlip.objects.get(dossier=dossier).kind == "receipt"
