"""Does a press on a page in a real browser pin a note to that very spot, also while the page is looked at turned?"""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from benefits.queries import live_notes
from tests.benefits.conftest import ShortRoad
from tests.intake.conftest import component
from tests.intake.rows import add_pages

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_press_on_the_turned_page_pins_the_note_there(
    browser_page: Page, live_server: LiveServer, unsigned_road: ShortRoad
) -> None:
    dossier, page = unsigned_road.to("forward"), browser_page
    add_pages(dossier, 2, component=component(dossier, "12-HSB"))
    officer = Client()
    officer.force_login(unsigned_road.user("chuyenvien"))
    session = officer.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(f"{reverse('review', args=[dossier.pk])}?xem=ban-quet&trang=2")
    page.get_by_role("button", name="Xoay").click()
    page.get_by_role("button", name="Ghim ghi chú").click()
    seen = page.locator("[data-image-now]").bounding_box()
    assert seen
    at = seen["x"] + seen["width"] * 0.8, seen["y"] + seen["height"] * 0.25
    page.mouse.click(*at)
    page.keyboard.type("Chữ ký khác mẫu")
    page.get_by_role("button", name="Ghim", exact=True).click()

    pin = page.get_by_role("link", name="Ghi chú 1")
    expect(pin).to_be_visible()
    ring = pin.locator("circle").bounding_box()
    assert ring and (ring["x"] + ring["width"] / 2, ring["y"] + ring["height"] / 2) == pytest.approx(at, abs=2)
    (note,) = live_notes(dossier)
    assert (note.x, note.y) == (pytest.approx(250, abs=4), pytest.approx(200, abs=4))
    assert note.text == "Chữ ký khác mẫu" and note.page == dossier.folder.pages.latest("pk")
    expect(page.get_by_label("Nội dung ghi chú").last).to_have_value("")
