"""Do the parts work in a real browser, by keyboard, in both themes, under the content policy?"""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.bhxh_archive.ui.urls import STATE
from tests.browser import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Received = list[tuple[str, dict[str, list[str]]]]


@pytest.fixture
def page(received: Received, browser_page: Page) -> Page:
    return browser_page


def open_page(page: Page, path: str) -> None:
    """Opens a page and makes sure that it is the page, not Django's page about an exception."""
    response = page.goto(path)
    assert response
    assert response.ok, path


def sent(received: Received, path: str) -> dict[str, list[str]]:
    """What was posted last to a path."""
    return [data for where, data in received if where == path][-1]


@pytest.mark.parametrize(
    "path",
    ["/mau-giao-dien/?loi=1&bao=1", "/hang-cho/", "/ho-so/", "/sap-xep/", "/tai-len/", "/dang-nhap/", "/loi/409/"],
)
def test_no_serious_finding_in_either_theme(page: Page, path: str) -> None:
    open_page(page, path)
    for theme in ("light", "dark"):
        page.evaluate("(theme) => { document.documentElement.dataset.theme = theme }", theme)
        assert_accessible(page)


def test_every_error_page_says_what_to_do(page: Page) -> None:
    for code in ("400", "403", "404", "422", "429", "500", "503", "csrf", "khoa"):
        open_page(page, f"/loi/{code}/")
        expect(page.locator("h1")).not_to_be_empty()
        expect(page.locator(".said-text").first).not_to_be_empty()


def test_a_chosen_theme_stays(page: Page) -> None:
    open_page(page, "/hang-cho/")
    light = page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    page.get_by_text("Hoàng Minh Châu").click()
    page.get_by_role("button", name="Tối").click()
    page.reload()
    assert page.evaluate("getComputedStyle(document.documentElement).backgroundColor") != light


def test_twenty_rows_on_full_hd_and_a_row_is_forty_pixels(page: Page) -> None:
    page.set_viewport_size({"width": 1920, "height": 1080})
    open_page(page, "/hang-cho/")
    row = page.locator("tbody tr:not(.group-row)").first.bounding_box()
    head = page.locator("thead").bounding_box()
    assert row and head
    assert row["height"] <= 41
    assert (1080 - head["y"] - head["height"]) / row["height"] >= 20


@pytest.mark.parametrize("width", [390, 1366])
def test_no_page_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 768})
    for path in ("/hang-cho/", "/ho-so/", "/sap-xep/", "/mau-giao-dien/", "/dang-nhap/"):
        open_page(page, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_on_a_phone_a_note_keeps_its_width_beside_a_button(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 768})
    open_page(page, "/mau-giao-dien/")
    words, button = page.locator("#sample-note").bounding_box(), page.locator("#sample-note + .button").bounding_box()
    assert words and button
    assert words["width"] > 200 and button["y"] >= words["y"] + words["height"]
    assert button["x"] + button["width"] <= 390 - 16


def test_on_a_phone_rows_stay_behind_the_menu_of_the_user(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 768})
    open_page(page, "/hang-cho/")
    page.locator(".user-menu summary").click()
    page.evaluate("document.querySelector('.shell').style.marginTop = '-300px'")  # a row lies under the menu
    page.get_by_role("button", name="Đăng xuất").click(trial=True, timeout=3_000)


def test_errors_are_announced_and_lead_to_their_field(page: Page) -> None:
    open_page(page, "/mau-giao-dien/?loi=1")
    expect(page).to_have_title(re.compile("^Lỗi: "))
    expect(page.locator(".error-summary").first).to_be_focused()
    page.get_by_role("link", name="Nhập họ và tên.").click()
    expect(page.get_by_label("Họ và tên")).to_be_focused()


def test_money_gets_its_dots_while_typing(page: Page) -> None:
    open_page(page, "/ho-so/")
    box = page.get_by_label("Mức hưởng")
    box.press_sequentially("3783135")
    expect(box).to_have_value("3.783.135")
    box.press("Home")
    box.press("Delete")
    expect(box).to_have_value("783.135")


