"""How soon after the last byte of a stack does the clerk see where it falls apart?"""

import re
import statistics
import time

import img2pdf

from benchmarks.findable import new_dossier, visitor, when
from benchmarks.report import Row
from benchmarks.stage import paper
from benchmarks.stage.product import running
from benchmarks.stage.visitor import Visitor
from tools.demo_stacks import cover, jpeg, turned

PAGES, COVERS, ROUNDS = 50, 10, 3
SKEW = 0.8
PREVIEW, FILED = "preview of the split", "every page in its dossier"


def measure(*, tiny: bool = False) -> list[Row]:
    """Return seconds from the last byte of a stack over HTTP, with nobody else at work: 50 pages behind 10 covers."""
    pages, covers, rounds = (4, 2, 1) if tiny else (PAGES, COVERS, ROUNDS)
    with running() as product:
        product.settle_in()
        clerk = visitor(product.address)
        found = [_once(clerk, pages, covers, number) for number in range(rounds)]
    note = f"{pages} pages, {covers} of {covers} covers found, skewed by {SKEW} degrees, median of {rounds}"
    cases = zip((PREVIEW, FILED), zip(*found, strict=True), strict=True)
    return [{"case": case, "value": round(statistics.median(times), 2), "unit": "s", "note": note}
            for case, times in cases]  # fmt: skip


def _once(clerk: Visitor, pages: int, covers: int, number: int) -> tuple[float, float]:
    clerk.send("/chong-ho-so/tai-len/", f"chong-{number}.pdf", _stack(pages, covers, number), "application/pdf")
    started = time.perf_counter()
    here = re.findall(r"/chong-ho-so/\d+/", clerk.get("/chong-ho-so/")[1])[0]
    seen = when(started, lambda: clerk.get(here)[1].count('class="stack-part"') > 0)
    shown = clerk.get(here)[1]
    assert shown.count('class="stack-part"') == shown.count('data-takes-code value="G12') == covers, "one was missed"
    version = re.findall(r'name="version" value="(\d+)"', shown)[0]
    clerk.post(f"{here}sua/file/", {"version": version})
    filed = when(started, lambda: f"{covers} đã xếp" in clerk.get(here)[1])
    return seen, filed


def _stack(pages: int, covers: int, number: int) -> bytes:
    """The covers of new dossiers, each in front of its share of the pages, all of them askew."""
    each = pages // covers - 1
    sheets = paper.jpegs(12)
    images: list[bytes] = []
    for cover_number in range(covers):
        images.append(jpeg(turned(cover(str(new_dossier().number)), SKEW)))
        at = (number * covers + cover_number) * each
        images += [paper.marked(sheets[index % len(sheets)], index) for index in range(at, at + each)]
    made = img2pdf.convert(images)
    assert made
    return made
