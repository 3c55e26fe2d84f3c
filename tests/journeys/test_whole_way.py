"""Does a stranger's first dossier go from paper to the archive, desk by desk, in one browser on the running product?"""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Browser, Page, expect

from intake.loading.demo import PASSWORD
from tests.journeys import desks
from tests.product import ROOT, Product, environment, running

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCANS = [ROOT / "fixtures" / "scans" / f"quyet-dinh-nghi-viec-{number}.jpg" for number in (1, 2)]


@pytest.fixture(scope="module")
def product() -> Iterator[Product]:
    with running() as found:
        yield found


@pytest.fixture
def seat(browser: Browser, product: Product) -> desks.Seat:
    @contextmanager
    def taken(username: str) -> Iterator[Page]:
        context = browser.new_context(
            base_url=product.address, locale="vi-VN", timezone_id="Asia/Ho_Chi_Minh", reduced_motion="reduce",
            viewport={"width": 1366, "height": 768}, accept_downloads=True,
        )  # fmt: skip
        page = context.new_page()
        page.set_default_timeout(30_000)
        page.goto("/")
        page.get_by_label("Tên đăng nhập").fill(username)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.keyboard.press("Enter")
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Đăng nhập")
        yield page
        context.close()

    return taken


def test_from_paper_to_a_package_that_verifies(seat: desks.Seat, product: Product, tmp_path: Path) -> None:
    with seat("tiepnhan-hp") as page:
        number = desks.receive(page)
        port = product.address.rpartition(":")[2]
        assert f"{port}/tra-cuu/" in receipt(page), "it leads the applicant to the public page"
        desks.scan(page, SCANS)
    with seat("chuyenvien-hp") as page:
        amount = desks.draft(page)
    with seat("truongphong-hp") as page:
        desks.endorse(page, number)
    with seat("giamdoc-hp") as page:
        desks.sign(page)
    with seat("vanthu-hp") as page:
        desks.issue(page, number)
    with seat("tiepnhan-hp") as page:
        desks.return_result(page, number)
        desks.send_to_archive(page, number)
    with seat("luutru") as page:
        desks.archive(page, number)
        desks.find(page, "pham thi huong")
        for word in ("PHẠM THỊ HƯỜNG", "01/QĐ-BHXH", "70 năm"):
            expect(page.get_by_text(word).first).to_be_visible()
        with page.expect_download() as download:
            page.get_by_role("link", name="Tải gói").first.click()
        package = tmp_path / "goi.zip"
        download.value.save_as(package)
    assert amount.startswith("3.8")
    assert_sound(package, product)


def receipt(page: Page) -> str:
    """What stands on the receipt that the button prints."""
    form = page.locator("form").filter(has=page.get_by_role("button", name="In giấy tiếp nhận"))
    typed: dict[str, str] = form.evaluate("form => Object.fromEntries(new FormData(form))")
    action = form.get_attribute("action")
    assert action
    printed = page.request.post(action, form=dict(typed), headers={"Referer": page.url})
    with pdfium.PdfDocument(printed.body()) as document:
        return "".join(page.get_textpage().get_text_bounded() for page in document).replace("\r\n", "")


def assert_sound(package: Path, product: Product) -> None:
    """The package judged by its bytes alone, on the trust anchors of that installation."""
    with zipfile.ZipFile(package) as opened:
        assert opened.testzip() is None
    line = [sys.executable, "manage.py", "verify_package", str(package)]
    own = environment(product.var) | {"DJANGO_SETTINGS_MODULE": "bhxh_archive.settings.dev"}
    judged = subprocess.run(line, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True)
    assert judged.returncode == 0, judged.stdout + judged.stderr