def test_choosing_rows_counts_them_and_acts_on_them(page: Page) -> None:
    open_page(page, "/hang-cho/")
    page.get_by_role("button", name="Chuyển Bộ phận Chế độ BHXH").click()
    expect(page.locator(".toast")).to_contain_text("Chưa chọn hồ sơ nào")
    page.get_by_label("Chọn tất cả trên trang này").check()
    expect(page.locator("[data-chosen-count]")).to_have_text("Đã chọn 7 hồ sơ")
    page.get_by_label("Chọn hồ sơ 2026-0120-3").uncheck()
    expect(page.locator("[data-chosen-count]")).to_have_text("Đã chọn 6 hồ sơ")


def scan(page: Page, code: str) -> None:
    """Types as a hand scanner does: all keys within a few milliseconds, then Enter."""
    page.evaluate(
        """(code) => [...code, "Enter"].forEach((key) => {
            const box = document.activeElement;
            const press = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
            if (box.dispatchEvent(press) && key.length === 1 && "value" in box) box.value += key;
        })""",
        code,
    )


def test_a_barcode_scanned_anywhere_opens_the_search(page: Page, received: Received) -> None:
    open_page(page, "/ho-so/")
    scan(page, "j2026-0114-9")
    expect(page.locator("h1")).to_contain_text("Nội dung đã thay đổi")  # the small server answers every search so
    assert sent(received, "/tim-kiem/")["q"] == ["j2026-0114-9"]


def test_a_code_of_ours_scanned_into_a_field_leaves_the_field_as_it_was(page: Page, received: Received) -> None:
    open_page(page, "/hang-cho/")
    page.locator("main").evaluate("(main) => main.insertAdjacentHTML('afterbegin', '<input id=box value=Ánh>')")
    page.locator("#box").focus()
    scan(page, "một mã khác")
    expect(page.locator("#box")).to_have_value("Ánhmột mã khác")
    page.wait_for_timeout(50)
    scan(page, "2026-0114-9")
    expect(page.locator("h1")).to_contain_text("Nội dung đã thay đổi")
    assert [data["q"] for _, data in received] == [["2026-0114-9"]]


def test_a_hand_that_types_and_presses_enter_is_no_scanner(page: Page, received: Received) -> None:
    open_page(page, "/hang-cho/")
    page.keyboard.type("2026-0114", delay=60)
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    assert not received


def test_keys_turn_pages_and_can_be_switched_off(page: Page) -> None:
    open_page(page, "/ho-so/")
    place = page.locator("[data-place]")
    expect(place).to_have_text("1/7")
    page.keyboard.press("j")
    expect(place).to_have_text("2/7")
    page.keyboard.press("k")
    expect(place).to_have_text("1/7")
    page.evaluate("document.querySelector('[data-keys-switch]').checked = false")
    page.keyboard.press("j")
    page.wait_for_timeout(150)
    expect(place).to_have_text("1/7")


def test_keys_typed_into_a_field_are_letters(page: Page) -> None:
    open_page(page, "/ho-so/")
    page.get_by_label("Họ và tên").press_sequentially("jk?/", delay=80)
    expect(page.locator("[data-place]")).to_have_text("1/7")
    expect(page.locator("#key-sheet")).not_to_be_visible()


def test_the_sheet_lists_the_keys_of_this_page(page: Page) -> None:
    open_page(page, "/ho-so/")
    page.keyboard.press("?")
    sheet = page.locator("#key-sheet")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("Trang sau")
    expect(sheet).to_contain_text("Trình lãnh đạo phòng")
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    expect(page.locator("#global-search")).to_be_focused()


