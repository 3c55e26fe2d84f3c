"""Can a clerk do everything of the page desk in a browser, by mouse and keys, and take it all back?"""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from bhxh_archive.jobs import drain
from intake.models import Dossier, PageFinding
from intake.models import Page as ScannedPage
from intake.pipeline.checks import SKEWED
from intake.queries import pages_of
from tests.browser import assert_accessible
from tests.intake.rows import add_pages, lies_in_store, picture, warn
from tests.intake.views.conftest import Sit
from tests.room import scan

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
ORIENTATION = 0x0112
NEW_PICTURES = """() => {
  const tile = document.querySelectorAll("[data-page-key]")[1].cloneNode(true);
  const changes = document.createElement("div");
  tile.querySelector("img").setAttribute("src", "/static/img/mark.svg");
  tile.append("Đã kiểm tra");
  changes.dataset.version = document.forms.sorter.elements.version.value;
  changes.append(tile);
  bhxh.applyChanges(changes);
}"""
"""What an answer of the server does to the second tile."""


@pytest.fixture
def desk(browser_page: Page, sit: Sit, accepted: Dossier) -> Page:
    """The contact sheet of four pages in the tray, each of them askew."""
    for page in add_pages(accepted, 4):
        PageFinding.objects.create(page=page, code=SKEWED, level="warning", message="trang bị nghiêng", measure=2.0)
    sit("tiepnhan-hp")
    browser_page.goto(reverse("pages", args=[accepted.pk]))
    return browser_page


def tiles(page: Page) -> Locator:
    return page.locator("[data-page-key]")


def tick(page: Page, *numbers: int) -> None:
    page.get_by_role("button", name="Bỏ chọn").click()
    for number in numbers:
        page.get_by_role("checkbox", name=f"Trang {number}", exact=True).check()


def said(page: Page, words: str) -> None:
    expect(page.locator("#messages")).to_contain_text(words)


def takes_back(page: Page, words: str) -> None:
    """The step that Ctrl+Z would take now."""
    expect(page.locator("#step-undo")).to_contain_text(words)


def test_pages_are_sorted_mended_and_everything_is_taken_back(desk: Page, accepted: Dossier) -> None:
    assert_accessible(desk)
    row, foot = tiles(desk).first.bounding_box(), desk.locator(".foot-place").bounding_box()
    assert row and foot and row["y"] + row["height"] <= foot["y"], "a whole row of pages is in sight"
    tick(desk, 1)
    desk.keyboard.press("Control+a")
    tiles(desk).first.drag_to(desk.locator(".target").filter(has_text="12-HSB"))
    said(desk, "Đã xếp 4 trang")
    expect(desk.locator(".sheet-component").first).to_contain_text("12-HSB")
    tick(desk, 1)
    desk.keyboard.press("Alt+ArrowDown")
    takes_back(desk, "chuyển chỗ trang")
    expect(desk.get_by_role("checkbox", name="Trang 2", exact=True)).to_be_checked()
    desk.keyboard.press("Alt+ArrowUp")
    expect(desk.get_by_role("checkbox", name="Trang 1", exact=True)).to_be_checked()
    desk.keyboard.press("r")
    takes_back(desk, "xoay trang")
    desk.keyboard.press("s")
    takes_back(desk, "nắn thẳng")
    desk.get_by_role("button", name="Tách đôi", exact=True).click()
    expect(tiles(desk)).to_have_count(5)
    tick(desk, 3, 4)
    desk.get_by_role("button", name="Ghép trái – phải").click()
    expect(tiles(desk)).to_have_count(4)

    tick(desk, 1)
    desk.locator(".sorter-menu > summary").press("Enter")
    desk.get_by_role("button", name="Chấp nhận cảnh báo").click()
    said(desk, "Hãy ghi lý do")
    assert_accessible(desk)
    desk.keyboard.press("Escape")
    expect(desk.locator(".sorter-rare")).to_be_hidden()
    expect(desk.get_by_role("checkbox", name="Trang 1", exact=True)).to_be_checked()

    desk.keyboard.press("Control+z")
    takes_back(desk, "tách đôi")
    expect(tiles(desk)).to_have_count(5)
    for words in ("nắn thẳng", "xoay trang", "chuyển chỗ trang"):
        desk.keyboard.press("Control+z")
        takes_back(desk, words)
    assert {(row.rotation, str(row.shape)) for row in pages_of(accepted)} == {(0, "{}")}
    desk.keyboard.press("Control+y")
    takes_back(desk, "xoay trang")
    assert sorted(row.rotation for row in pages_of(accepted)) == [0, 0, 0, 90]


