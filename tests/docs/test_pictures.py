"""Do the two pages of the README's pictures look as they are shown? `PICTURES=1` takes the pictures anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Page, expect

from benefits.actions import preparing
from intake.loading.demo import PASSWORD
from tests.room import Road

pytestmark = pytest.mark.browser
FOLDER = Path(settings.BASE_DIR) / "docs" / "pictures"


def sign_in(page: Page, username: str) -> None:
    page.goto("/dang-nhap/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("button[type=submit]")


def picture(page: Page, name: str) -> None:
    """Keep the screen as a picture when asked to."""
    if os.environ.get("PICTURES"):
        page.screenshot(path=FOLDER / f"{name}.png")


def test_contact_sheet_shows_the_scans(browser_page: Page, road: Road) -> None:
    dossier = road.to("scan")
    sign_in(browser_page, "tiepnhan-hp")
    browser_page.goto(f"/ho-so/{dossier.pk}/trang/")
    expect(browser_page.get_by_text(str(dossier.number)).first).to_be_visible()
    expect(browser_page.locator("img").first).to_be_visible()
    picture(browser_page, "pages")


def test_signing_page_shows_the_bytes_that_are_signed(browser_page: Page, road: Road) -> None:
    dossier = road.to("endorse")
    preparing.prepare_signature(dossier=dossier, by=road.user("giamdoc"))
    sign_in(browser_page, "giamdoc-hp")
    browser_page.goto(f"/ho-so/{dossier.pk}/ky-so/")
    expect(browser_page.get_by_text("01/QĐ-BHXH").first).to_be_visible()
    expect(browser_page.locator("img").first).to_be_visible()
    picture(browser_page, "sign")
