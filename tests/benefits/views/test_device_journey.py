"""Can a leader whose key is on a token sign many dossiers with it, seeing in a real browser how far that is?"""

from __future__ import annotations

import re

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from benefits.actions.device_signing import open_gaps, take_signature
from benefits.models import DeferredSignature
from benefits.queries import waiting_for
from bhxh_archive.jobs import drain
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.loading.demo import PASSWORD
from intake.models import Dossier
from tests.benefits.actions.test_deferred_signing import Token
from tests.benefits.conftest import ShortRoad
from tests.benefits.views.test_bulk_signing import roads
from tests.benefits.views.test_journey import Sit, sit
from tests.browser import assert_accessible

__all__ = ["sit"]  # a fixture
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def token_signs(leader: User, number: int) -> None:
    """What the program beside the token does with some of it."""
    token = Token(leader)
    for row in open_gaps(rows=waiting_for(leader)[:number], chain=token.chain, by=leader):
        take_signature(row=row, signature=token.sign(row.attributes), by=leader)


def test_two_dossiers_wait_for_the_token_and_are_signed_by_it(
    browser_page: Page, sit: Sit, short_road: ShortRoad
) -> None:
    page, dossiers = browser_page, roads(short_road, "endorse")
    leader = short_road.user("giamdoc")
    User.objects.filter(pk=leader.pk).update(signs_on_device=True)
    sit("giamdoc-hp")
    page.goto(reverse("queue", args=["cho-ky"]))
    page.get_by_label("Chọn tất cả trên trang này").check()
    page.get_by_role("button", name="Ký số các hồ sơ đã chọn").click()
    expect(page.get_by_text("Đang kiểm tra trước")).to_be_visible()
    drain()
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Đang thực hiện")).to_be_visible()
    drain()
    expect(page.get_by_text("Chờ thiết bị ký: số").first).to_be_visible()
    expect(page.get_by_text("Chờ thiết bị ký: 2/2 hồ sơ, chưa ký.")).to_be_visible()
    expect(page.get_by_text("Đã làm")).to_have_count(0)
    assert_accessible(page)
    page.locator("#bulk-foot").get_by_role("link", name="Ký trên thiết bị").click()

    expect(page.get_by_text("4 văn bản chờ thiết bị ký")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Lấy mã ký").click()
    expect(page.get_by_text(re.compile(r"^Mã ký: (\w{4}-){3}\w{4}$"))).to_be_visible()
    assert_accessible(page)
    token_signs(leader, 1)
    expect(page.get_by_text("3 văn bản chờ thiết bị ký, 1 văn bản đã ký, chờ dấu thời gian")).to_be_visible()
    token_signs(leader, 3)
    drain()
    expect(page.get_by_text("Không có văn bản nào chờ thiết bị")).to_be_visible()
    assert_accessible(page)
    assert set(Dossier.objects.values_list("state", flat=True)) == {State.SIGNED} and len(dossiers) == 2
    assert set(DeferredSignature.objects.values_list("state", flat=True)) == {DeferredSignature.State.DONE}
