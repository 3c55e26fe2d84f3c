"""Can a leader sign many dossiers from the keyboard in a real browser, each page fit for everybody?"""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from bhxh_archive.jobs import drain
from bhxh_archive.lifecycle import State
from intake.models import Dossier
from tests.benefits.conftest import ShortRoad
from tests.benefits.views.test_bulk_signing import roads
from tests.benefits.views.test_journey import Sit, sit
from tests.browser import assert_accessible
from tests.codes import confirm_with_code

__all__ = ["sit"]  # a fixture
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_two_dossiers_are_signed_with_one_password(browser_page: Page, sit: Sit, short_road: ShortRoad) -> None:
    page, dossiers = browser_page, roads(short_road, "endorse")
    sit("giamdoc-hp")
    page.goto(reverse("queue", args=["cho-ky"]))
    page.get_by_label("Chọn tất cả trên trang này").check()
    page.get_by_role("button", name="Ký số các hồ sơ đã chọn").click()
    expect(page.get_by_text("Đang kiểm tra trước")).to_be_visible()
    assert_accessible(page)
    drain()

    expect(page.get_by_text("7.566.270 đồng/tháng")).to_be_visible()
    assert_accessible(page)
    expect(page.get_by_role("button", name="Ký số 2 hồ sơ")).to_be_visible()
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Nhập mật khẩu")
    assert_accessible(page)
    confirm_with_code(page)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Đang thực hiện")).to_be_visible()
    assert not Dossier.objects.filter(state=State.SIGNED).exists()
    drain()

    expect(page.get_by_text(f"đã làm {len(dossiers)}/{len(dossiers)} hồ sơ")).to_be_visible()
    assert_accessible(page)
    assert set(Dossier.objects.values_list("state", flat=True)) == {State.SIGNED}
