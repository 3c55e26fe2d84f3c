"""Does the reading desk open where this person left it, in whichever browser, and is a place nobody else's?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from benefits.actions.reading_places import forget_places
from benefits.models import ReadingPlace
from tests.benefits.conftest import As, ShortRoad
from tests.intake.conftest import component
from tests.intake.rows import add_pages


def test_page_and_width_are_kept_for_one_person_and_dossier(unsigned_road: ShortRoad, signed_in: As) -> None:
    dossier = unsigned_road.to("draft")
    add_pages(dossier, 3, component=component(dossier, "12-HSB"))
    officer, head = signed_in("chuyenvien-hp"), signed_in("truongphong-hp")
    review, place = reverse("review", args=[dossier.pk]), reverse("keep_place", args=[dossier.pk])
    for page in ("2", "3"):
        assert officer.post(place, {"page": page, "split": "60"}).status_code == 204
    seen = [client.get(review).context["viewer"] for client in (officer, head)]
    assert [(one.current, one.split, one.place_url) for one in seen] == [(3, 60, place), (1, None, place)]
    assert officer.get(f"{review}?trang=1").context["viewer"].current == 1, "an address that names a page means it"

    officer.post(place, {"page": "99999", "split": "99"})
    assert ReadingPlace.objects.values_list("page", "split").get() == (None, None)
    assert signed_in("tiepnhan-hp").post(place).status_code == 403
    assert signed_in("tiepnhan-hp").get(review).context["viewer"].place_url == ""
    assert signed_in("chuyenvien-na").post(place, {"page": "1"}).status_code == 404
    assert forget_places() == 0
    ReadingPlace.objects.update(at=timezone.now() - timedelta(days=181))
    assert forget_places() == 1


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_another_browser_opens_the_same_page(
    browser_page: Page, live_server: LiveServer, unsigned_road: ShortRoad
) -> None:
    dossier, page, officer = unsigned_road.to("forward"), browser_page, Client()
    add_pages(dossier, 3, component=component(dossier, "12-HSB"))
    officer.force_login(unsigned_road.user("chuyenvien"))
    session = officer.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": session, "url": live_server.url}])
    page.goto(reverse("review", args=[dossier.pk]))
    page.wait_for_load_state()  # the scripts listen
    page.keyboard.press("j")
    expect(page.locator("[data-place]")).to_have_text("2/3")
    page.locator("[data-split-bar]").focus()
    with page.expect_response("**/cho-doc/"):
        page.keyboard.press("ArrowRight")
    page.evaluate("localStorage.clear()")
    page.goto(reverse("review", args=[dossier.pk]))
    expect(page.locator("[data-place]")).to_have_text("2/3")
    expect(page.locator("[data-split-bar]")).to_have_attribute("aria-valuenow", "57")
