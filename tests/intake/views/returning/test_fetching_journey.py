"""Does the page of a one-time link say, after a wrong number and the right one, that the file is on its way?"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from bhxh_archive.lifecycle import State
from intake.actions.returning import returning
from intake.actions.returning.links import issue_link
from intake.models import Dossier
from tests.browser import assert_accessible
from tests.intake.rows import add_result, put_in_state
from tests.intake.views.returning.test_links import PDF

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_wrong_number_a_right_one_and_the_file_once_more(browser_page: Page, scanned: Dossier) -> None:
    add_result(scanned, pdf=PDF)
    Dossier.objects.filter(pk=scanned.pk).update(return_method="online")
    online = put_in_state(scanned, State.ISSUED)
    returning.hand_over(dossier=online, method="online", by=scanned.created_by)
    _, secret = issue_link(dossier=online, receiver=online.persons.get(), by=scanned.created_by)
    page = browser_page
    page.goto(reverse("fetch_result", args=[secret]))
    page.get_by_label("4 số cuối").fill("9999")
    page.get_by_role("button", name="Tải văn bản 1").click()
    expect(page.get_by_role("alert")).to_contain_text("chưa đúng")
    page.get_by_label("4 số cuối").fill("0123")
    with page.expect_download() as got:
        page.get_by_role("button", name="Tải văn bản 1").click()
    assert Path(got.value.path()).read_bytes() == PDF
    expect(page.get_by_role("status")).to_contain_text("đang được tải về")
    expect(page.get_by_role("alert")).to_have_count(0)
    assert_accessible(page)
    with page.expect_download() as again:
        page.get_by_role("link", name="tải lại tệp này").click()
    assert again.value.suggested_filename == got.value.suggested_filename
