"""What does each person do at their desk on the whole way? One function a desk, in the words on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.codes import confirm_with_code

CARD = "031169000123|031234567|PHẠM THỊ HƯỜNG|12061969|Nữ|Số 5 ngõ Mẫu, Hải Phòng|01052021"
PERIODS = (("012005", "122009", "2000000"), ("012010", "122019", "4000000"), ("012020", "102026", "8000000"))
WHOLE = re.compile(r"đã đủ( và hợp lệ)?, tích hợp được|Đã xong\.")
"""What the consolidation says once every file is made: when the page is opened, or while one looks."""
WORK_MS = 120_000
"""How long background work may take on a busy machine."""

Seat = Callable[[str], AbstractContextManager[Page]]
"""`with seat("tiepnhan-hp") as page`: that person signs in, and signs out at the end."""


def receive(page: Page) -> str:
    """Register, accept with the counted paper; returns the dossier's number."""
    page.get_by_role("link", name="Tiếp nhận hồ sơ").first.click()
    page.get_by_label("Thủ tục").select_option("HUU")
    page.get_by_label("Mã QR trên thẻ căn cước").fill(CARD)
    page.keyboard.press("Enter")
    expect(page.get_by_label("Họ và tên")).to_have_value("PHẠM THỊ HƯỜNG")
    page.get_by_text("Nhận tại quầy").click()
    page.get_by_text("Sổ giấy").click()
    page.get_by_label("Số bìa sổ").fill("1")
    page.get_by_label("Số tờ rời").fill("2")
    page.keyboard.press("Control+Enter")
    page.wait_for_url("**/tiep-nhan/")
    paper = page.get_by_role("row").filter(has_text="12-HSB")
    for box, value in zip(paper.get_by_role("textbox").all(), "122", strict=True):
        box.fill(value)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="In giấy tiếp nhận")).to_be_visible()
    return page.locator(".identity-number").inner_text()


def scan(page: Page, files: list[Path]) -> None:
    """Upload, sort into the component, check, forward."""
    page.get_by_role("link", name="Tải trang quét").click()
    page.locator("#id_files").set_input_files(files)
    expect(page.locator("[data-page-key]")).to_have_count(len(files), timeout=WORK_MS)
    page.locator("[data-page-key]").first.get_by_role("checkbox").check()
    page.keyboard.press("Control+a")
    page.locator(".target").filter(has_text="12-HSB").click()
    expect(page.locator(".sheet-component").first).to_contain_text("12-HSB")
    page.get_by_role("button", name="Xác nhận đã kiểm tra mọi trang").click()
    expect(page.locator("#tallies")).to_contain_text(f"{len(files)}/{len(files)}")
    page.get_by_role("link", name="Chuyển Bộ phận Chế độ BHXH").click()
    page.wait_for_url("**/chuyen/")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("status").first).to_contain_text("Đã chuyển")


def draft(page: Page) -> str:
    """Claim from the pool, type the contribution history, propose; returns the monthly pension as shown."""
    page.goto("/hang-cho/cho-xu-ly/")
    page.get_by_role("button", name="Nhận xử lý").first.click()
    page.get_by_role("button", name="Bắt đầu soạn").click()
    page.get_by_label("Tháng bắt đầu hưởng").fill("112026")
    for number, cells in enumerate(PERIODS, start=1):
        for name, value in zip(("start", "end", "salary"), cells, strict=True):
            _cell(page, number, name).fill(value)
        _cell(page, number, "note").press("Enter")
    figure = page.locator("#working .figure")
    expect(figure).to_contain_text("đồng/tháng")
    page.get_by_text("Tiền mặt", exact=True).click()
    expect(page.locator("#working")).not_to_contain_text("Nhận bằng chuyển khoản")
    expect(page.locator("[data-save-note]")).to_contain_text("Đã lưu nháp")
    amount = figure.inner_text()
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Trình lãnh đạo phòng").click()
    expect(page.get_by_text("Chờ lãnh đạo phòng").first).to_be_visible()
    return amount


def _cell(page: Page, number: int, name: str) -> Locator:
    return page.locator(f"[data-period]:nth-child({number}) [name=p_{name}]")


