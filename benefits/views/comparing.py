"""How do two records of contributions stand side by side, and in what do they differ?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from benefits.arithmetic.comparing import Kind, Span, compared
from benefits.arithmetic.periods import EXCLUSION_WORDS, Period
from benefits.arithmetic.steps import figure
from benefits.forms.rows import REGIMES

WORDS: Final = {Kind.ONLY_FIRST: "Chỉ có trong bảng đang có", Kind.ONLY_SECOND: "Chỉ có trong dữ liệu mới"}
FIELDS: Final = {
    "regime": "đối tượng", "salary": "tiền lương", "coefficient": "hệ số", "allowances": "phụ cấp",
    "exclusion": "lý do không tính", "rows": "số dòng của cùng tháng",
}  # fmt: skip


@dataclass(frozen=True)
class Difference:
    """One span of months that the records tell otherwise, each in words."""

    months: str
    said: str
    here: str
    there: str


@dataclass(frozen=True)
class Comparison:
    """What stands in both records alike, in months, and what does not."""

    same: int
    differences: Sequence[Difference]

    @property
    def differing(self) -> int:
        """How many spans there are to look at."""
        return len(self.differences)


def comparison(first: Sequence[Period], second: Sequence[Period]) -> Comparison:
    """The rows of the draft against those that were read."""
    spans = compared(first, second)
    return Comparison(
        sum(span.months for span in spans if span.kind is Kind.SAME),
        [_difference(span, first, second) for span in spans if span.kind is not Kind.SAME],
    )


def _difference(span: Span, first: Sequence[Period], second: Sequence[Period]) -> Difference:
    months = str(span.start) if span.months == 1 else f"{span.start} - {span.end} ({span.months} tháng)"
    said = WORDS.get(span.kind) or f"Khác {', '.join(FIELDS[name] for name in span.fields)}"
    here, there = (_rows(rows, places) for rows, places in ((first, span.first), (second, span.second)))
    return Difference(months, said, here, there)


def _rows(periods: Sequence[Period], places: Sequence[int]) -> str:
    return "; ".join(_row(periods[place]) for place in places) or "không có"


def _row(period: Period) -> str:
    """`DN 4.000.000`, `NN hệ số 3,66 + 0,2`, with why it is not counted."""
    pay = f"{figure(period.salary)}" if period.salary is not None else f"hệ số {figure(period.coefficient or 0)}"
    more = f" + {figure(period.allowances)}" if period.allowances else ""
    why = f", không tính: {EXCLUSION_WORDS[period.exclusion]}" if period.exclusion else ""
    return f"{REGIMES[period.regime]} {pay}{more}{why}"
