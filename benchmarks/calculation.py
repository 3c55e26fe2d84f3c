"""How many cases does the arithmetic compute in a second, working and all?"""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from benchmarks.report import ROOT, Row
from benefits.arithmetic import LumpSumCase, Month, PensionCase, Period, Regime, load_rules, lump_sum, pension, plain

CASES = 10_000
BENEFIT = Month(2026, 7)


def measure(*, tiny: bool = False) -> list[Row]:
    """Return cases a second of processor time, one thread: pensions, those frozen for a decision, one-time benefits."""
    number = 20 if tiny else CASES
    cases = [_case(Random(serial)) for serial in range(number)]
    short = [LumpSumCase(case.benefit, case.periods) for case in cases]
    rules = load_rules(ROOT / "fixtures" / "rules")
    rows = sum(len(case.periods) for case in cases) / number
    note = f"{number:,} cases, {rows:.0f} rows of history each"
    return [
        _row("pensions computed", cases, lambda case: pension(case, rules), note),
        _row("pensions computed and frozen", cases, lambda case: plain(pension(case, rules)), note),
        _row("one-time benefits computed", short, lambda case: lump_sum(case, rules), note),
    ]


def _row(name: str, cases: list[Any], work: Callable[[Any], object], note: str) -> Row:
    started = time.process_time()
    for case in cases:
        work(case)
    seconds = time.process_time() - started
    return {"case": name, "value": len(cases) / seconds, "unit": "cases/s", "note": note}


def _case(random: Random) -> PensionCase:
    """Twenty to forty years in rows of one to three; in half the cases the first ones are under the State scales."""
    rows: list[Period] = []
    end, left = BENEFIT - 1, random.randint(240, 480)
    while left > 0:
        length = min(random.randint(12, 36), left)
        rows.append(_period(end - (length - 1), end, random))
        end, left = end - length, left - length
    if random.random() < 0.5:
        rows = [_of_the_state(row, random) if row.end < Month(2010, 1) else row for row in rows]
    return PensionCase("F", date(1968, 1, 1), BENEFIT, tuple(reversed(rows)))


def _period(start: Month, end: Month, random: Random) -> Period:
    return Period(start, end, Regime.EMPLOYER, salary=Decimal(random.randrange(1_000_000, 30_000_000, 1000)))


def _of_the_state(row: Period, random: Random) -> Period:
    scale = Decimal(random.randrange(186, 678)) / 100
    return replace(row, regime=Regime.STATE, salary=None, coefficient=scale)