def test_the_viewer_keeps_page_zoom_and_splitter(page: Page) -> None:
    open_page(page, "/ho-so/")
    page.keyboard.press("j")
    expect(page.locator("[data-place]")).to_have_text("2/7")
    page.keyboard.press("+")
    expect(page.locator(".viewer-sheet")).to_have_css("--zoom", "1.25")
    page.locator("[data-split-bar]").focus()
    page.keyboard.press("ArrowRight")
    page.reload()
    expect(page.locator("[data-place]")).to_have_text("2/7")
    expect(page.locator("[data-split-bar]")).to_have_attribute("aria-valuenow", "57")
    expect(page.locator(".viewer-sheet")).to_have_css("--zoom", "1.25")


def test_a_turned_page_stays_in_sight(page: Page) -> None:
    open_page(page, "/ho-so/")
    page.keyboard.press("r")
    image = page.locator(".viewer-image")
    expect(image).to_have_attribute("data-turn", "90")
    seen, stage = image.bounding_box(), page.locator("[data-stage]").bounding_box()
    assert seen and stage
    assert seen["x"] >= stage["x"]
    assert seen["x"] + seen["width"] <= stage["x"] + stage["width"]


def test_a_draft_saves_itself_and_carries_its_version(page: Page, received: Received) -> None:
    open_page(page, "/ho-so/")
    page.get_by_label("Ghi chú").fill("Đã gọi điện")
    expect(page.locator("[data-save-note]")).to_contain_text(re.compile(r"Đã lưu nháp lúc \d\d:\d\d"))
    assert sent(received, "/nhap/")["note"] == ["Đã gọi điện"]
    page.get_by_label("Ghi chú").fill("Đã gọi điện, hẹn 18/09")
    expect(page.locator("#sample-form [name=version]")).to_have_value("3")
    assert sent(received, "/nhap/")["version"] == ["2"]
    page.wait_for_timeout(1200)
    assert len(received) == 2, "nothing more is sent when nothing changed"


def test_a_draft_changed_by_another_stops_saving_and_loses_nothing(page: Page, received: Received) -> None:
    STATE["changed"] = 1
    open_page(page, "/ho-so/")
    page.get_by_label("Ghi chú").fill("Nội dung của tôi")
    expect(page.locator(".toast")).to_contain_text("Lê Thu Hà vừa sửa hồ sơ này.")
    page.get_by_label("Ghi chú").fill("Nội dung của tôi, thêm nữa")
    page.wait_for_timeout(1200)
    assert len(received) == 1
    page.keyboard.press("Control+Enter")
    expect(page.locator(".kept")).to_contain_text("Nội dung của tôi, thêm nữa")


def test_pages_are_filed_by_keyboard_and_by_dropping(page: Page, received: Received) -> None:
    open_page(page, "/sap-xep/")
    page.get_by_label("Trang 3").check()
    page.get_by_label("Trang 4").check()
    page.keyboard.press("Alt+2")
    expect(page.locator(".toast")).to_contain_text("Đã thực hiện: gan.")
    assert sent(received, "/sap-xep/gan/")["page"] == ["p3", "p4"]
    assert sent(received, "/sap-xep/gan/")["component"][-1] == "bien-ban"
    page.locator('[data-page-key="p5"]').drag_to(page.locator('[data-target="uy-quyen"]'))
    expect(page.get_by_label("Trang 5")).not_to_be_checked()
    assert sent(received, "/sap-xep/gan/")["page"] == ["p5"]
    assert sent(received, "/sap-xep/gan/")["component"][-1] == "uy-quyen"


def test_pages_are_reordered_by_dropping_and_by_buttons(page: Page, received: Received) -> None:
    open_page(page, "/sap-xep/")
    target = page.locator('[data-page-key="p1"]')
    page.locator('[data-page-key="p3"]').drag_to(target, target_position={"x": 5, "y": 60})
    expect(page.locator(".toast")).to_contain_text("thu-tu")
    dropped = sent(received, "/sap-xep/thu-tu/")
    assert dropped["order"] == ["p3", "p1", "p2", "p4", "p5", "p6", "p7", "p8"]
    assert dropped["dropped"] == ["1"]
    page.get_by_label("Trang 2").check()
    page.get_by_role("button", name="Lên").click()
    expect(page.locator("#sorter:not([aria-busy])")).to_be_visible()
    assert sent(received, "/sap-xep/thu-tu/")["direction"] == ["up"]
    expect(page.get_by_label("Trang 2")).to_be_checked()  # it may have to go up once more


