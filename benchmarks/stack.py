"""How soon after the last byte does a clerk see something: where a stack falls apart, a long file's first pages?"""

import re
import statistics
import time

import img2pdf

from benchmarks.findable import new_dossier, visitor, when
from benchmarks.report import Row
from benchmarks.stage import paper
from benchmarks.stage.product import running, wait_until_idle
from benchmarks.stage.visitor import Visitor
from tools.demo_stacks import cover, jpeg, turned

PAGES, COVERS, ROUNDS = 50, 10, 3
SKEW = 0.8
PREVIEW, FILED = "preview of the split", "every page in its dossier"
LONG = 30
THUMBNAILS = "first thumbnails of a long file"


def measure(*, tiny: bool = False) -> list[Row]:
    """Return seconds from the last byte of a stack over HTTP, with nobody else at work: 50 pages behind 10 covers;
    and of a file of 30 pages."""
    pages, covers, long, rounds = (4, 2, 2, 1) if tiny else (PAGES, COVERS, LONG, ROUNDS)
    with running() as product:
        product.settle_in()
        clerk = visitor(product.address)
        found = [_once(clerk, pages, covers, number) for number in range(rounds)]
        thumbs = [_thumbnails(clerk, long, number) for number in range(rounds)]
    note = f"{pages} pages, {covers} of {covers} covers found, skewed by {SKEW} degrees, median of {rounds}"
    cases = zip((PREVIEW, FILED), zip(*found, strict=True), strict=True)
    rows: list[Row] = [{"case": case, "value": round(statistics.median(times), 2), "unit": "s", "note": note}
                       for case, times in cases]  # fmt: skip
    note = f"{long} pages, median of {rounds}"
    return [*rows, {"case": THUMBNAILS, "value": round(statistics.median(thumbs), 2), "unit": "s", "note": note}]


def _once(clerk: Visitor, pages: int, covers: int, number: int) -> tuple[float, float]:
    content = _stack(pages, covers, number)
    wait_until_idle()
    clerk.send("/chong-ho-so/tai-len/", f"chong-{number}.pdf", content, "application/pdf")
    started = time.perf_counter()
    here = re.findall(r"/chong-ho-so/\d+/", clerk.get("/chong-ho-so/")[1])[0]
    seen = when(started, lambda: clerk.get(here)[1].count('class="stack-part"') > 0)
    shown = clerk.get(here)[1]
    assert shown.count('class="stack-part"') == shown.count('data-takes-code value="G12') == covers, "one was missed"
    version = re.findall(r'name="version" value="(\d+)"', shown)[0]
    clerk.post(f"{here}sua/file/", {"version": version})
    filed = when(started, lambda: f"{covers} đã xếp" in clerk.get(here)[1])
    return seen, filed


def _thumbnails(clerk: Visitor, pages: int, number: int) -> float:
    """Until the contact sheet shows pages, and the first of them is loaded."""
    here = f"/ho-so/{new_dossier().pk}/"
    content = paper.thick_pdf(pages, first=1000 + number * pages)
    wait_until_idle()
    clerk.send(f"{here}tai-len/", "quet.pdf", content, "application/pdf")
    started = time.perf_counter()

    def loaded() -> bool:
        shown = re.findall(r'<img src="(/trang/[^"]+)"', clerk.get(f"{here}trang/")[1])
        return bool(shown) and len(clerk.load(shown[0])) > 0

    return when(started, loaded)


def _stack(pages: int, covers: int, number: int) -> bytes:
    """The covers of new dossiers, each in front of its share of the pages, all of them askew."""
    each = pages // covers - 1
    sheets = paper.jpegs(12)
    images: list[bytes] = []
    for cover_number in range(covers):
        images.append(jpeg(turned(cover(str(new_dossier(each).number)), SKEW)))
        at = (number * covers + cover_number) * each
        images += [paper.marked(sheets[index % len(sheets)], index) for index in range(at, at + each)]
    made = img2pdf.convert(images)
    assert made
    return made
