"""Do the boxes of a table stand in the middle of their rows, and do its lines run from edge to edge?"""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page

from bhxh_archive.models import User
from intake.actions.counter import registration
from intake.actions.desk import handing
from intake.actions.paper import filing, loans
from intake.models import Dossier
from intake.rules.handing import Way
from tests.browser import assert_accessible
from tests.intake.conftest import draft_of
from tests.intake.rows import put_in_state
from tests.intake.shelves import shelf
from tests.intake.views.conftest import Sit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BELOW = """row => [...row.children].map(cell => [getComputedStyle(cell).borderBottomWidth,
    cell.getBoundingClientRect().bottom].join())"""


def forwarded(clerk: User) -> Dossier:
    moved = put_in_state(registration.accept(dossier=draft_of(clerk), by=clerk), "in_review")
    moved.events.create(verb="forward", by=clerk, from_state="received", to_state="in_review")
    return moved


def middle(found: Locator) -> float:
    box = found.bounding_box()
    assert box
    return box["y"] + box["height"] / 2


def assert_in_the_middle(page: Page, name: str) -> None:
    row = page.locator(f'tr:has([name="{name}"])').first
    for part in (f'[name="{name}"]', ".cell-link"):
        assert abs(middle(row) - middle(row.locator(part))) <= 1
    assert_accessible(page)


def test_the_boxes_of_a_handing_list(browser_page: Page, sit: Sit, demo: dict[str, User]) -> None:
    clerk = demo["tiepnhan-hp"]
    waiting, going = forwarded(clerk), forwarded(clerk)
    (made,) = handing.give(dossier_ids=[going.pk], way=Way.TO_BENEFITS, by=clerk)

    sit("tiepnhan-hp")
    browser_page.goto(reverse("handing_lists"))
    browser_page.get_by_label(f"Chọn hồ sơ {waiting}").uncheck()
    assert_in_the_middle(browser_page, "chosen")
    sit("chuyenvien-hp")
    browser_page.goto(reverse("handing_list", args=[made.pk]))
    browser_page.get_by_label(f"Đã nhận hồ sơ {going}").uncheck()
    assert_in_the_middle(browser_page, "came")


def test_the_lines_of_the_monthly_report(browser_page: Page, sit: Sit, demo: dict[str, User]) -> None:
    for code in ("HUU", "BHXH1L"):
        registration.accept(dossier=draft_of(demo["tiepnhan-hp"], code), by=demo["tiepnhan-hp"])
    sit("tiepnhan-hp")
    browser_page.goto(reverse("monthly_report"))

    for row in browser_page.locator(".report-table tbody tr, .report-table tfoot tr").all():
        assert len(set(row.evaluate(BELOW))) == 1


def test_a_long_tag_stays_inside_its_card_on_a_phone(browser_page: Page, sit: Sit, demo: dict[str, User]) -> None:
    clerk = demo["tiepnhan-hp"]
    (box,), dossier = shelf(clerk), put_in_state(registration.accept(dossier=draft_of(clerk), by=clerk), "returned")
    filing.file_paper(dossier=dossier, box=box, by=clerk)
    loans.lend_paper(dossier=dossier, borrower="Phòng Thanh tra Kiểm tra tỉnh", unit="", purpose="Đối chiếu", by=clerk)

    sit("tiepnhan-hp")
    browser_page.set_viewport_size({"width": 390, "height": 844})
    browser_page.goto(reverse("paper_box", args=[box.pk]))
    region, tag = (browser_page.locator(part).bounding_box() for part in (".table-scroll", ".table .tag"))
    assert region and tag and tag["x"] + tag["width"] <= region["x"] + region["width"]
    assert_accessible(browser_page)
