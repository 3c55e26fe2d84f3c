"""Can an administrator work in a real browser, and does axe find nothing serious, as it is and after a refusal?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from bhxh_archive.models import Assignment, Holiday, User
from tests.bhxh_archive.administration.test_users import GIVEN
from tests.browser import assert_accessible

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def at_the_screen(browser_page: Page, live_server: LiveServer, demo: dict[str, User]) -> Page:
    """The administrator of the Archive Center, signed in."""
    client = Client()
    client.force_login(demo["quantri"])
    value = client.cookies["sessionid"].value
    browser_page.context.add_cookies([{"name": "sessionid", "value": value, "url": live_server.url}])
    return browser_page


def open_accessible(page: Page, name: str, *args: object) -> None:
    page.goto(reverse(name, args=args))
    assert_accessible(page)


def refused(page: Page, button: str) -> None:
    """Press it: the summary has the focus, and the page stays accessible."""
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    assert_accessible(page)


def test_a_new_user_gets_a_password_and_a_function(at_the_screen: Page) -> None:
    page = at_the_screen
    open_accessible(page, "new_user")
    page.get_by_label("Tên đăng nhập").fill("Nguyễn Mới")
    refused(page, "Thêm người dùng")
    expect(page.get_by_label("Tên đăng nhập")).to_have_value("Nguyễn Mới")
    page.get_by_label("Tên đăng nhập").fill("moi-hp")
    page.get_by_label("Họ và tên").fill("Nguyễn Thị Mới")
    page.get_by_role("button", name="Thêm người dùng", exact=True).click()
    expect(page.locator("output")).to_have_text(GIVEN)
    assert_accessible(page)

    page.get_by_role("link", name="Giao chức năng").click()
    refused(page, "Giao chức năng")
    page.locator("[name=office]").select_option(label="Bảo hiểm xã hội thành phố Hải Phòng (hai-phong)")
    page.locator("[name=role]").select_option(label="Văn thư")
    page.get_by_role("button", name="Giao chức năng", exact=True).click()
    expect(page.get_by_role("cell", name="Văn thư", exact=True)).to_be_visible()
    assert Assignment.objects.in_force().filter(user__username="moi-hp", role="clerk").exists()


def test_a_function_is_ended(at_the_screen: Page, demo: dict[str, User]) -> None:
    page = at_the_screen
    open_accessible(page, "user", demo["vanthu-hp"].pk)
    page.get_by_role("link", name="Kết thúc Văn thư").click()
    expect(page.get_by_label("Ngày cuối giữ chức năng")).to_be_visible()
    assert_accessible(page)
    page.get_by_label("Ngày cuối giữ chức năng").fill("01/01/2020")
    refused(page, "Kết thúc chức năng")
    assert Assignment.objects.get(user=demo["vanthu-hp"]).valid_to is None


def test_a_holiday_is_refused_and_added(at_the_screen: Page) -> None:
    page = at_the_screen
    open_accessible(page, "holidays")
    page.locator("[name=day]").fill("07/03/2028")
    page.locator("[name=kind]").select_option(label="Làm bù")
    page.locator("[name=name]").fill("Làm bù")
    refused(page, "Thêm ngày")
    page.locator("[name=day]").fill("11/03/2028")
    page.get_by_role("button", name="Thêm ngày", exact=True).click()
    expect(page.get_by_role("link", name="11/03/2028")).to_be_visible()
    assert Holiday.objects.get(day="2028-03-11").kind == Holiday.Kind.MAKE_UP


def test_a_parameter_gets_its_next_value(at_the_screen: Page) -> None:
    page = at_the_screen
    open_accessible(page, "parameter", "receipt_cutoff")
    page.locator("[name=value]").fill("5 giờ chiều")
    page.get_by_label("Áp dụng từ ngày").fill("01/03/2030")
    refused(page, "Thêm giá trị")
    page.locator("[name=value]").fill("16:30")
    page.get_by_role("button", name="Thêm giá trị", exact=True).click()
    expect(page.get_by_role("cell", name="16:30")).to_be_visible()


@pytest.mark.parametrize("name", ["users", "parameters", "offices", "admin_changes"])
def test_the_lists_are_accessible(name: str, at_the_screen: Page) -> None:
    open_accessible(at_the_screen, name)
