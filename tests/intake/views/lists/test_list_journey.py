"""Can a clerk bring a list in, have its wrong line mended by the error file, and split a line off, in a browser?"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from bhxh_archive.jobs import drain
from bhxh_archive.models import User
from intake.models import Dossier
from tests.browser import assert_accessible
from tests.intake.lists import counts, sickness
from tests.intake.sheets import HEAD, HEN, LAN, NAM, saved, xlsx
from tests.intake.views.conftest import Sit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def send(page: Page, name: str, content: bytes) -> None:
    files = {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    page.get_by_label("Tệp danh sách").set_input_files(files=files)  # type: ignore[arg-type]
    page.get_by_role("button", name="Nhập danh sách").click()
    expect(page.locator("#files-heading")).to_be_visible()
    drain()  # the page asks how far it is, and comes anew by itself
    expect(page.locator(".list-files").get_by_text("Đã đọc").first).to_be_visible()


def mended(content: bytes) -> bytes:
    """The error file as the employer sends it back: the number that lacked is there."""
    book = load_workbook(BytesIO(content))
    sheet = book.active
    assert sheet is not None
    head = [cell.value for cell in sheet[1]]
    sheet.cell(2, head.index("Mã số BHXH") + 1).value = "3105000103"
    return saved(book)


def test_in_mended_and_split_off(browser_page: Page, sit: Sit, clerk_user: User) -> None:
    page, sick = browser_page, sickness(clerk_user)
    sit("tiepnhan-hp")
    page.goto(reverse("employer_list", args=[sick.pk]))
    page.get_by_label("Tên đơn vị").fill("Công ty May Mẫu")
    page.get_by_role("button", name="Nhập danh sách").click()
    expect(page.get_by_role("alert")).to_contain_text("Chọn tệp danh sách")
    expect(page.get_by_label("Tên đơn vị")).to_have_value("Công ty May Mẫu")
    assert_accessible(page)
    page.get_by_label("Mã đơn vị").fill("TA0001A")
    page.get_by_label("Kỳ").fill("10/2026")
    page.get_by_label("Phần 1").check()
    send(page, "danh-sach.xlsx", xlsx(HEAD, LAN, NAM, HEN))
    assert_accessible(page)

    with page.expect_download() as got:
        page.get_by_role("link", name="Tải tệp 1 dòng cần sửa").click()
    send(page, "da-sua.xlsx", mended(Path(got.value.path()).read_bytes()))
    page.get_by_role("button", name="Nhận 3 dòng hợp lệ").click()
    expect(page.get_by_text("Đã nhận 3, chờ nhận 0")).to_be_visible()
    assert counts(sick) == {"taken": 3}

    page.get_by_label("Chọn dòng 3").check()
    page.get_by_role("button", name="Tách").first.click()
    expect(page.get_by_role("heading", name="Các dòng được tách")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Tách 1 dòng").click()
    expect(page.get_by_text("được tách từ hồ sơ")).to_be_visible()
    new = Dossier.objects.exclude(pk=sick.pk).get()
    assert (counts(sick), counts(new)) == ({"taken": 2}, {"taken": 1})