def test_undo_stands_in_the_message(page: Page, received: Received) -> None:
    open_page(page, "/sap-xep/")
    page.get_by_label("Trang 8").check()
    page.get_by_role("button", name="Xóa trang").click()
    expect(page.get_by_role("button", name="Hoàn tác")).to_be_visible()
    page.get_by_label("Trang 2").check()
    page.get_by_role("button", name="Hoàn tác").click()
    expect(page.locator(".toast")).to_have_text(re.compile("Đã hoàn tác."))
    expect(page.get_by_label("Trang 2")).to_be_checked()
    assert [path for path, _ in received] == ["/sap-xep/xoa/", "/hoan-tac/"]


def test_one_refused_file_stops_no_other(page: Page, received: Received, tmp_path: Path) -> None:
    names = ["a.pdf", "hong.pdf", "b.png", "c.jpg", "d.jpg"]
    for name in names:
        (tmp_path / name).write_bytes(b"x" * 1000)
    open_page(page, "/tai-len/")
    page.locator('input[type="file"]').set_input_files([tmp_path / name for name in names])
    expect(page.locator("[data-upload-sum]")).to_have_text("5/5 tệp đã xong, 1 không nhận")
    expect(page.locator(".upload", has_text="hong.pdf")).to_contain_text("Không nhận: Tệp bị hỏng.")
    expect(page.locator(".upload", has_text="b.png")).to_contain_text("Đã nhận, 2 trang")
    assert sorted(data["name"][0] for _, data in received) == sorted(names)


def test_progress_goes_on_until_the_work_is_done(page: Page) -> None:
    open_page(page, "/viec/")
    expect(page.locator("#progress")).to_contain_text("1/2")
    expect(page.locator("#progress")).to_contain_text("Đã xong.")
    polls = STATE["polls"]
    page.wait_for_timeout(1500)
    assert STATE["polls"] == polls, "finished work is not asked after"


def test_a_session_that_ended_does_not_replace_the_page(page: Page) -> None:
    STATE["signed_out"] = 1
    open_page(page, "/viec/")
    expect(page.locator(".toast")).to_contain_text("Phiên làm việc đã hết")
    expect(page.locator("h1")).to_have_text("Việc chạy nền")


def test_no_page_is_swapped_into_itself(page: Page) -> None:
    open_page(page, "/mau-giao-dien/")
    page.wait_for_timeout(1500)
    expect(page.locator(".top-bar")).to_have_count(1)


def test_the_essentials_need_no_script(received: Received, browser: Browser, served: LiveServer) -> None:
    with browser.new_context(base_url=served.url, java_script_enabled=False) as context:
        page = context.new_page()
        open_page(page, "/sap-xep/")
        page.get_by_label("Trang 3").check()
        page.get_by_label("Thành phần", exact=True).select_option("bien-ban")
        page.get_by_role("button", name="Gán vào thành phần").click()
        assert sent(received, "/sap-xep/gan/")["component"] == ["bien-ban"]
        expect(page.locator(".toast")).to_contain_text("Đã thực hiện: gan.")
        open_page(page, "/ho-so/")
        assert page.locator("[data-page]").nth(2).get_attribute("href") == "?trang=3"
        right = page.locator(".split-right").bounding_box()
        assert right
        assert right["width"] > 320
        open_page(page, "/tai-len/")
        expect(page.get_by_role("button", name="Tải lên")).to_be_visible()
        page.get_by_role("searchbox").fill("2026-0114-9")
        page.get_by_role("button", name="Tìm").click()
        assert sent(received, "/tim-kiem/")["q"] == ["2026-0114-9"]