def test_keys_are_listed_and_single_ones_switched_off(desk: Page, accepted: Dossier) -> None:
    for news, sent in (("", {}), ('<input type="hidden" name="told" value="2">', {"told": "2"})):
        desk.locator("#sheet-news").evaluate("(place, news) => { place.innerHTML = news; }", news)
        assert desk.evaluate("({...htmx.values(document.querySelector('#sheet-news'), 'get')})") == sent
    desk.keyboard.press("?")
    for words in (
        "đã chọn lên",
        "đã chọn xuống",
        "Xoay phải",
        "Xoay trái",
        "Tách đôi",
        "Ghép trái – phải",
        "Hoàn tác",
        "Làm lại",
        "hàng trên",
        "hàng dưới",
    ):
        expect(desk.locator("#key-sheet")).to_contain_text(words)
    assert desk.locator("#key-sheet").evaluate("sheet => sheet.scrollTop") == 0
    assert_accessible(desk)
    desk.keyboard.press("Escape")
    desk.locator(".user-menu > summary").click()
    desk.locator("[data-keys-switch]").uncheck()
    desk.keyboard.press("Escape")
    desk.get_by_role("checkbox", name="Trang 1", exact=True).check()
    desk.keyboard.press("r")
    desk.keyboard.press("Control+a")  # keys with Ctrl go on
    expect(desk.locator("[data-chosen-count]")).to_have_text("Đã chọn 4 trang")
    assert not accepted.folder.steps.exists()
    ScannedPage.objects.filter(pk=pages_of(accepted)[0].pk).update(deleted_at=timezone.now())  # by a colleague
    desk.get_by_role("button", name="Xoay phải").first.click()
    said(desk, "trong 4 trang đã chọn, 1 trang vừa bị")
    expect(desk.locator("[data-chosen-count]")).to_have_text("Đã chọn 3 trang")


def test_a_tick_is_kept_when_the_picture_comes_under_the_mouse(desk: Page) -> None:
    second = desk.get_by_role("checkbox", name="Trang 2", exact=True)
    second.hover()
    desk.mouse.down()
    desk.evaluate(NEW_PICTURES)
    desk.mouse.up()
    expect(second).to_be_checked()
    desk.evaluate(NEW_PICTURES)
    expect(second).to_be_checked()
    expect(desk.locator("[data-chosen-count]")).to_have_text("Đã chọn 1 trang")
    assert desk.locator("[data-page-key] img").nth(1).get_attribute("src") == "/static/img/mark.svg"
    expect(tiles(desk).nth(1)).to_contain_text("Đã kiểm tra")
    desk.locator("#sorter-component").focus()
    desk.keyboard.press("Escape")
    expect(second).not_to_be_checked()
    expect(desk.locator("[data-chosen-count]")).to_have_text("Chưa chọn trang nào")


def test_a_photograph_goes_to_its_component_set_upright(desk: Page, accepted: Dossier, tmp_path: Path) -> None:
    file = tmp_path / "anh-chup.jpg"
    with Image.open(BytesIO(scan("Ảnh chụp"))) as image:
        exif = image.getexif()
        exif[ORIENTATION] = 6  # held upright, the sensor lay on its side
        image.transpose(Image.Transpose.ROTATE_90).save(file, "JPEG", exif=exif)
    desk.get_by_text("Chụp bằng máy ảnh").click()
    expect(desk.locator("#id_shots")).to_have_attribute("capture", "environment")
    assert_accessible(desk)
    label = desk.get_by_label("Xếp vào")
    label.select_option(label=label.locator("option").filter(has_text="12-HSB").inner_text())

    desk.locator("#id_shots").set_input_files(file)
    expect(desk.locator("#work")).to_contain_text("anh-chup.jpg")
    for _ in range(3):
        drain()

    expect(tiles(desk)).to_have_count(5)
    page = ScannedPage.objects.get(upload__name="anh-chup.jpg")
    assert page.rotation == 90 and page.component and page.component.type.code == "12-HSB"


def test_the_live_camera_takes_a_page_and_is_let_go(desk: Page, accepted: Dossier) -> None:
    desk.locator("#capture summary").click()
    desk.get_by_role("button", name="Mở máy ảnh").click()
    take = desk.get_by_role("button", name="Chụp trang này")
    expect(take).to_be_focused()
    assert_accessible(desk)
    take.click()
    expect(desk.locator("[data-camera-said]")).to_contain_text("Đã chụp 1 ảnh, đã nhận đủ")
    desk.keyboard.press("Escape")
    expect(desk.locator("#shots")).to_be_hidden()
    expect(desk.locator("#shots video")).to_have_js_property("srcObject", None)
    expect(desk.locator("#work")).to_contain_text("chup-")
    assert accepted.folder.uploads.filter(name__startswith="chup-").count() == 1


def test_enter_on_a_page_of_its_own_presses_the_button_beside_the_field(
    browser_page: Page, sit: Sit, accepted: Dossier
) -> None:
    (page,) = add_pages(accepted)
    warn(page)
    sit("tiepnhan-hp")
    browser_page.goto(reverse("page", args=[accepted.pk, page.pk]))
    reason = browser_page.get_by_label("Lý do chấp nhận cảnh báo")
    reason.fill("Bản gốc mờ")
    reason.press("Enter")

    expect(browser_page.locator("#messages")).to_contain_text("Đã chấp nhận 1 cảnh báo")


def test_a_picture_that_cannot_be_shown_says_why_and_comes_when_it_is_drawn_anew(desk: Page, accepted: Dossier) -> None:
    lost, gone = pages_of(accepted)[:2]
    ScannedPage.objects.filter(pk=gone.pk).update(image=picture(70), view=picture(71))
    ScannedPage.objects.filter(pk=lost.pk).update(view=picture(72))
    for shade in (70, 71, 72):
        lies_in_store(picture(shade), b"broken")

    desk.goto(reverse("page", args=[accepted.pk, gone.pk]))
    expect(desk.locator("[data-fault]")).to_contain_text("khôi phục tệp từ bản sao lưu")
    desk.goto(reverse("page", args=[accepted.pk, lost.pk]))
    expect(desk.locator("[data-fault]")).to_contain_text("đang được vẽ lại")
    drain()
    expect(desk.locator("[data-fault]")).to_be_hidden()
    expect(desk.locator("[data-image-now]")).to_be_visible()
