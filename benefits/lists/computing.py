"""What does a line come to with its figures, and how does it stand beside what the employer asked?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from benefits.arithmetic.kinds import outcome
from benefits.arithmetic.list_lines import Asked, Judged, judge, over_ceiling
from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Benefit
from benefits.arithmetic.rules import RuleMissing, Rules
from benefits.lists.figures import ReadCase, read_figures
from benefits.lists.kinds import warnings_of
from intake.lists.faults import remarks
from intake.models import ListLine


@dataclass(frozen=True)
class ComputedLine:
    """A line with its figures read, its result (None while there is none) and its verdict."""

    kind: str
    read: ReadCase
    result: Benefit | None
    judged: Judged

    @property
    def amount(self) -> int | None:
        """What is paid, in đồng."""
        return self.result.once if self.result else None

    @property
    def case(self) -> dict[str, Any]:
        """The line of JSON that `manage.py calculate` takes."""
        return {"kind": self.kind, "case": self.read.case} if self.result else {}


def compute_line(line: ListLine, kind: str, entries: Mapping[str, Any], law: Rules) -> ComputedLine:
    """Compute and judge one line; of a line with `covered` and `wanting` (see `with_papers`) its papers count too."""
    read = read_figures(kind, entries, line)
    result, problems = (None, read.problems) if read.problems else outcome(kind, read.case, law)
    asked = _asked(line, kind, *(_over_ceiling(read, law) if result else ()))
    return ComputedLine(kind, read, result, judge(kind, result, problems, asked, _granted(read)))


def _over_ceiling(read: ReadCase, law: Rules) -> tuple[str, ...]:
    """The sentence also where the level of that month is not known, so that somebody looks."""
    salary, month = read.case.get("salary") or read.case.get("average"), read.case.get("leave") or read.case.get("born")
    if not (salary and month):
        return ()
    try:
        return over_ceiling(Decimal(salary), Month.parse(month), law)
    except RuleMissing as missing:
        return (missing.message_vi,)


def _granted(read: ReadCase) -> Fraction | None:
    return Fraction(str(read.case["days"])) if "days" in read.case else None


def _asked(line: ListLine, kind: str, *warnings: str) -> Asked:
    lacks = getattr(line, "wanting", False) and not getattr(line, "covered", True)
    said = (*remarks(line), *warnings_of(line, kind), *warnings)
    days = Fraction(line.asked_days.replace(",", ".")) if line.asked_days else None
    return Asked(days, asked_amount(line), lacks, said)


def asked_amount(line: ListLine) -> int | None:
    """The amount that the employer wrote, in đồng; None where nothing or no amount was written."""
    whole = re.sub(r"[.,]00?$", "", line.cells.get("amount", "").strip())
    digits = re.sub(r"đồng|VND|[ .,đ]", "", whole, flags=re.IGNORECASE)
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 15 and int(digits) else None
