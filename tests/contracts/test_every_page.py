"""Does axe find anything serious on any page of the product, also where what was sent is refused?

Each page is what the permission table's address answers to the first who may open it; Chromium shows it as it came,
with the real styles and scripts. Hundreds of pages: `make soak`.
"""

from __future__ import annotations

from collections.abc import Iterator
from mimetypes import guess_type
from typing import Final

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpResponseBase
from playwright.sync_api import Browser, Page, Route

from tests.browser import BLOCKING
from tests.contracts.addresses import address
from tests.contracts.cast import NOBODY, STRANGER
from tests.contracts.conftest import Theatre
from tests.contracts.table import EVERYBODY, LEFT_IN_HOUSE, MOVE_TABLE, TABLE, Row
from tests.contracts.test_moves import STEPS
from tests.intake.rows import put_in_state

pytestmark = [pytest.mark.django_db, pytest.mark.browser, pytest.mark.soak]
ROOT = "http://localhost:1"
"""Nothing answers there: what the page asks for comes from the files of the checkout, or not at all."""
SHOWN: Final[dict[str, bytes]] = {}
"""The page under the axe, at its address."""


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(base_url=ROOT, locale="vi-VN", viewport={"width": 1366, "height": 768},
                                  reduced_motion="reduce")  # fmt: skip
    context.route("**/*", _give)  # once: a request of the page before may still be on its way when the next is shown
    yield context.new_page()
    context.close()


def _give(route: Route) -> None:
    name = route.request.url.partition(settings.STATIC_URL)[2].partition("?")[0]
    if shown := SHOWN.get(route.request.url.removeprefix(ROOT)):
        route.fulfill(body=shown, content_type="text/html")
    elif name and (found := finders.find(name)):
        route.fulfill(path=found, content_type=guess_type(name)[0])
    else:
        route.abort()


def shows(answer: HttpResponseBase) -> bool:
    """Whether it is a page for people: no file, no list of data, no part of a page, no way on."""
    return answer.headers.get("Content-Type", "").startswith("text/html") and b"<html" in getattr(
        answer, "content", b""
    )


def serious(window: Page, here: str, answer: HttpResponseBase) -> list[str]:
    """What axe finds on this page, by impact, rule and place."""
    SHOWN.clear()
    SHOWN[here] = answer.content  # type: ignore[attr-defined]
    window.goto(here, wait_until="domcontentloaded")
    found = Axe().run(window).response["violations"]
    return [f"{row['impact']} {row['id']} at {row['nodes'][0]['target']}" for row in found if row["impact"] in BLOCKING]


def looked_at(window: Page, theatre: Theatre, row: Row) -> list[str]:
    answer = theatre.ask((row.admitted() or [NOBODY])[0], row)
    here = address(row.name, theatre.things, row.objects)
    return serious(window, here, answer) if shows(answer) else []


@pytest.mark.parametrize("row", [*TABLE, *LEFT_IN_HOUSE], ids=lambda row: row.label)
def test_an_address_for_some(row: Row, theatre: Theatre, window: Page) -> None:
    assert looked_at(window, theatre, row) == []


@pytest.mark.parametrize("name", [name for name in EVERYBODY if name != "logout"])
def test_an_address_for_everybody(name: str, theatre: Theatre, window: Page) -> None:
    answer = theatre.ask(STRANGER, Row(name, {}))
    assert not shows(answer) or serious(window, address(name, theatre.things), answer) == []


@pytest.mark.parametrize(("verb", "state"), STEPS)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_a_move(verb: str, state: str, method: str, moving: Theatre, window: Page) -> None:
    put_in_state(moving.dossier, state)
    assert looked_at(window, moving, Row(verb, MOVE_TABLE[verb], method)) == []
