"""What does a line come to with its figures, and how does it stand beside what the employer asked?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from benefits.arithmetic.kinds import outcome
from benefits.arithmetic.leaves import Leave, misfit
from benefits.arithmetic.list_lines import Asked, Judged, judge, over_ceiling
from benefits.arithmetic.months import Month
from benefits.arithmetic.payments import Benefit
from benefits.arithmetic.rules import RuleMissing, Rules
from benefits.lists.figures import ReadCase, read_figures
from benefits.lists.kinds import warnings_of
from bhxh_archive.workdays import Calendar
from intake.lists.faults import remarks
from intake.models import ListLine


@dataclass(frozen=True)
class ComputedLine:
    """A line with its figures read, its result (None while there is none) and its verdict; among its remarks `misfit`,
    why its days off and what is paid for them contradict each other, and `unpayable`, why nobody can be paid yet."""

    kind: str
    read: ReadCase
    result: Benefit | None
    judged: Judged
    misfit: str = ""
    unpayable: str = ""

    @property
    def amount(self) -> int | None:
        """What is paid, in đồng."""
        return self.result.once if self.result else None

    @property
    def case(self) -> dict[str, Any]:
        """The line of JSON that `manage.py calculate` takes."""
        return {"kind": self.kind, "case": self.read.case} if self.result else {}


def compute_line(
    line: ListLine, kind: str, entries: Mapping[str, Any], law: Rules, calendar: Calendar
) -> ComputedLine:  # fmt: skip
    """Compute and judge one line, its days off by the calendar of holidays; of a line with `covered` and `wanting` (see
    `with_papers`) its papers count too."""
    read = read_figures(kind, entries, line)
    result, problems = (None, read.problems) if read.problems else outcome(kind, read.case, law)
    odd = _misfit(kind, read, line, law, calendar) if result else ""
    lack = _unpayable(line) if result and result.once else ""
    asked = _asked(line, kind, *filter(None, (odd, lack)), *(_over_ceiling(read, law) if result else ()))
    return ComputedLine(kind, read, result, judge(kind, result, problems, asked, _granted(read)), odd, lack)


def _unpayable(line: ListLine) -> str:
    """What finance would miss first: money of a list is transferred, for a list names no other way (mẫu 01B-HSB)."""
    if not line.cells.get("account", "").strip():
        return "Chưa biết trả tiền bằng cách nào: danh sách không ghi số tài khoản."
    return "" if line.cells.get("bank", "").strip() else "Nhận bằng chuyển khoản nhưng chưa ghi ngân hàng."


def _misfit(kind: str, read: ReadCase, line: ListLine, law: Rules, calendar: Calendar) -> str:
    """Days that are written backwards, or not at all, are reception's to mend."""
    if not (line.starts_on and line.ends_on and line.starts_on <= line.ends_on):
        return ""
    leave, asked, granted = Leave(line.starts_on, line.ends_on), _days_asked(line), _granted(read)
    fewer = asked is not None and granted is not None and granted < asked  # which is told by itself
    return misfit(kind, read.case, leave, law, calendar, fewer=fewer)


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
    return Asked(_days_asked(line), asked_amount(line), lacks, said)


def _days_asked(line: ListLine) -> Fraction | None:
    return Fraction(line.asked_days.replace(",", ".")) if line.asked_days else None


def asked_amount(line: ListLine) -> int | None:
    """The amount that the employer wrote, in đồng; None where nothing or no amount was written."""
    whole = re.sub(r"[.,]00?$", "", line.cells.get("amount", "").strip())
    digits = re.sub(r"đồng|VND|[ .,đ]", "", whole, flags=re.IGNORECASE)
    return int(digits) if digits.isdecimal() and digits.isascii() and len(digits) < 15 and int(digits) else None
