"""How long does a clerk wait for a contact sheet of 500 pages, and for one page of it that is turned?"""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.findable import new_dossier
from benchmarks.report import Row
from benchmarks.stage import paper
from benchmarks.stage.product import running

if TYPE_CHECKING:
    from playwright.sync_api import Page, Request

    from intake.models import Dossier

PAGES, ROUNDS, SHEETS = 500, 3, 12
PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
PATIENCE_MS = 120_000
PICTURE_CHANGED = "([at, old]) => document.querySelectorAll('[data-page-key] img')[at].getAttribute('src') !== old"


class Traffic:
    """What a window asked for since it was last reset."""

    def __init__(self, page: Page) -> None:
        self.requests = self.bytes = 0
        page.on("requestfinished", self._add)

    def reset(self) -> None:
        self.requests = self.bytes = 0

    def _add(self, request: Request) -> None:
        sizes = request.sizes()
        self.requests += 1
        self.bytes += sum(sizes[key] for key in ("requestBodySize", "requestHeadersSize", "responseBodySize",
                                                 "responseHeadersSize"))  # fmt: skip


def measure(*, tiny: bool = False) -> list[Row]:
    """Return requests, KiB and seconds in Chromium: to open the sheet until a tick is counted, and from the press that
    turns one page to the answer and to its new picture; the same by the whole page, as without scripts."""
    pages, rounds = (12, 1) if tiny else (PAGES, ROUNDS)
    with running() as product:
        product.settle_in()
        dossier = _sheet(pages)
        with _window(product.address) as page:
            traffic = Traffic(page)
            opened = [_open(page, traffic, dossier.pk) for _ in range(rounds)]
            turned = [_turn(page, traffic, number) for number in range(rounds)]
            whole = [_whole(page, traffic) for _ in range(rounds)]
    note = f"{pages} pages, median of {rounds}"
    return [*_rows("opened until a tick counts", opened, note), *_rows("one page turned, answer", turned, note),
            *_rows("the whole page instead", whole, note)]  # fmt: skip


def _rows(case: str, found: list[dict[str, float]], note: str) -> list[Row]:
    middle = {unit: round(median(row[unit] for row in found), 2) for unit in found[0]}
    return [{"case": case, "value": value, "unit": unit, "note": note} for unit, value in middle.items()]


@contextmanager
def _window(address: str) -> Iterator[Page]:
    """Debian's Chromium at the size of an office screen, a clerk of Hải Phòng signed in."""
    from playwright.sync_api import sync_playwright

    from intake.loading.demo import PASSWORD

    path = next(filter(None, map(shutil.which, PROGRAMS)))
    with sync_playwright() as driver, driver.chromium.launch(executable_path=path, args=["--no-sandbox"]) as browser:
        page = browser.new_context(base_url=address, viewport={"width": 1366, "height": 768}, locale="vi-VN").new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto("/dang-nhap/")
        page.fill("[name=username]", "tiepnhan-hp")
        page.fill("[name=password]", PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "dang-nhap" not in url)
        yield page


def _open(page: Page, traffic: Traffic, dossier: int) -> dict[str, float]:
    """Until the clerk's first tick is counted by the page."""
    page.goto("about:blank")
    traffic.reset()
    started = time.perf_counter()
    page.goto(f"/ho-so/{dossier}/trang/", wait_until="commit")
    page.locator("[data-page-key] input[type=checkbox]").first.check()
    page.get_by_text("Đã chọn 1 trang").wait_for()
    seconds = time.perf_counter() - started
    page.wait_for_load_state("networkidle")
    return {"s": seconds, "requests": traffic.requests, "KiB": traffic.bytes / 1024}


def _turn(page: Page, traffic: Traffic, number: int) -> dict[str, float]:
    """Until the answer is on the sheet, and until the new picture is; the traffic is that of both."""
    page.get_by_role("button", name="Bỏ chọn").click()
    tile = page.locator("[data-page-key]").nth(number)
    tile.locator("input[type=checkbox]").check()
    before = tile.locator("img").get_attribute("src")
    traffic.reset()
    started = time.perf_counter()
    page.get_by_role("button", name="Xoay phải").click()
    page.locator("#sorter:not([aria-busy])").wait_for()
    answered = time.perf_counter() - started
    page.wait_for_function(PICTURE_CHANGED, arg=[number, before])
    drawn = time.perf_counter() - started
    page.wait_for_load_state("networkidle")
    return {"s": answered, "s until its picture": drawn, "requests": traffic.requests, "KiB": traffic.bytes / 1024}


def _whole(page: Page, traffic: Traffic) -> dict[str, float]:
    """What every press cost before, and costs without scripts: the page anew."""
    traffic.reset()
    started = time.perf_counter()
    page.reload(wait_until="domcontentloaded")
    seconds = time.perf_counter() - started
    page.wait_for_load_state("networkidle")
    return {"s": seconds, "requests": traffic.requests, "KiB": traffic.bytes / 1024}


def _sheet(pages: int) -> Dossier:
    """A dossier with so many pages of twelve pictures, as they stand after the pipeline."""
    from bhxh_archive import storage
    from intake.models import Page as ScannedPage
    from intake.models import Upload
    from intake.pipeline.derivatives import derive

    dossier = new_dossier()
    home = dossier.components.get(type__code="12-HSB")
    files = []
    with TemporaryDirectory() as folder:
        for number, jpeg in enumerate(paper.jpegs(SHEETS)):
            path = Path(folder) / f"{number}.jpg"
            path.write_bytes(jpeg)
            drawn = derive(path, 0)
            files.append([storage.keep_bytes(content, "image/jpeg") for content in (jpeg, drawn.view, drawn.thumb)])
    upload = Upload.objects.create(folder=dossier.folder, file=files[0][0], digest=files[0][0].digest, name="quet.pdf",
                                   state=Upload.State.ACCEPTED, page_count=pages, by=dossier.created_by)  # fmt: skip
    rows = (dict(zip(("image", "view", "thumb"), files[index % SHEETS], strict=True)) for index in range(pages))
    ScannedPage.objects.bulk_create(
        ScannedPage(folder=dossier.folder, upload=upload, upload_index=index, component=home, ordinal=index + 1,
                    width=1654, height=2339, dpi=paper.DPI, colour="colour", **row)
        for index, row in enumerate(rows)
    )  # fmt: skip
    return dossier
