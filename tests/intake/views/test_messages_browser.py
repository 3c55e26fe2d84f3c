"""Do messages keep off the field in which the clerk types?"""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from tests.intake.views.conftest import Sit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
COVERED = """async () => {
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  const boxes = [...document.querySelectorAll("#registration :is(input, select, textarea):not([type=hidden])")];
  const covered = [];
  for (const box of boxes.filter((one) => one.getClientRects().length)) {
    box.focus();
    for (let left = 4; left > 0; left--) await frame();
    const at = box.getBoundingClientRect();
    const over = document.getElementById("messages").getBoundingClientRect();
    const beside = over.left >= at.right || at.left >= over.right;
    if (!beside && over.top < at.bottom && at.top < over.bottom) covered.push(box.name);
  }
  return covered;
}"""


def test_no_message_lies_over_the_field_that_has_the_focus(browser_page: Page, sit: Sit) -> None:
    """Two long ones that stay, on every field of the registration in turn."""
    sit("tiepnhan-hp")
    browser_page.goto(reverse("register"))
    browser_page.evaluate("for (const of of ['một', 'hai']) bhxh.toast(`Lỗi thứ ${of}. `.repeat(24), 'bad')")
    assert browser_page.evaluate(COVERED) == []
    assert browser_page.locator(".toast").count() == 2
