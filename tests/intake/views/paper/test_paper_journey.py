"""Can who keeps the paper file by two scans, lend, take back, and hand a year's paper to the archive, in a browser?"""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.trail import record
from intake.models import Dossier
from tests.browser import assert_accessible
from tests.intake.rows import put_in_state
from tests.intake.shelves import shelf
from tests.intake.views.conftest import Sit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ended(accepted: Dossier, clerk_user: User) -> Dossier:
    """A dossier whose result was returned and that lies in the electronic archive."""
    record(accepted, "hand_over", by=clerk_user)
    return put_in_state(accepted, State.ARCHIVED)


def file_by_two_scans(page: Page, dossier: Dossier, box: str) -> None:
    page.goto(reverse("file_papers"))
    page.wait_for_load_state()
    page.get_by_label("Mã hồ sơ").focus()
    page.keyboard.type(f"G12.99.31-000000-0000-X\n{box}\n")  # both scans are one sending: none is cut by a new page
    expect(page.get_by_text("Không có hồ sơ «G12.99.31-000000-0000-X»")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Mã hồ sơ").fill(str(dossier))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Mã hộp")).to_be_focused()
    expect(page.get_by_label("Mã hộp")).to_have_value(box)
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Vừa xếp", exact=True)).to_contain_text(f"{box}.001")


def lend_and_take_back(page: Page, dossier: Dossier) -> None:
    page.goto(reverse("paper_of_dossier", args=[dossier.pk]))
    page.get_by_label("Người mượn").fill("Lê Văn Đôn")
    page.get_by_role("button", name="Cho mượn").click()
    expect(page.get_by_role("alert")).to_contain_text("Ghi mục đích mượn.")
    assert_accessible(page)
    page.get_by_label("Mục đích").fill("Đối chiếu")
    page.get_by_role("button", name="Cho mượn").click()
    expect(page.get_by_text("Lê Văn Đôn đang mượn")).to_be_visible()
    page.get_by_role("button", name="Đã trả giấy về hộp").click()
    expect(page.get_by_text("Đã ghi nhận trả giấy về hộp.")).to_be_visible()


def test_from_the_shelf_to_the_archive(browser_page: Page, sit: Sit, ended: Dossier, clerk_user: User) -> None:
    page, (box,) = browser_page, shelf(clerk_user)
    sit("tiepnhan-hp")
    file_by_two_scans(page, ended, box.path)
    lend_and_take_back(page, ended)

    page.goto(reverse("paper_store"))
    page.get_by_role("link", name="Nộp lưu hằng năm").click()
    expect(page.get_by_role("link", name="Lập mục lục")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Lập mục lục").click()
    page.get_by_label("Bên nhận (đơn vị)").fill("Lưu trữ cơ quan")
    page.get_by_role("button", name="Lập mục lục và biên bản").click()
    expect(page.get_by_role("alert")).to_contain_text("Ghi họ tên người đại diện bên nhận.")
    expect(page.get_by_label("Bên nhận (đơn vị)")).to_have_value("Lưu trữ cơ quan")
    assert_accessible(page)
    page.get_by_label("Người đại diện bên nhận").fill("Trần Văn Kho")
    page.get_by_label("Tình trạng tài liệu").fill("Đã chỉnh lý.")
    page.get_by_role("button", name="Lập mục lục và biên bản").click()
    expect(page.get_by_role("heading", name="Mục lục nộp lưu 01/MLNL")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Ghi nhận đã giao").click()
    expect(page.get_by_text("Đã giao").first).to_be_visible()
    assert not ended.box_entries.filter(left_at=None).exists()
