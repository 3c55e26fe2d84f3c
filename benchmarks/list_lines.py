"""How many lines of an employer's list are computed and judged in a second, without the database?"""

import time
from datetime import date, timedelta

import django

from benchmarks.report import ROOT, Row

LINES = 20_000
"""As many as one list may have."""
SICK, FATHER, RECOVERING = (
    ("SICKNESS", {"salary": "12.000.000", "months_paid": "24"}),
    ("FATHER", {"average": "18.000.000", "born": "28/09/2026"}),
    ("CONVALESCENCE", {"after": "SICK_SURGERY"}),
)


def measure(*, tiny: bool = False) -> list[Row]:
    """Return lines a second of processor time, one thread, of three kinds, working and verdict included."""
    django.setup()
    return [_row(kind, entries, 20 if tiny else LINES) for kind, entries in (SICK, FATHER, RECOVERING)]


def _row(kind: str, entries: dict[str, str], number: int) -> Row:
    from benefits.arithmetic import load_rules
    from benefits.arithmetic.steps import plain
    from benefits.lists.computing import compute_line
    from bhxh_archive.workdays import Calendar
    from intake.models import ListLine

    rules, first = load_rules(ROOT / "fixtures" / "rules"), date(2026, 10, 1)
    lines = [
        ListLine(ordinal=n, full_name="Nguyễn Văn Mẫu", starts_on=first, ends_on=first + timedelta(days=2), days=3)
        for n in range(1, number + 1)
    ]
    begun = time.process_time()
    done = [compute_line(line, kind, entries, rules, Calendar()) for line in lines]
    frozen = [plain(one.result) for one in done]
    spent = time.process_time() - begun
    if not all(one.amount for one in done):
        raise ValueError(f"lines of {kind} are not computed: {done[0].judged.said}")
    return {"case": kind.lower(), "value": number / spent, "unit": "lines/s", "note": f"{len(frozen):,} lines"}
