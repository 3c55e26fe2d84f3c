"""Can an employer's list be settled from its lines to its issue in a real browser, each page fit for everybody?"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from benefits.issued.payments import issued_decisions, lines_of
from bhxh_archive import storage
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.models import Dossier, ResultVersion
from tests.benefits.lists.conftest import ListRoad
from tests.bhxh_archive.documents.test_render import text_of
from tests.browser import assert_accessible
from tests.codes import confirm_with_code

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
Sit = Callable[[str], None]


@pytest.fixture
def signed_list(signed_demo: dict[str, User], run_jobs: Callable[..., object]) -> ListRoad:
    """The road of a list with signatures."""
    return ListRoad(signed_demo, run_jobs)


@pytest.fixture
def sit(browser_page: Page, live_server: LiveServer, signed_list: ListRoad) -> Sit:
    """`sit("giamdoc-hp")`: that person takes the seat at the screen."""

    def down(username: str) -> None:
        client = Client()
        client.force_login(signed_list.people[username])
        browser_page.context.clear_cookies()
        value = client.cookies["sessionid"].value
        browser_page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])

    return down


def type_figures(page: Page) -> None:
    """The sick worker with a wrong figure first, the father by the keyboard, the convalescent by a choice."""
    page.get_by_role("link", name="Nguyễn Thị Lan").click()
    page.get_by_label("Tiền lương tháng trước khi nghỉ").fill("12 triệu")
    page.get_by_label("Số tháng đã đóng BHXH").fill("24")
    page.get_by_role("button", name="Lưu và tính").last.click()
    expect(page.get_by_role("alert")).to_contain_text("không hợp lệ")
    expect(page.get_by_label("Số tháng đã đóng BHXH")).to_have_value("24")
    assert_accessible(page)
    page.get_by_label("Tiền lương tháng trước khi nghỉ").fill("12.000.000")
    page.keyboard.press("Control+s")
    expect(page.locator(".working .figure")).to_have_text("1.875.000 đồng")
    page.get_by_role("link", name="Dòng sau").click()
    page.get_by_label("Bình quân tiền lương").fill("18000000")
    page.get_by_label("Ngày sinh con").fill("28/09/2026")
    page.keyboard.press("Control+s")
    expect(page.locator(".working .figure")).to_have_text("1.500.000 đồng")
    assert_accessible(page)
    page.get_by_role("link", name="Dòng sau").click()
    page.get_by_text("Sau ốm đau, phẫu thuật").click()
    page.get_by_role("button", name="Lưu và giải quyết").click()
    expect(page.get_by_text("Đã giải quyết dòng 3: 2.277.000 đồng.")).to_be_visible()


def decide(page: Page, dossier: Dossier) -> None:
    """Compute all, settle the clean ones together, refuse the father."""
    page.goto(reverse("settle_list", args=[dossier.pk]))
    page.get_by_role("button", name="Tính mọi dòng").click()
    expect(page.get_by_text("Đã tính: ")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Chọn dòng 2").check()
    page.get_by_role("button", name="Không giải quyết", exact=True).click()
    page.get_by_label("Lý do không giải quyết").fill("Nghỉ ngoài thời hạn 60 ngày")
    assert_accessible(page)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Đã ghi 1 dòng là không giải quyết.")).to_be_visible()
    page.get_by_role("button", name="Giải quyết 1 dòng đạt").click()
    expect(page.get_by_text("Giải quyết 2 dòng, 4.152.000 đồng")).to_be_visible()


def test_from_the_lines_to_the_issued_list(browser_page: Page, sit: Sit, signed_list: ListRoad) -> None:
    page = browser_page
    dossier = signed_list.to("forward")
    sit("chuyenvien-hp")
    page.goto(reverse("review", args=[dossier.pk]))
    page.get_by_role("button", name="Nhận xử lý").click()
    page.get_by_role("link", name="Danh sách đề nghị của đơn vị").click()
    expect(page.get_by_role("link", name="Nguyễn Thị Lan")).to_be_visible()
    assert_accessible(page)
    type_figures(page)
    decide(page, dossier)
    page.keyboard.press("Alt+Enter")
    expect(page.locator(".split-right .figure")).to_contain_text("4.152.000 đồng")
    assert_accessible(page)
    page.get_by_role("button", name="Trình lãnh đạo phòng").click()
    expect(page.get_by_text("Chờ lãnh đạo phòng").first).to_be_visible()

    sit("truongphong-hp")
    page.goto(reverse("endorse", args=[dossier.pk]))
    expect(page.locator(".split-right")).to_contain_text("1 dòng không giải quyết, có lý do.")
    page.get_by_role("button", name="Đồng ý, trình lãnh đạo ký").click()
    expect(page.get_by_text("Đã đồng ý")).to_be_visible()

    sit("giamdoc-hp")
    page.goto(reverse("sign", args=[dossier.pk]))
    page.get_by_role("button", name="Xem và ký").click()
    confirm_with_code(page)
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Đã ký số hồ sơ")).to_be_visible()

    sit("vanthu-hp")
    page.goto(reverse("issue", args=[dossier.pk]))
    confirm_with_code(page)
    page.get_by_role("button", name="Ký số cơ quan, phát hành").click()
    expect(page.get_by_text("Đã phát hành").first).to_be_visible()
    assert_issued(dossier)
    page.goto(reverse("payment_list"))
    expect(page.get_by_role("table")).to_contain_text("Nguyễn Thị Lan")
    expect(page.get_by_text("4.152.000 đồng trả một lần")).to_be_visible()


def assert_issued(dossier: Dossier) -> None:
    """The issued file says what was decided, and its total is what its lines pay."""
    assert Dossier.objects.get(pk=dossier.pk).state == State.ISSUED
    issued = ResultVersion.objects.get(result__dossier=dossier, stage=ResultVersion.Stage.ISSUED)
    printed = " ".join(text_of(storage.read_file(issued.file)).split())
    assert "DANH SÁCH GIẢI QUYẾT" in printed and "Số: 01/DS-BHXH" in printed and "DỰ THẢO" not in printed
    assert "4.152.000 đồng (bằng chữ: bốn triệu một trăm năm mươi hai nghìn đồng)" in printed
    assert "Trần Văn Nam" in printed and "Nghỉ ngoài thời hạn 60 ngày." in printed
    day = localdate(issued.at)
    [document] = issued_decisions(User.objects.get(username="vanthu-hp"), day, day).filter(draft__dossier=dossier)
    assert [(line.person, line.once) for line in lines_of([document])] == [
        ("Nguyễn Thị Lan", 1_875_000), ("H'Hen Niê", 2_277_000),
    ]  # fmt: skip
