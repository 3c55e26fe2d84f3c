"""Does the contact sheet keep what a clerk is doing while files come in and pages are drawn anew?"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, Route, expect

from bhxh_archive.jobs import drain
from intake.models import Dossier, Upload
from intake.queries import pages_of
from tests.intake.rows import add_pages, warn
from tests.intake.views.conftest import Sit
from tests.room import scan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def work_off() -> None:
    """What the workers would do by now."""
    for _ in range(3):  # jobs queue further jobs
        drain()


@pytest.fixture
def sheet(browser_page: Page, sit: Sit, accepted: Dossier) -> Page:
    """The contact sheet of four pages, every script error and failed swap counted against the test."""
    add_pages(accepted, 4)
    sit("tiepnhan-hp")
    browser_page.goto(reverse("pages", args=[accepted.pk]))
    return watched(browser_page)


def watched(page: Page) -> Page:
    page.evaluate("""() => ["htmx:oobErrorNoTarget", "htmx:swapError", "htmx:targetError"].forEach((name) =>
        document.addEventListener(name, (event) => { throw new Error(name + event.detail.target); }))""")
    return page


def tick(page: Page, *numbers: int) -> None:
    for number in numbers:
        box(page, number).check()


def box(page: Page, number: int) -> Locator:
    return page.get_by_role("checkbox", name=f"Trang {number}", exact=True)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def rare(page: Page) -> None:
    """Open the menu of what is seldom done."""
    page.locator(".sorter-menu > summary").click()


def ticked(page: Page) -> Locator:
    return page.locator("[data-page-key] input:checked")


def hold(page: Page, address: str, method: str) -> list[Route]:
    """The first request of this kind waits in the list until the test lets it go."""
    held: list[Route] = []

    def keep(route: Route) -> None:
        wanted = route.request.method == method and "hx-request" in route.request.headers
        held.append(route) if wanted and not held else route.fallback()

    page.route(f"**{address}", keep)
    return held


def wait_for(page: Page, held: list[Route]) -> None:
    for _ in range(100):
        if held:
            return
        page.wait_for_timeout(50)
    pytest.fail("the request never came")


def test_ticks_set_while_a_page_is_turned_outlive_the_refresh(sheet: Page, accepted: Dossier) -> None:
    # a field that its user, or a tool of the browser, drew otherwise: swapped, it broke the content security policy
    sheet.evaluate("document.getElementById('id_sheets').style.width = '9em'")
    tick(sheet, 1)
    press(sheet, "Xoay phải")
    expect(sheet.locator("#messages")).to_contain_text("Đã xoay 1 trang")
    expect(box(sheet, 1)).to_be_checked()  # it may need turning once more
    tick(sheet, 3)
    for tile in sheet.locator("[data-page-key]").all():
        tile.evaluate("(tile) => { tile.querySelector('a').dataset.old = '1' }")

    work_off()

    expect(sheet.locator("[data-page-key] [data-old]")).to_have_count(3)  # only the one that was turned came anew
    expect(sheet.locator("#work:is([hx-get], [hx-post])")).to_have_count(0)
    assert [box(sheet, number).is_checked() for number in range(1, 5)] == [True, False, True, False]
    expect(sheet.locator("[data-chosen-count]")).to_have_text("Đã chọn 2 trang")
    press(sheet, "Xóa trang")
    expect(sheet.locator("#messages")).to_contain_text("Đã xóa 2 trang.")
    assert pages_of(accepted).count() == 2


def test_what_was_typed_and_where_the_keys_were_outlive_the_refresh(sheet: Page) -> None:
    tick(sheet, 1)
    press(sheet, "Xoay phải")
    component = sheet.get_by_role("combobox", name="Thành phần")
    component.select_option(index=2)
    chosen = component.input_value()
    rare(sheet)
    sheet.get_by_label("Lý do chấp nhận cảnh báo").fill("Bản gốc mờ")
    box(sheet, 4).focus()

    work_off()
    expect(sheet.locator("#work:is([hx-get], [hx-post])")).to_have_count(0)

    expect(component).to_have_value(chosen)
    expect(sheet.get_by_label("Lý do chấp nhận cảnh báo")).to_have_value("Bản gốc mờ")
    expect(box(sheet, 4)).to_be_focused()


def test_a_reason_typed_while_a_press_is_on_its_way_stays(sheet: Page, accepted: Dossier) -> None:
    warn(pages_of(accepted)[0])
    held = hold(sheet, reverse("change_pages", args=[accepted.pk, "rotate"]), "POST")
    reason = sheet.get_by_label("Lý do chấp nhận cảnh báo")
    tick(sheet, 1)
    press(sheet, "Xoay phải")
    wait_for(sheet, held)
    rare(sheet)
    reason.fill("Bản gốc mờ")

    held[0].continue_()

    expect(sheet.locator("#messages")).to_contain_text("Đã xoay 1 trang")
    expect(reason).to_have_value("Bản gốc mờ")
    press(sheet, "Chấp nhận cảnh báo")
    expect(sheet.locator(".toast")).to_have_count(2)
    expect(reason).to_have_value("")


def test_a_press_during_a_refresh_shows_its_result_and_its_undo(sheet: Page, accepted: Dossier) -> None:
    address = reverse("sheet_changes", args=[accepted.pk])
    tick(sheet, 1)
    press(sheet, "Xoay phải")
    expect(sheet.locator("#messages")).to_contain_text("Đã xoay 1 trang")
    held = hold(sheet, address, "POST")
    work_off()
    wait_for(sheet, held)  # the refresh is on its way
    press(sheet, "Bỏ chọn")
    tick(sheet, 2)

    press(sheet, "Xóa trang")

    expect(sheet.locator("[data-page-key]")).to_have_count(3)
    undo = sheet.get_by_role("button", name="Hoàn tác", exact=True)
    expect(undo).to_have_count(2)
    tick(sheet, 3)
    undo.last.click()
    expect(sheet.locator("[data-page-key]")).to_have_count(4)
    expect(ticked(sheet)).to_have_count(1)


def test_an_offer_to_undo_outlives_the_refresh_and_the_next_change(sheet: Page) -> None:
    tick(sheet, 4)
    press(sheet, "Xóa trang")
    expect(sheet.get_by_role("button", name="Hoàn tác", exact=True)).to_be_visible()
    tick(sheet, 1)
    press(sheet, "Xoay phải")
    expect(sheet.locator("#messages")).to_contain_text("Đã xoay 1 trang")

    work_off()
    expect(sheet.locator("#work:is([hx-get], [hx-post])")).to_have_count(0)

    expect(sheet.locator(".toast")).to_have_count(2)
    sheet.get_by_role("button", name="Hoàn tác", exact=True).first.click()
    expect(sheet.locator("[data-page-key]")).to_have_count(4)


def test_a_press_during_a_press_follows_it(sheet: Page, accepted: Dossier) -> None:
    held = hold(sheet, reverse("change_pages", args=[accepted.pk, "rotate"]), "POST")
    tick(sheet, 1)
    press(sheet, "Xoay phải")
    wait_for(sheet, held)
    press(sheet, "Bỏ chọn")
    tick(sheet, 2, 3)
    press(sheet, "Xóa trang")
    press(sheet, "Bỏ chọn")
    tick(sheet, 4)
    sheet.evaluate("() => { window.stayed = true; }")

    held[0].continue_()

    expect(sheet.locator("[data-page-key]")).to_have_count(2)
    assert sheet.evaluate("() => window.stayed"), "the page was left"
    expect(sheet.locator("#messages")).to_contain_text("Đã xóa 2 trang.")
    expect(box(sheet, 2)).to_be_checked()  # ticked since
    assert sorted(row.rotation for row in pages_of(accepted)) == [0, 90]


def test_a_double_click_turns_a_page_once(sheet: Page, accepted: Dossier) -> None:
    tick(sheet, 1)

    sheet.get_by_role("button", name="Xoay phải").dblclick()

    expect(sheet.locator("#messages")).to_contain_text("Đã xoay 1 trang")
    sheet.wait_for_timeout(500)
    assert sorted(row.rotation for row in pages_of(accepted)) == [0, 0, 0, 90]


def test_pages_may_be_sorted_while_files_come_in(sheet: Page, accepted: Dossier, tmp_path: Path) -> None:
    files = [tmp_path / f"them-{number}.jpg" for number in (1, 2, 3)]
    for file in files:
        file.write_bytes(scan(file.stem))
    tick(sheet, 2, 3)
    sheet.locator("#id_files").set_input_files(files[:2])
    expect(sheet.locator("#work")).to_contain_text("them-2.jpg")
    expect(sheet.locator("[data-uploads] li")).to_have_count(0)

    held = hold(sheet, reverse("sheet_changes", args=[accepted.pk]), "POST")
    work_off()
    wait_for(sheet, held)  # what asks for the pages must not be exchanged for a newer list of files meanwhile
    sheet.locator("#id_files").set_input_files(files[2])
    expect(sheet.locator("[data-uploads] li")).to_have_count(0)
    sheet.wait_for_timeout(300)
    held[0].continue_()
    expect(sheet.locator("[data-page-key]")).to_have_count(6)
    expect(sheet.locator("#work")).to_contain_text("them-3.jpg")
    work_off()

    expect(sheet.locator("[data-page-key]")).to_have_count(7)
    expect(ticked(sheet)).to_have_count(2)
    for box_ticked in ticked(sheet).all():
        assert pages_of(accepted).get(pk=box_ticked.input_value()).upload.name == "quet.jpg"


def test_the_list_of_files_stays_while_the_pages_asked_for_are_on_their_way(sheet: Page, accepted: Dossier) -> None:
    Upload.objects.filter(folder=accepted.folder).update(state=Upload.State.SPLITTING, page_count=9)
    held = hold(sheet, reverse("sheet_changes", args=[accepted.pk]), "POST")
    sheet.reload()
    press(watched(sheet), "Hiện các trang đã tách")
    wait_for(sheet, held)
    asked = reverse("upload_state", args=[accepted.pk])
    for _ in range(2):
        sheet.wait_for_event("response", lambda answer: asked in answer.url)

    held[0].continue_()

    expect(sheet.locator("#work")).to_contain_text("4/9")
    sheet.wait_for_event("response", lambda answer: asked in answer.url)  # the list goes on asking


def test_a_refused_press_keeps_the_choice_and_the_words(sheet: Page) -> None:
    tick(sheet, 1, 2)
    rare(sheet)
    press(sheet, "Chấp nhận cảnh báo")

    expect(sheet.locator("#messages")).to_contain_text("Hãy ghi lý do")
    expect(ticked(sheet)).to_have_count(2)


def test_pages_held_by_the_mouse_stay_where_they_are(sheet: Page, accepted: Dossier) -> None:
    tick(sheet, 1)
    press(sheet, "Xoay phải")
    expect(sheet.locator("#messages")).to_contain_text("Đã xoay 1 trang")
    press(sheet, "Bỏ chọn")
    first = sheet.locator("[data-page-key]").nth(2)
    first.hover()
    sheet.mouse.down()
    sheet.mouse.move(200, 500, steps=5)
    expect(sheet.locator(".is-dragged")).to_have_count(1)
    work_off()
    sheet.wait_for_timeout(2500)
    expect(sheet.locator(".is-dragged")).to_have_count(1)

    target = sheet.locator(".target").first
    target.hover()
    sheet.mouse.up()

    expect(sheet.locator("#messages")).to_contain_text("Đã xếp 1 trang")
    assert [row.component is not None for row in pages_of(accepted)].count(True) == 1


def test_pages_that_came_by_other_hands_are_told_and_shown_under_the_choice(sheet: Page, accepted: Dossier) -> None:
    sheet.clock.install()
    sheet.reload()
    tick(watched(sheet), 2)
    add_pages(accepted, 2, name="moi.jpg")

    sheet.clock.fast_forward(16_000)

    expect(sheet.locator("#sheet-news")).to_contain_text("Có 2 trang mới")
    expect(ticked(sheet)).to_have_count(1)
    sheet.get_by_role("link", name="Tải lại để xem").click()
    expect(sheet.locator("[data-page-key]")).to_have_count(6)
    expect(ticked(sheet)).to_have_count(1)
    expect(sheet.locator("#sheet-news")).to_be_empty()
