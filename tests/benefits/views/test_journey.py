"""Can a dossier be worked from the pool to its issue in a real browser, each page fit for everybody?"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from benefits.models import ContributionPeriod, Draft
from bhxh_archive.lifecycle import State
from tests.benefits.actions.test_settling_history import EXPORT
from tests.benefits.conftest import ShortRoad
from tests.browser import assert_accessible
from tests.codes import confirm_with_code
from tests.hardening.house import until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Sit = Callable[[str], None]


@pytest.fixture
def sit(browser_page: Page, live_server: LiveServer, short_road: ShortRoad) -> Sit:
    """`sit("giamdoc-hp")`: that person takes the seat at the screen."""

    def down(username: str) -> None:
        client = Client()
        client.force_login(short_road.people[username])
        browser_page.context.clear_cookies()
        value = client.cookies["sessionid"].value
        browser_page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])

    return down


def row(page: Page, number: int, name: str) -> str:
    return f"[data-period]:nth-child({number}) [name=p_{name}]"


def start_draft(page: Page, sit: Sit) -> None:
    sit("chuyenvien-hp")
    page.goto(reverse("queue", args=["cho-xu-ly"]))
    page.get_by_role("button", name="Nhận xử lý").click()
    expect(page.get_by_role("button", name="Bắt đầu soạn")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Bắt đầu soạn").click()
    expect(page.locator("[data-periods]")).to_be_visible()
    page.wait_for_load_state()  # the scripts listen


def test_from_the_pool_to_the_issue(browser_page: Page, sit: Sit, short_road: ShortRoad) -> None:
    page = browser_page
    dossier = short_road.to("forward")
    start_draft(page, sit)

    page.get_by_label("Tháng bắt đầu hưởng").fill("06/2026")
    page.locator(row(page, 1, "start")).fill("012005")
    page.locator(row(page, 1, "end")).fill("052026")
    page.locator(row(page, 1, "salary")).fill("4000000")
    page.keyboard.press("Tab")
    expect(page.locator(row(page, 1, "start"))).to_have_value("01/2005")
    expect(page.locator("#working .figure")).to_contain_text("đồng/tháng")
    page.get_by_text("Tiền mặt", exact=True).click()
    expect(page.locator("#working")).not_to_contain_text("Nhận bằng chuyển khoản")
    expect(page.locator("[data-save-note]")).to_contain_text("Đã lưu nháp")
    assert_accessible(page)
    page.get_by_role("link", name="Bản dự thảo").click()
    expect(page.locator("#draft-pane img").first).to_be_visible()
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Trình lãnh đạo phòng").click()
    expect(page.get_by_text("Chờ lãnh đạo phòng").first).to_be_visible()

    sit("truongphong-hp")
    page.goto(reverse("endorse", args=[dossier.pk]))
    assert_accessible(page)
    page.get_by_role("button", name="Đồng ý, trình lãnh đạo ký").click()
    expect(page.get_by_text("Đã đồng ý")).to_be_visible()

    sit("giamdoc-hp")
    page.goto(reverse("next_dossier", args=["cho-ky"]))
    page.get_by_role("button", name="Xem và ký").click()
    confirm_with_code(page, "sai")
    page.get_by_role("button", name="Ký số", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Mật khẩu không đúng")
    assert_accessible(page)
    confirm_with_code(page)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Đã ký số hồ sơ")).to_be_visible()
    expect(page.get_by_role("link", name="Hồ sơ tiếp theo")).to_be_visible()

    sit("vanthu-hp")
    page.goto(reverse("issue", args=[dossier.pk]))
    assert_accessible(page)
    confirm_with_code(page)
    page.get_by_role("button", name="Ký số cơ quan, phát hành").click()
    expect(page.get_by_text("Đã phát hành").first).to_be_visible()
    page.get_by_role("button", name="Kiểm tra chữ ký").first.click()
    expect(page.get_by_role("heading", name="Kết quả kiểm tra chữ ký số")).to_be_visible()
    assert_accessible(page)
    assert short_road.fresh().state == State.ISSUED


def test_rows_are_pasted_marked_and_taken_out(browser_page: Page, sit: Sit, short_road: ShortRoad) -> None:
    page = browser_page
    short_road.to("forward")
    start_draft(page, sit)
    page.locator(row(page, 1, "start")).focus()
    lines = "\\n".join(f"01/{year}\\t12/{year}\\tDN\\t2000000" for year in (2005, 2006, 2006, 2008, 2009))
    page.evaluate(f"""() => {{
        const clipboardData = new DataTransfer();
        clipboardData.setData("text/plain", "{lines}");
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {{ clipboardData, bubbles: true }}));
    }}""")
    expect(page.locator(row(page, 5, "end"))).to_have_value("12/2009")
    expect(page.locator("[data-period]:nth-child(3) [data-notes]")).to_contain_text("trùng nhau 12 tháng")
    page.get_by_role("button", name="Dòng 3: Bỏ").click()
    expect(page.locator("[data-period]:nth-child(3) [data-notes]")).to_contain_text("Gián đoạn 12 tháng")
    expect(page.locator("[data-period]:nth-child(4) [data-row-number]")).to_have_text("4")
    assert_accessible(page)
    page.locator(row(page, 4, "note")).press("Enter")
    expect(page.locator(row(page, 5, "note"))).to_be_focused()
    expect(page.locator("[data-save-note]")).to_contain_text("Đã lưu nháp")  # it said so of the five rows, too
    until(lambda: ContributionPeriod.objects.count() == 4, "the row is gone from what is kept")
    page.reload()
    expect(page.locator(row(page, 4, "end"))).to_have_value("12/2009")


def test_two_windows_on_one_draft(browser_page: Page, sit: Sit, short_road: ShortRoad) -> None:
    page = browser_page
    dossier = short_road.to("draft")
    draft = dossier.drafts.get()
    sit("chuyenvien-hp")
    page.goto(reverse("draft", args=[dossier.pk, draft.pk]))
    other = page.context.new_page()
    other.goto(reverse("draft", args=[dossier.pk, draft.pk]))
    other.wait_for_load_state()  # the scripts listen
    saved_while_the_draft_is_kept(other)

    page.get_by_label("Cơ quan, đơn vị").fill("Công ty A")
    expect(page.locator("[data-toast]")).to_contain_text("Bạn vừa lưu dự thảo này ở một cửa sổ khác")
    expect(page.get_by_label("Cơ quan, đơn vị")).to_have_value("Công ty A")
    draft.refresh_from_db()
    assert draft.entries["employer"] == "Công ty B"


def saved_while_the_draft_is_kept(page: Page) -> None:
    """What is pressed while the draft is on its way waits for its version, instead of meeting its own change."""
    page.evaluate("""() => {
        const asked = window.fetch;
        const late = (answer) => new Promise((done) => { setTimeout(done, 1500, answer); });
        window.fetch = (...given) => asked(...given).then(late);
    }""")
    page.get_by_label("Cơ quan, đơn vị").fill("Công ty B")
    expect(page.locator("[data-save-note]")).to_contain_text("Đang lưu nháp")
    until(lambda: Draft.objects.get().entries.get("employer") == "Công ty B", "the server has kept it")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Đã lưu dự thảo.")).to_be_visible()
    expect(page.get_by_label("Cơ quan, đơn vị")).to_be_focused()


def test_a_history_is_held_against_the_data_and_settled(browser_page: Page, sit: Sit, short_road: ShortRoad) -> None:
    page = browser_page
    short_road.to("draft")
    sit("chuyenvien-hp")
    draft = short_road.dossier.drafts.get()
    page.goto(reverse("periods_import", args=[draft.dossier_id, draft.pk]))
    page.get_by_label("Dán các dòng từ bảng tính").fill(EXPORT)
    page.get_by_role("button", name="Đọc thử").click()
    expect(page.get_by_role("button", name="Giữ bảng đang có, đối chiếu 2 chỗ khác")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Giữ bảng đang có, đối chiếu 2 chỗ khác").click()
    page.get_by_label("Theo bên nào cho 05/2026").select_option("here")
    page.wait_for_load_state()  # the scripts listen
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("05/2026: hãy ghi lý do")
    assert_accessible(page)
    page.get_by_label("Lý do cho 05/2026").fill("Đã đóng, dữ liệu chưa cập nhật")
    page.get_by_role("group", name="Cho mọi chỗ chưa chọn ở trên").get_by_label("Theo bên nào").select_option("there")
    page.get_by_role("group", name="Cho mọi chỗ chưa chọn ở trên").get_by_label("Lý do").fill("Bảng lương 7/2012")
    page.keyboard.press("Control+Enter")
    expect(page.locator("main")).to_contain_text("Mọi chỗ khác đã được giải quyết")
    assert_accessible(page)
