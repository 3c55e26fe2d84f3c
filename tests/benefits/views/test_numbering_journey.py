"""Does the page from which a letter is numbered in another tab say so by itself, and keep what was typed in it?"""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.benefits.asked import ask
from tests.benefits.conftest import ShortRoad

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_old_page_offers_no_second_number(
    browser_page: Page, live_server: LiveServer, unsigned_road: ShortRoad
) -> None:
    dossier, page, officer = unsigned_road.to("draft"), browser_page, Client()
    ask(dossier, unsigned_road.user("chuyenvien"))
    officer.force_login(unsigned_road.user("chuyenvien"))
    session = officer.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(reverse("verified", args=[dossier.pk]))
    page.get_by_label("Số văn bản trả lời").fill("7/CV")
    page.get_by_role("button", name="Cấp số, in để ký").click()

    expect(page.get_by_role("button", name="In lại")).to_be_visible()
    for gone in (page.get_by_role("button", name="Cấp số, in để ký"), page.get_by_label("Đã hỏi cơ quan này")):
        expect(gone).to_have_count(0)
    expect(page.get_by_role("link", name="Sửa nội dung 1")).to_have_count(0)
    expect(page.get_by_label("Số văn bản trả lời")).to_have_value("7/CV")
    assert dossier.issued_slips.count() == 1
