"""Does archive staff get from the queue to what was found and downloaded, in a browser, each page fit for everybody?"""

from __future__ import annotations

import shutil
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import bagit
import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from archive.models import ArchiveRecord
from bhxh_archive.jobs import drain
from bhxh_archive.lifecycle import State
from tests import databases
from tests.archive.room import ArchiveRoad, flip_a_byte
from tests.archive.stages import Stage, road_in, stage
from tests.browser import assert_accessible
from tests.hardening.house import run_here
from tools.trust import KnownTrust

pytestmark = pytest.mark.browser


@pytest.fixture
def sent(django_db_setup: None, django_db_blocker: DjangoDbBlocker, demo_trust: KnownTrust) -> Iterator[Stage]:
    """The stage of the run, with a database of this test alone: what a browser does is not rolled back."""
    with django_db_blocker.unblock():
        found = stage("scans_sent", demo_trust)
        with databases.fresh("journey", like=found.database) as name, databases.talking_to(name):
            yield found


@pytest.fixture
def transferred(sent: Stage, transactional_db: None, trusted: KnownTrust, stores: Path) -> ArchiveRoad:
    """A pension dossier that Hải Phòng has just sent; the archive has not looked at it yet."""
    shutil.copytree(sent.folder / "store", stores, dirs_exist_ok=True)
    return road_in(sent.folder, run_here)


@pytest.fixture
def page(transferred: ArchiveRoad, browser_page: Page, live_server: LiveServer) -> Page:
    """A window in which archive staff is signed in."""
    client = Client()
    client.force_login(transferred.road.user("luutru"), backend="django.contrib.auth.backends.ModelBackend")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    browser_page.context.add_cookies([cookie])  # type: ignore[list-item]
    return browser_page


def work() -> None:
    """What the workers do meanwhile; jobs queue further jobs."""
    for _ in range(3):
        drain()


def take_in(page: Page, road: ArchiveRoad) -> None:
    """From the desk to the permanent store, with a look at what a return would ask for."""
    page.goto(reverse("home"))
    page.locator(".count-card").filter(has_text="Chờ tiếp nhận lưu trữ").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Chờ tiếp nhận lưu trữ")
    assert_accessible(page)
    page.get_by_role("link", name=str(road.dossier)).click()
    page.get_by_role("link", name="Đồng ý tiếp nhận lưu trữ").click()
    expect(page.get_by_text("Đang kiểm tra mã băm và chữ ký")).to_be_visible()
    expect(page.get_by_role("button", name="Đồng ý tiếp nhận lưu trữ")).to_be_disabled()
    assert_accessible(page)
    work()
    expect(page.get_by_text("tệp khớp mã băm, chữ ký số và cấu trúc gói hợp lệ")).to_be_visible()

    page.get_by_role("link", name="Lưu trữ trả lại").click()
    page.wait_for_url("**/tra-lai-luu-tru/")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("việc gì chưa đúng")
    assert_accessible(page)
    page.get_by_role("link", name="Quay lại, không thay đổi gì").click()

    page.get_by_role("link", name="Đồng ý tiếp nhận lưu trữ").click()
    page.wait_for_url("**/tiep-nhan-luu-tru/")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text("Đang chép vào kho lâu dài")).to_be_visible()
    work()
    expect(page.get_by_text("Hồ sơ đã nằm trong kho lâu dài.")).to_be_visible()
    assert_accessible(page)
    assert road.dossier.state == State.ARCHIVED


def look_for(page: Page, text: str) -> None:
    """Type into the top bar, press Enter."""
    page.get_by_label("Tìm hồ sơ: mã vạch").fill(text)
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/*-*/")


def open_found(page: Page, record: ArchiveRecord) -> None:
    """Nothing, by name, by the words of a scan; then the record."""
    look_for(page, "khong co ai ten nay")
    expect(page.get_by_text("Không tìm thấy hồ sơ lưu trữ nào khớp")).to_be_visible()
    assert_accessible(page)
    page.get_by_text("Lọc trong hồ sơ đã lưu trữ").click()
    page.get_by_label("Năm sinh").fill("1800")
    page.get_by_role("main").get_by_role("button", name="Tìm", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("từ 1880 đến năm nay")
    assert_accessible(page)

    look_for(page, "trang 2 quyet dinh dong 7")
    expect(page.locator("mark")).to_have_text("Trang 2 quyết định dòng 7")
    assert_accessible(page)
    look_for(page, "pham thi huong")
    assert "huong" not in page.url
    page.get_by_role("link", name=record.file_code).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(record.file_code)
    assert_accessible(page)


def saved(page: Page, name: str, folder: Path) -> Path:
    """The file that a link gives."""
    with page.expect_download() as getting:
        page.get_by_role("link", name=name).first.click()
    path = folder / getting.value.suggested_filename
    getting.value.save_as(path)
    return path


def test_from_the_queue_to_what_was_found_and_downloaded(page: Page, transferred: ArchiveRoad, tmp_path: Path) -> None:
    take_in(page, transferred)
    record = transferred.record
    open_found(page, record)

    document = record.documents.get(ordinal=1)
    page.get_by_role("link", name=document.subject).first.click()
    expect(page.locator(".split img").first).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("j")
    expect(page.get_by_text("Trang 2/2")).to_be_visible()
    file = saved(page, "Tải PDF", tmp_path)
    assert (file.name, sha256(file.read_bytes()).hexdigest()) == (f"{document.code}.pdf", document.digest)

    page.goto(reverse("record", args=[record.pk]))
    with zipfile.ZipFile(saved(page, "Tải gói (ZIP)", tmp_path)) as opened:
        opened.extractall(tmp_path)
    bagit.Bag(str(tmp_path / transferred.package.bag_name)).validate()


def test_a_damaged_record_says_so_on_request(page: Page, transferred: ArchiveRoad, stores: Path) -> None:
    transferred.road.run_jobs(lambda: None)
    record = transferred.accept()
    damaged = flip_a_byte(stores / "permanent", "rep1/data")
    page.goto(reverse("record", args=[record.pk]))
    page.get_by_role("button", name="Kiểm tra lại ngay").click()
    expect(page.get_by_text("Đang đọc lại từng tệp trong kho lâu dài")).to_be_visible()
    assert_accessible(page)
    work()

    expect(page.get_by_text("Gói trong kho lâu dài đã hư hại")).to_be_visible()
    expect(page.get_by_text(f"{damaged.name}: Nội dung tệp đã thay đổi")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("link", name="Tải PDF").first.click()
    expect(page.get_by_text("không còn khớp mã băm")).to_be_visible()
    assert_accessible(page)
