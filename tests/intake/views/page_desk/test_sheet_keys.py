"""Do keys and hands that are faster than the page do on the contact sheet what they are meant to do?"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from intake.models import Dossier
from intake.queries import pages_of
from tests.intake.rows import warn
from tests.intake.views.conftest import Sit
from tests.intake.views.page_desk.test_sorting import box, sheet, tick
from tests.room import scan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

__all__ = ["sheet"]  # a fixture


def test_enter_in_a_field_presses_the_button_beside_it(sheet: Page, accepted: Dossier) -> None:
    warn(pages_of(accepted)[0])
    sheet.reload()
    tick(sheet, 1)
    sheet.get_by_text("Thêm", exact=True).click()
    reason = sheet.get_by_label("Lý do chấp nhận cảnh báo")
    reason.fill("Bản gốc mờ")
    reason.press("Enter")

    expect(sheet.locator(".toast")).to_contain_text("Đã chấp nhận 1 cảnh báo")
    assert {row.component for row in pages_of(accepted)} == {None}


def test_the_keys_lead_to_the_pages_and_enter_opens_one(sheet: Page, accepted: Dossier) -> None:
    sheet.keyboard.press("g")
    expect(sheet.locator("[data-sheet]")).to_be_focused()
    sheet.keyboard.press("ArrowDown")
    sheet.keyboard.press("ArrowRight")
    expect(box(sheet, 2)).to_be_focused()
    sheet.keyboard.press("Enter")

    second = pages_of(accepted)[1]
    sheet.wait_for_url(f"**{reverse('page', args=[accepted.pk, second.pk])}")
    assert {row.component for row in pages_of(accepted)} == {None}, "no button was pressed"


def test_files_chosen_before_the_script_is_there_are_sent_all_the_same(
    browser_page: Page, sit: Sit, accepted: Dossier, tmp_path: Path
) -> None:
    held: list[Route] = []
    browser_page.route("**/upload*.js", lambda route: held.append(route))
    sit("tiepnhan-hp")
    browser_page.goto(reverse("pages", args=[accepted.pk]), wait_until="commit")
    file = tmp_path / "quet.jpg"
    file.write_bytes(scan())
    browser_page.locator("#id_files").set_input_files(file)

    held[0].continue_()

    expect(browser_page.locator("#work")).to_contain_text("quet.jpg")
