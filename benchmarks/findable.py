"""How soon after its upload is a scan found by the number of its dossier, and by the words on its pages?"""

import multiprocessing
import statistics
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.component import tesseract
from benchmarks.report import Row
from benchmarks.stage import paper
from benchmarks.stage.product import running
from benchmarks.stage.visitor import Visitor

if TYPE_CHECKING:
    from intake.models import Dossier

PAGES, ROUNDS = 10, 3
POLL_SECONDS, PATIENCE_SECONDS = 0.1, 600
TAKEN, SEEN, FIRST, ALL = "upload answered", "all pages seen by its number", "first page by words", "all pages by words"
ENGINE = "Tesseract alone, one process a core"


class Times(NamedTuple):
    """Seconds from the first byte of the upload."""

    taken: float
    seen: float
    first: float
    all: float


def measure(*, tiny: bool = False) -> list[Row]:
    """Return seconds from the upload of an image-only PDF over HTTP, with nobody else at work."""
    pages, rounds = (1, 1) if tiny else (PAGES, ROUNDS)
    with running() as product:
        product.settle_in()
        clerk = visitor(product.address)
        found = [_once(clerk, pages, batch) for batch in range(rounds)]
    bare = statistics.median(_engine_alone(pages, batch) for batch in range(rounds))
    note = f"{pages} pages, median of {rounds}"
    rows: list[Row] = [{"case": ENGINE, "value": round(bare, 2), "unit": "s", "note": note}]
    for case, times in zip((TAKEN, SEEN, FIRST, ALL), zip(*found, strict=True), strict=True):
        rows.append({"case": case, "value": round(statistics.median(times), 2), "unit": "s", "note": note})
    rows[-1] |= {"against": ENGINE, "ratio": round(statistics.median(times) / bare, 2)}
    return rows


def visitor(address: str) -> Visitor:
    """A clerk of Hải Phòng's counter, signed in."""
    from intake.loading.demo import PASSWORD

    return Visitor(address, "tiepnhan-hp", PASSWORD)


def _once(clerk: Visitor, pages: int, batch: int) -> Times:
    dossier, content = new_dossier(), paper.pdf(pages, batch)
    here, number = f"/ho-so/{dossier.pk}/", str(dossier.number)
    started = time.perf_counter()
    clerk.send(f"{here}tai-len/", "quet.pdf", content, "application/pdf")
    taken = time.perf_counter() - started

    def shown() -> int:
        landed, _ = clerk.post("/tim-kiem/", {"q": number})
        assert landed.endswith(here), f"{number} leads to {landed}"
        return clerk.get(f"{here}trang/")[1].count('class="sheet-page"')

    def bears(index: int) -> bool:
        return f"{here}trang/" in clerk.post("/tim-kiem/", {"q": paper.headline(index, batch)})[1]

    seen = when(started, lambda: shown() == pages)
    first = when(started, lambda: bears(0))
    *_, last = (when(started, partial(bears, index)) for index in range(pages))
    return Times(taken, seen, first, last)


def when(started: float, true: Callable[[], bool]) -> float:
    """Seconds until something holds. Raises TimeoutError when it never does."""
    while not true():
        if time.perf_counter() - started > PATIENCE_SECONDS:
            raise TimeoutError(f"not within {PATIENCE_SECONDS} s")
        time.sleep(POLL_SECONDS)
    return time.perf_counter() - started


def new_dossier(pages: int = PAGES) -> "Dossier":
    """An accepted pension dossier without scans, so many pages of it counted."""
    from archive.walk.steps import PERSON
    from bhxh_archive.models import User
    from intake.actions.counter import registration
    from intake.actions.dossier import books

    clerk = User.objects.get(username="tiepnhan-hp")
    assert clerk.office
    made = registration.register(office=clerk.office, procedure_code="HUU", persons=[PERSON], by=clerk,
                                 return_method="counter", counted_pages=pages, counted_sheets=pages)  # fmt: skip
    books.take_book(dossier=made, form="paper", covers=1, leaves=4, by=clerk)
    return registration.accept(dossier=made, by=clerk)


def _engine_alone(pages: int, batch: int) -> float:
    """Seconds that the engine needs for the same pages on all cores, started and warm."""
    images = paper.jpegs(pages, batch)
    cores = min(2, pages)
    with multiprocessing.get_context("spawn").Pool(cores) as pool:
        pool.map(tesseract, [images[:1]] * cores)
        started = time.perf_counter()
        pool.map(tesseract, [images[core::cores] for core in range(cores)], chunksize=1)
        return time.perf_counter() - started
