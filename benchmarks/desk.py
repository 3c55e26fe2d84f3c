"""How long does the server take for each page of a desk, with how many queries, of 1,000 dossiers and of 300,000?"""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from typing import TYPE_CHECKING, Any

from benchmarks.report import Row
from benchmarks.stage.database import leave, own_database, use

if TYPE_CHECKING:
    from benchmarks.stage.visits import Visit

FEW, MANY = 1_000, 300_000
TINY = (90, 400)
ROUNDS, WARM_UP = 24, 3
LONGEST_SECONDS = 15
"""No page is looked at for longer: what is slow is seen to be slow after a few times."""


@dataclass(frozen=True)
class Seen:
    """Milliseconds of every answer, and the most queries that one of them took."""

    times: list[float]
    queries: int

    @property
    def median(self) -> float:
        return statistics.median(self.times)

    @property
    def p95(self) -> float:
        return sorted(self.times)[round(0.95 * (len(self.times) - 1))]


def measure(*, tiny: bool = False) -> list[Row]:
    """Return milliseconds inside the application, from the request's middleware to the rendered answer, database
    included, network not; the ratio is what a crowd three hundred times as large costs."""
    few, many = TINY if tiny else (FEW, MANY)
    with own_database() as url:
        use(url)
        small, large = _at(few, tiny=tiny), _at(many, tiny=tiny)
        leave()
    rows = [[_row(case, few, small[case]), _row(case, many, seen, few, small[case])]
            for case, seen in large.items() if case in small]  # fmt: skip
    return [row for pair in rows for row in pair]


def _at(size: int, *, tiny: bool) -> dict[str, Seen]:
    from benchmarks.stage.crowd import EVEN, SHARES, grow
    from benchmarks.stage.visits import visits

    started = time.perf_counter()
    grow(to=size, every=5 if tiny else 50, shares=EVEN if tiny else SHARES)
    print(f"  {size:,} dossiers after {time.perf_counter() - started:.0f} s", flush=True)
    return {visit.case: look(visit, 1 if tiny else ROUNDS) for visit in visits() if visit.addresses}


def look(visit: "Visit", rounds: int, warm_up: int = WARM_UP) -> Seen:
    """Open the page again and again. Raises AssertionError when it does not show what it is measured for."""
    from django.test import Client

    from bhxh_archive.models import User

    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(User.objects.get(username=visit.user))
    began, found = time.perf_counter(), []
    for address in islice(cycle(visit.addresses), warm_up + rounds):
        found.append(_once(client, visit, address))
        if len(found) > warm_up and time.perf_counter() - began > LONGEST_SECONDS:
            break
    return Seen([taken for taken, _ in found[warm_up:]], max(queries for _, queries in found))


def _once(client: Any, visit: "Visit", address: str) -> tuple[float, int]:
    with _counting() as queries:
        started = time.perf_counter()
        answer = client.get(address)
        taken = (time.perf_counter() - started) * 1000
    assert answer.status_code == 200, f"{visit.case}: {address} gives {answer.status_code}"
    assert visit.sign in answer.content.decode(), f"{visit.case}: no {visit.sign} in {address}"
    return taken, len(queries)


@contextmanager
def _counting() -> Iterator[list[str]]:
    from django.db import connection

    seen: list[str] = []

    def note(execute: Any, sql: str, *rest: Any) -> Any:
        seen.append(sql)
        return execute(sql, *rest)

    with connection.execute_wrapper(note):
        yield seen


def _row(case: str, size: int, seen: Seen, few: int = 0, before: Seen | None = None) -> Row:
    row: Row = {"case": f"{case} of {size:,}", "value": round(seen.median, 1), "unit": "ms", "p95": round(seen.p95, 1),
                "queries": seen.queries, "note": f"p95 {seen.p95:.0f} ms, {seen.queries} queries"}  # fmt: skip
    if before:
        row |= {"against": f"{case} of {few:,}", "ratio": round(seen.median / before.median, 2)}
        if seen.queries != before.queries:
            row["note"] += f", NOT {before.queries}"
    return row
