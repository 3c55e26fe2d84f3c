"""Can the chief administrator change a procedure in a real browser, and does axe find nothing serious on the way?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from intake.queries import procedure_on
from tests.browser import assert_accessible
from tests.intake.views.conftest import Sit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_deadline_is_changed_seen_and_put_in_force(browser_page: Page, sit: Sit) -> None:
    page, tomorrow = browser_page, timezone.localdate() + timedelta(days=1)
    sit("quantri")
    page.goto(reverse("catalogue"))
    assert_accessible(page)
    page.get_by_role("link", name="Hưởng bảo hiểm xã hội một lần").first.click()
    expect(page.get_by_role("button", name="Soạn thay đổi")).to_be_visible()
    assert_accessible(page)

    page.get_by_role("button", name="Soạn thay đổi").click()
    page.get_by_role("link", name="Sửa thủ tục").click()
    page.get_by_label("Thời hạn", exact=False).first.fill("9")
    page.get_by_role("button", name="Lưu vào bản đang soạn").click()
    expect(page.get_by_role("cell", name="9", exact=True)).to_be_visible()
    assert_accessible(page)

    page.get_by_role("link", name="Xem lại và áp dụng").click()
    page.get_by_role("button", name="Áp dụng", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_label("Áp dụng từ ngày").fill(f"{tomorrow:%d/%m/%Y}")
    page.get_by_role("button", name="Áp dụng", exact=True).click()
    expect(page.get_by_text("Chưa áp dụng").first).to_be_visible()

    assert procedure_on("BHXH1L", tomorrow).deadline_amount == 9
