"""Can a clerk take a stack from the scanner to its dossier and back by keyboard, told what stands in the way?"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from bhxh_archive.jobs import drain
from intake.models import Dossier
from intake.queries import pages_of
from tests.browser import assert_accessible
from tests.intake.actions.stacks.test_batches import paper, sheet
from tests.intake.views.conftest import Sit
from tests.intake.views.stacks.test_batches import bound
from tools.demo_stacks import number as other_number


def press(button: Locator) -> None:
    button.focus()
    button.press("Enter")


def sent(page: Page, file: Path) -> None:
    """Drop the file, have it read and taken apart, and open it."""
    page.goto(reverse("home"))
    page.get_by_role("link", name="Khay chồng giấy quét").first.click()
    expect(page.get_by_text("Khay trống")).to_be_visible()
    assert_accessible(page)
    page.locator("input[type=file]").set_input_files(file)
    expect(page.locator("#tray")).to_contain_text(file.name)
    for _ in range(3):
        drain()
    expect(page.locator("#tray")).to_contain_text("2 phần cần xem, 1 phần chờ xác nhận")
    page.get_by_role("link", name=file.name).press("Enter")


def drop_and_take_back(part: Locator) -> None:
    """What was typed for it is still there."""
    part.get_by_label("Mã hồ sơ").fill("56-78")
    press(part.get_by_role("button", name="Bỏ phần này"))
    press(part.get_by_role("button", name="Đưa lại"))
    expect(part.get_by_label("Mã hồ sơ")).to_have_value("56-78")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_from_the_scanner_to_the_dossier_and_back(
    browser_page: Page, sit: Sit, accepted: Dossier, tmp_path: Path
) -> None:
    page, number, file = browser_page, str(accepted.number), tmp_path / "chong.pdf"
    unknown = sheet(other_number(9999))
    Dossier.objects.filter(pk=accepted.pk).update(counted_pages=3)
    file.write_bytes(bound(paper(150), sheet(number), paper(200), paper(210), paper(220), unknown, paper(230)))
    sit("tiepnhan-hp")
    sent(page, file)
    part = page.locator(".stack-part")
    expect(part.nth(0)).to_contain_text("đứng trước tờ bìa đầu tiên")
    expect(part.nth(2)).to_contain_text("Không có hồ sơ nào mang mã này")
    assert_accessible(page)

    part.nth(2).get_by_label("Mã hồ sơ").fill("12-34")
    press(page.get_by_role("button", name="Cắt trước trang 5"))
    expect(part).to_have_count(4)
    expect(part.nth(3).get_by_label("Mã hồ sơ")).to_have_value("12-34")
    press(part.nth(2).get_by_role("button", name="Lấy trang cuối của phần trước"))
    expect(part.nth(2)).to_contain_text("trang 4-5 của chồng")
    press(part.nth(2).get_by_role("button", name="Gộp vào phần trước"))
    expect(part).to_have_count(3)

    typed = part.nth(2).get_by_label("Mã hồ sơ")
    typed.fill(number[:-1] + ("A" if number[-1] != "A" else "B"))
    typed.press("Enter")
    expect(page.get_by_text("có ký tự gõ nhầm")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Control+Enter")
    assert "chưa được nhận" in part.nth(2).get_by_label("Mã hồ sơ").evaluate("box => box.validationMessage")
    drop_and_take_back(part.nth(0))
    for place in (0, 2):
        press(part.nth(place).get_by_role("button", name="Bỏ phần này"))
        expect(part.nth(place)).to_contain_text("Đã bỏ")

    own = part.nth(1).get_by_label("Mã hồ sơ")
    own.fill(f"{number}/12-HSB")
    page.keyboard.press("Control+Enter")
    assert "chưa được nhận" in own.evaluate("box => box.validationMessage")
    own.fill(number)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#progress")).to_contain_text("Đang xếp")
    drain()
    expect(page.locator("#progress")).to_contain_text("1 đã xếp")
    assert pages_of(accepted).count() == 3
    press(part.nth(1).get_by_role("button", name="Xếp nhầm, lấy lại"))
    expect(page.get_by_text("Đã lấy lại các trang")).to_be_visible()
    assert pages_of(accepted).count() == 0
