"""Can a clerk take a dossier from the counter to the benefits unit, and from the result to the whole, in a browser?"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from bhxh_archive.jobs import drain
from bhxh_archive.lifecycle import State
from intake.models import Dossier
from tests.browser import assert_accessible
from tests.hardening.house import until
from tests.intake.conftest import component
from tests.intake.rows import add_pages, add_result, put_in_state, warn
from tests.intake.views.conftest import Sit
from tests.room import scan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
CARD = "031169000123|031234567|PHẠM THỊ HƯỜNG|12061969|Nữ|Số 5 ngõ Mẫu, Hải Phòng|01052021"


def register(page: Page) -> None:
    page.goto(reverse("home"))
    assert_accessible(page)
    page.get_by_role("link", name="Tiếp nhận hồ sơ").click()
    page.wait_for_url("**/ho-so/moi/")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Chọn thủ tục.")
    assert_accessible(page)
    page.get_by_label("Thủ tục").select_option("HUU")
    page.get_by_label("Mã QR trên thẻ căn cước").fill(CARD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Họ và tên")).to_have_value("PHẠM THỊ HƯỜNG")
    expect(page.get_by_label("Thủ tục")).to_have_value("HUU")
    page.get_by_text("Nhận tại quầy").click()
    page.get_by_text("Sổ giấy").click()
    page.get_by_label("Số bìa sổ").fill("1")
    page.get_by_label("Số trang giấy đã đếm").fill("2")
    page.keyboard.press("Control+Enter")


def upload(page: Page, files: list[Path]) -> None:
    page.locator("#id_files").set_input_files(files)
    expect(page.locator("#work")).to_contain_text("3 tệp")
    assert_accessible(page)
    # The row of a file is there before the file is: its work may be queued after what was queued is done.
    until(lambda: after_work(page) == 2, "both pages are on the sheet")
    expect(page.locator("#work")).to_contain_text("1 tệp không nhận")


def after_work(page: Page) -> int:
    """Pages on the sheet once what is queued is done."""
    drain()
    return sheet(page).count()


def sheet(page: Page) -> Locator:
    return page.locator("[data-page-key]")


def send_again(page: Page, files: list[Path]) -> None:
    """One of two pages is deleted; the same files bring it back, and the list says which was there already."""
    sheet(page).first.get_by_role("checkbox").check()
    page.get_by_role("button", name="Xóa trang", exact=True).click()
    expect(sheet(page)).to_have_count(1)
    page.locator("#id_files").set_input_files(files)
    expect(page.locator("[data-uploads]").first).to_contain_text("1 trang đã xóa được đưa trở lại")
    expect(page.locator("[data-uploads]").first).to_contain_text("đã có trong hồ sơ")
    expect(sheet(page)).to_have_count(2)


def test_from_the_counter_to_the_benefits_unit(browser_page: Page, sit: Sit, tmp_path: Path) -> None:
    page = browser_page
    sit("tiepnhan-hp")
    register(page)
    expect(page.get_by_role("heading", name="Kiểm tra lại trước khi tiếp nhận")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Tiếp nhận", exact=False).last.click()
    expect(page.get_by_role("status").first).to_contain_text("Đã tiếp nhận")
    expect(page.get_by_role("button", name="In giấy tiếp nhận")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Tải trang quét").click()
    expect(page.locator("#id_files")).to_be_attached()
    assert_accessible(page)

    files = [tmp_path / name for name in ("trang-1.jpg", "trang-2.jpg", "don.pdf")]
    files[0].write_bytes(scan("Trang một"))
    files[1].write_bytes(scan("Trang hai"))
    files[2].write_text("không phải PDF")
    upload(page, files)

    sheet(page).first.get_by_role("checkbox").check()
    page.keyboard.press("Control+a")
    page.locator(".target").filter(has_text="12-HSB").click()
    expect(page.locator(".sheet-component").first).to_contain_text("12-HSB")
    sheet(page).first.get_by_role("checkbox").check()
    page.get_by_role("button", name="Xóa trang", exact=True).click()
    expect(sheet(page)).to_have_count(1)
    page.get_by_role("button", name="Hoàn tác", exact=True).click()
    expect(sheet(page)).to_have_count(2)
    send_again(page, files[:2])
    sheet(page).nth(1).drag_to(sheet(page).first, target_position={"x": 5, "y": 60})
    expect(page.locator("#messages")).to_contain_text("Đã sắp xếp lại trang.")
    page.get_by_role("button", name="Xác nhận đã kiểm tra mọi trang").click()
    expect(page.locator("#tallies")).to_contain_text("2/2")
    assert_accessible(page)

    page.get_by_role("link", name="Chuyển Bộ phận Chế độ BHXH").click()
    page.wait_for_url("**/chuyen/")
    expect(page.get_by_text("đã đủ")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã chuyển")
    dossier = Dossier.objects.get()
    assert dossier.state == State.IN_REVIEW
    order = list(dossier.folder.pages.order_by("ordinal").values_list("upload__name", flat=True))
    assert order == ["trang-2.jpg", "trang-1.jpg"]


@pytest.mark.parametrize("name", ["dossier", "trail", "withdraw"])
def test_pages_of_an_accepted_dossier_are_fit_for_everybody(
    browser_page: Page, sit: Sit, scanned: Dossier, name: str
) -> None:
    sit("tiepnhan-hp")
    browser_page.goto(reverse(name, args=[scanned.pk]))

    assert_accessible(browser_page)


def test_one_page_is_read_and_checked_by_keyboard(browser_page: Page, sit: Sit, accepted: Dossier) -> None:
    first, second = add_pages(accepted, 2, component=component(accepted, "12-HSB"))
    warn(first)
    sit("tiepnhan-hp")
    browser_page.goto(reverse("page", args=[accepted.pk, first.pk]))
    assert_accessible(browser_page)

    browser_page.get_by_label("Lý do chấp nhận cảnh báo").fill("Bản gốc mờ")
    browser_page.get_by_role("button", name="Chấp nhận").click()
    expect(browser_page.get_by_text("Đã chấp nhận: Bản gốc mờ")).to_be_visible()
    browser_page.keyboard.press("c")
    expect(browser_page.get_by_text("Phạm Thu Trang, ")).to_be_visible()
    browser_page.keyboard.press("j")
    expect(browser_page.get_by_text("Trang 2/2")).to_be_visible()


def test_the_component_page_keeps_an_error_beside_its_field(browser_page: Page, sit: Sit, accepted: Dossier) -> None:
    sit("tiepnhan-hp")
    browser_page.goto(reverse("component", args=[accepted.pk, component(accepted, "14-HSB").pk]))
    assert_accessible(browser_page)

    browser_page.get_by_label("Nguồn dữ liệu").fill("Cơ sở dữ liệu hộ tịch")
    browser_page.get_by_role("button", name="Ghi nhận dữ liệu tra cứu").click()

    expect(browser_page.get_by_role("alert")).to_contain_text("Nhập nội dung tra cứu được.")
    expect(browser_page.get_by_label("Nguồn dữ liệu")).to_have_value("Cơ sở dữ liệu hộ tịch")
    assert_accessible(browser_page)


def test_from_the_result_to_the_whole(browser_page: Page, sit: Sit, scanned: Dossier) -> None:
    page = browser_page
    add_result(scanned)
    issued = put_in_state(scanned, State.ISSUED)
    sit("tiepnhan-hp")
    page.goto(reverse("hand_over", args=[issued.pk]))
    assert_accessible(page)
    page.get_by_label("Họ tên người nhận").fill("")
    page.get_by_text("Đã ghi, đóng dấu; trả sổ cùng kết quả").click()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Hãy ghi họ tên người nhận.")
    assert_accessible(page)
    page.get_by_label("Họ tên người nhận").fill("Phạm Thị Hường")
    page.get_by_label("Số giấy tờ của người nhận").fill("031169000123")
    page.get_by_label("Đã in và đóng dấu đủ số bản này").check()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="In giấy giao nhận")).to_be_visible()

    page.goto(reverse("consolidate", args=[issued.pk]))
    expect(page.locator("#documents")).to_contain_text("0/1")
    assert_accessible(page)
    for _ in range(3):
        drain()
    expect(page.locator("#documents")).to_contain_text("Đã xong.")
    page.reload()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Quét nhãn hộp hoặc nhập số hồ sơ giấy.")
    assert_accessible(page)
    page.get_by_label("Số hồ sơ giấy").fill("K01.G02.H003")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã tích hợp hồ sơ")
    assert Dossier.objects.get(pk=issued.pk).state == State.READY_TO_ARCHIVE