def endorse(page: Page, number: str) -> None:
    open_by_number(page, number)
    _verb(page, "Đồng ý, trình lãnh đạo ký")
    page.get_by_role("button", name="Đồng ý, trình lãnh đạo ký").click()
    expect(page.get_by_text("Chờ lãnh đạo ký").first).to_be_visible()


def sign(page: Page) -> None:
    """The leader reads the very bytes and signs them with the password."""
    page.goto("/hang-cho/cho-ky/tiep/")
    page.get_by_role("button", name="Xem và ký").click()
    confirm_with_code(page)
    page.wait_for_load_state()  # a field may be there before the script that knows the keys
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Chờ phát hành").first).to_be_visible(timeout=WORK_MS)


def issue(page: Page, number: str) -> None:
    open_by_number(page, number)
    _verb(page, "Ký số cơ quan, phát hành")
    confirm_with_code(page)
    page.get_by_role("button", name="Ký số cơ quan, phát hành").click()
    expect(page.get_by_text("Chờ trả kết quả").first).to_be_visible(timeout=WORK_MS)


def _verb(page: Page, label: str) -> None:
    """Go to the page of a verb from the foot of the dossier."""
    page.locator("main").get_by_role("link", name=label).first.click()


def open_by_number(page: Page, number: str) -> None:
    """As a barcode scanner types it."""
    page.locator("[data-search-box]").fill(number)
    page.keyboard.press("Enter")
    page.wait_for_url("**/ho-so/*/**")


def return_result(page: Page, number: str) -> None:
    """Print each document twice and hand over."""
    open_by_number(page, number)
    _verb(page, "Trả kết quả")
    page.wait_for_url("**/tra-ket-qua/")
    counter = page.url
    for name in ("Quyết định", "Bản quá trình đóng"):
        page.get_by_role("row").filter(has_text=name).get_by_role("link", name="Xem và in").click()
        expect(page.locator(".result-pages img").first).to_be_visible()
        page.get_by_label("Số bản in dùng được").fill("2")
        page.get_by_role("button", name="Ghi nhận đã in").click()
        page.goto(counter)
    page.get_by_label("Họ tên người nhận").fill("Phạm Thị Hường")
    page.get_by_label("Số giấy tờ của người nhận").fill("031169000123")
    page.get_by_label("Số bản in đã giao").fill("2")
    page.get_by_text("Đã ghi, đóng dấu; trả sổ cùng kết quả").click()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("button", name="In giấy giao nhận")).to_be_visible()


def send_to_archive(page: Page, number: str) -> None:
    """Merge scans and results into one whole, have the package made, send it away."""
    open_by_number(page, number)
    _verb(page, "Tích hợp hồ sơ")
    expect(page.locator("main")).to_contain_text(WHOLE, timeout=WORK_MS)
    page.reload()
    page.get_by_label("Số hồ sơ giấy").fill("K01.G02.H003")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Chờ chuyển lưu trữ").first).to_be_visible()
    _verb(page, "Chuyển lưu trữ tập trung")
    page.get_by_role("button", name="Tạo gói lưu trữ").click()
    page.get_by_role("button", name="Chuyển lưu trữ tập trung").click(timeout=WORK_MS)
    expect(page.get_by_text("Chờ lưu trữ tiếp nhận").first).to_be_visible()


def archive(page: Page, number: str) -> None:
    """The Archive Center reads its own report and accepts."""
    page.goto("/hang-cho/cho-tiep-nhan-luu-tru/")
    page.get_by_role("link", name=number).first.click()
    _verb(page, "Đồng ý tiếp nhận lưu trữ")
    accept = page.get_by_role("button", name="Đồng ý tiếp nhận lưu trữ")
    expect(accept).to_be_enabled(timeout=WORK_MS)
    accept.click()
    expect(page.get_by_text("Đã lưu trữ").first).to_be_visible(timeout=WORK_MS)


def find(page: Page, words: str) -> None:
    """Search as one types, open the record; what was typed is in no address."""
    page.goto("/tim-kiem/")
    page.locator("main [name=q]").fill(words)
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/*-*/")
    page.locator("main a[href^='/luu-tru/']").first.click()
    expect(page.get_by_role("heading", name="Hồ sơ lưu trữ")).to_be_visible()
