"""Does the page of an answer propose what came, and say what will be counted once it is recorded?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils.html import strip_tags
from playwright.sync_api import Page, expect

from bhxh_archive.models import User
from intake.actions.supplements import supplement
from intake.actions.supplements.supplement import request_supplement
from intake.models import Dossier, SupplementItem
from tests.intake.conftest import component
from tests.intake.rows import add_pages
from tests.intake.views.conftest import Sit, address
from tests.intake.views.supplements.test_supplementing import came

TOTAL = "Số đã đếm của cả hồ sơ: trước khi ghi {}, sau khi ghi {}."


@pytest.fixture
def item(scanned: Dossier, clerk_user: User) -> SupplementItem:
    """14-HSB is asked for; 12-HSB, of which one will do, was scanned already."""
    items = [(component(scanned, "14-HSB"), "Thiếu")]
    return request_supplement(dossier=scanned, items=items, by=clerk_user).items.get()


def said(clerk: Client, dossier: Dossier) -> str:
    return strip_tags(clerk.get(address("resume", dossier)).content.decode())


def test_the_paper_that_was_asked_for_is_proposed_and_not_the_one_that_lay_there(
    scanned: Dossier, clerk: Client, item: SupplementItem
) -> None:
    def chosen() -> tuple[str, int | None]:
        (row,) = clerk.get(address("resume", scanned)).context["left"]
        return next(iter(row.form.fields["paper"].choices))[0], row.form.initial["pages"]

    asked, there = component(scanned, "14-HSB"), component(scanned, "12-HSB")
    assert chosen() == (str(asked.pk), None)
    clerk.post(address("answer_items", scanned), came(item, paper=there.pk, sheets=1, pages=2))
    assert f"{there.type.name}: 1 tờ, 2 trang" in said(clerk, scanned)
    clerk.post(address("reopen_item", scanned, item.pk))
    assert chosen() == (str(asked.pk), None)

    (more,) = add_pages(scanned, component=there, name="them.jpg")
    assert chosen() == (str(there.pk), 3), "it came since, with the two that are there"
    more.component = asked
    more.save(update_fields=["component"])
    assert chosen() == (str(asked.pk), 1)


def test_what_answers_another_item_is_not_proposed(scanned: Dossier, clerk: Client, clerk_user: User) -> None:
    papers = [component(scanned, code) for code in ("12-HSB", "14-HSB")]
    request_supplement(dossier=scanned, items=[(paper, "Thiếu") for paper in papers], by=clerk_user)
    add_pages(scanned, component=papers[0], name="them.jpg")

    rows = clerk.get(address("resume", scanned)).context["left"]

    assert [next(iter(row.form.fields["paper"].choices))[0] for row in rows] == [str(paper.pk) for paper in papers]


def test_the_count_before_and_after_the_answer_is_shown(scanned: Dossier, clerk: Client, item: SupplementItem) -> None:
    add_pages(scanned, component=component(scanned, "14-HSB"), name="don.jpg")
    assert TOTAL.format("1 tờ, 2 trang", "1 tờ, 3 trang") in said(clerk, scanned), "as it is proposed"

    typed = came(item, sheets=1, pages=1)
    ahead = clerk.post(address("count_ahead", scanned), typed)
    assert TOTAL.format("1 tờ, 2 trang", "2 tờ, 3 trang") in strip_tags(ahead.content.decode())
    wrong = clerk.post(address("count_ahead", scanned), typed | {f"i{item.pk}-pages": "x"})
    assert TOTAL.format("1 tờ, 2 trang", "1 tờ, 2 trang") in strip_tags(wrong.content.decode())
    assert Dossier.objects.get(pk=scanned.pk).counted_pages == 2, "nothing is kept"

    done = strip_tags(clerk.post(address("answer_items", scanned), typed, follow=True).content.decode())
    assert "Số đã đếm của cả hồ sơ: trước là 1 tờ, 2 trang, nay là 2 tờ, 3 trang." in done
    back = strip_tags(clerk.post(address("reopen_item", scanned, item.pk), follow=True).content.decode())
    assert "Đã bỏ ghi nhận. Cả hồ sơ đã đếm: 1 tờ, 2 trang." in back


def test_several_items_are_summed_up(scanned: Dossier, clerk: Client, clerk_user: User) -> None:
    papers = [component(scanned, code) for code in ("13-HSB", "14-HSB")]
    asked = request_supplement(dossier=scanned, items=[(paper, "Thiếu") for paper in papers], by=clerk_user)
    one, other = asked.items.order_by("pk")
    assert TOTAL.format("1 tờ, 2 trang", "1 tờ, 2 trang") in said(clerk, scanned), "none is ticked yet"

    typed = came(one, sheets=1, pages=1) | came(other, sheets=2, pages=4)
    ahead = strip_tags(clerk.post(address("count_ahead", scanned), typed).content.decode())

    assert TOTAL.format("1 tờ, 2 trang", "4 tờ, 7 trang") in ahead
    supplement.answer_items(came=[supplement.Came(one, 1, 1), supplement.Came(other, 2, 4)], by=clerk_user)
    scanned.refresh_from_db()
    assert (scanned.counted_sheets, scanned.counted_pages) == (4, 7)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_count_follows_what_is_typed(browser_page: Page, sit: Sit, scanned: Dossier, item: SupplementItem) -> None:
    sit("tiepnhan-hp")
    browser_page.goto(address("resume", scanned))
    browser_page.get_by_label("Số tờ").fill("1")
    browser_page.get_by_label("Số trang").fill("1")
    expect(browser_page.locator("#total")).to_contain_text("sau khi ghi 2 tờ, 3 trang")
    browser_page.get_by_label("Giấy tờ đã nhận").select_option(label=component(scanned, "12-HSB").type.name)
    expect(browser_page.locator("#total")).to_contain_text("sau khi ghi 1 tờ, 1 trang")


def test_sheets_and_pages_are_counted_together(scanned: Dossier, clerk: Client, item: SupplementItem) -> None:
    answer = clerk.post(address("answer_items", scanned), came(item, pages=2))
    assert answer.status_code == 422 and "Ghi cả số tờ và số trang" in answer.content.decode()
    answer = clerk.post(address("answer_items", scanned), came(item, pages=2, sheets=9))
    assert answer.status_code == 422 and "Số tờ nhiều hơn số trang" in answer.content.decode()
