"""How long does each of twenty clerks wait who send thirty pages at once, and does the web server keep its memory?"""

import statistics
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.findable import new_dossier, visitor
from benchmarks.report import Row
from benchmarks.stage import paper
from benchmarks.stage.memory import now, peaks
from benchmarks.stage.product import Product, running
from benchmarks.stage.visitor import Visitor

if TYPE_CHECKING:
    from intake.models import Dossier

CLERKS, PAGES, WAVES = 20, 30, 3
TINY = (2, 2, 1)


class Seat(NamedTuple):
    """A signed-in clerk with a dossier of their own on the desk."""

    clerk: Visitor
    dossier: "Dossier"
    place: int


def measure(*, tiny: bool = False) -> list[Row]:
    """Return the 95th percentile of seconds until a file is received, with the workers at work meanwhile: all pages in
    one PDF, and page by page as a folder of pictures is sent; and the memory of the web server between the waves."""
    clerks, pages, waves = TINY if tiny else (CLERKS, PAGES, WAVES)
    with running() as product:
        product.settle_in()
        seats = [Seat(visitor(product.address), new_dossier(), place) for place in range(clerks)]
        held = {"before": _web(product)}
        rows: list[Row] = []
        for case, send in (("a PDF", _pdf), ("one page of a folder", _folder)):
            with peaks(product.pid) as most:
                times = [_wave(seats, send, pages, wave) for wave in range(waves)]
            held[f"peak: {case}"], held[f"after: {case}"] = most["web"], _web(product)
            rows.append(_row(f"{case} received", [taken for wave in times for taken in wave], clerks, pages))
    return rows + [{"case": f"memory of web, {when}", "value": round(mib), "unit": "MiB"} for when, mib in held.items()]


def _web(product: Product) -> float:
    return now(product.pid)["web"]


def _wave(seats: Sequence[Seat], send: "Send", pages: int, wave: int) -> list[float]:
    """All begin in one moment; seconds of every request."""
    ready = [send(seat, pages, wave * len(seats) + seat.place) for seat in seats]
    gate = threading.Barrier(len(seats))

    def one(requests: list[Callable[[], object]]) -> list[float]:
        gate.wait()
        return [_timed(request) for request in requests]

    with ThreadPoolExecutor(len(seats)) as crowd:
        return [taken for found in crowd.map(one, ready) for taken in found]


def _timed(request: Callable[[], object]) -> float:
    started = time.perf_counter()
    request()
    return time.perf_counter() - started


Send = Callable[[Seat, int, int], list[Callable[[], object]]]


def _pdf(seat: Seat, pages: int, serial: int) -> list[Callable[[], object]]:
    content = paper.thick_pdf(pages, first=serial * pages)
    return [lambda: _sent(seat, f"quet-{serial}.pdf", content, "application/pdf")]


def _folder(seat: Seat, pages: int, serial: int) -> list[Callable[[], object]]:
    sheets = paper.jpegs(len(paper.WORDS))
    numbers = range(serial * pages, (serial + 1) * pages)
    return [partial(_sent, seat, f"{number}.jpg", paper.marked(sheets[number % len(sheets)], number), "image/jpeg")
            for number in numbers]  # fmt: skip


def _sent(seat: Seat, name: str, content: bytes, media_type: str) -> None:
    seat.clerk.send(f"/ho-so/{seat.dossier.pk}/tai-len/", name, content, media_type)


def _row(case: str, times: list[float], clerks: int, pages: int) -> Row:
    p95 = sorted(times)[round(0.95 * (len(times) - 1))]
    note = f"p95 of {len(times)} requests of {clerks} clerks at once, {pages} pages each; median "
    note += f"{statistics.median(times):.2f} s, longest {max(times):.2f} s"
    return {"case": case, "value": round(p95, 2), "unit": "s", "p95": round(p95, 2), "note": note}
