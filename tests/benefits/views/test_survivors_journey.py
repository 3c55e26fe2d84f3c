"""Can a dossier about a death be worked in a real browser, from its review to the issue of the decision?"""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from tests.benefits.conftest import SurvivorsRoad
from tests.browser import assert_accessible
from tests.codes import confirm_with_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def bereaved(signed_demo: dict[str, User], run_jobs: Callable[..., object]) -> SurvivorsRoad:
    """The road of survivors with people who can sign."""
    return SurvivorsRoad(signed_demo, run_jobs)


def sit(page: Page, live_server: LiveServer, user: User) -> None:
    """That person takes the seat at the screen."""
    client = Client()
    client.force_login(user)
    page.context.clear_cookies()
    value = client.cookies["sessionid"].value
    page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])


def row(number: int, name: str) -> str:
    return f"[data-period]:nth-child({number}) [name=p_{name}]"


def test_from_the_review_to_the_issue(browser_page: Page, live_server: LiveServer, bereaved: SurvivorsRoad) -> None:
    page, dossier = browser_page, bereaved.to("forward")
    sit(page, live_server, bereaved.user("chuyenvien"))
    page.goto(reverse("queue", args=["cho-xu-ly"]))
    page.get_by_role("button", name="Nhận xử lý").click()
    page.get_by_label("Người được nhận kết quả").select_option(label="Trần Thị Gấm (vợ)")
    page.get_by_role("button", name="Bắt đầu soạn").click()
    fill_in(page)
    assert_accessible(page)
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Trình lãnh đạo phòng").click()
    expect(page.get_by_text("Chờ lãnh đạo phòng").first).to_be_visible()

    sit(page, live_server, bereaved.user("truongphong"))
    page.goto(reverse("endorse", args=[dossier.pk]))
    expect(page.locator(".figure").first).to_have_text("3.036.000 đồng/tháng, 25.300.000 đồng một lần")
    page.get_by_role("button", name="Đồng ý, trình lãnh đạo ký").click()

    sit(page, live_server, bereaved.user("giamdoc"))
    page.goto(reverse("next_dossier", args=["cho-ky"]))
    page.get_by_role("button", name="Xem và ký").click()
    confirm_with_code(page)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Đã ký số hồ sơ")).to_be_visible()

    sit(page, live_server, bereaved.user("vanthu"))
    page.goto(reverse("issue", args=[dossier.pk]))
    confirm_with_code(page)
    page.get_by_role("button", name="Ký số cơ quan, phát hành").click()
    expect(page.get_by_text("Đã phát hành").first).to_be_visible()
    assert bereaved.fresh().state == State.ISSUED
    page.goto(reverse("payment_list"))
    expect(page.get_by_text("Cộng: 3.036.000 đồng/tháng, 25.300.000 đồng trả một lần")).to_be_visible()
    expect(page.get_by_role("row").filter(has_text="Bùi Minh Khôi (bà Trần Thị Gấm nhận)")).to_contain_text("1.265.000")


def fill_in(page: Page) -> None:
    """What is missing is told first; a carer who is missing raises the widow's share to 70 %."""
    expect(page.locator("#working")).to_contain_text("Chưa ghi ngày chết")
    page.get_by_label("Ngày chết").fill("05082026")
    page.locator(row(1, "start")).fill("012005")
    page.locator(row(1, "end")).fill("072026")
    page.locator(row(1, "salary")).fill("4000000")
    page.keyboard.press("Tab")
    expect(page.locator("#working .figure")).to_have_text("2.530.000 đồng/tháng, 25.300.000 đồng một lần")
    page.get_by_label("Trần Thị Gấm không có người trực tiếp nuôi dưỡng").check()
    expect(page.locator("#working .figure")).to_have_text("3.036.000 đồng/tháng, 25.300.000 đồng một lần")
    page.get_by_text("Tiền mặt", exact=True).click()
    expect(page.locator("#working")).not_to_contain_text("Nhận bằng chuyển khoản")
    expect(page.locator("[data-save-note]")).to_contain_text("Đã lưu nháp")
    page.get_by_role("link", name="Bản dự thảo").click()
    expect(page.locator("#draft-pane img").first).to_be_visible()
