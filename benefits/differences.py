"""In what do two records of contributions differ, in words, and which of it is not settled yet?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from benefits.arithmetic.comparing import Kind, Span, compared
from benefits.arithmetic.months import Month
from benefits.arithmetic.period_csv import REGIME_WORDS, read_csv
from benefits.arithmetic.periods import EXCLUSION_WORDS, Period
from benefits.arithmetic.steps import figure
from benefits.calculation import periods_of
from benefits.models import Draft, HistoryRecord, SettledDifference
from bhxh_archive.once import keeps_reads
from bhxh_archive.text import fold

WORDS: Final = {Kind.ONLY_FIRST: "Chỉ có trong bảng đang có", Kind.ONLY_SECOND: "Chỉ có trong dữ liệu mới"}
FIELDS: Final = {
    "regime": "đối tượng", "salary": "tiền lương", "coefficient": "hệ số", "allowances": "phụ cấp",
    "exclusion": "lý do không tính", "rows": "số dòng của cùng tháng",
}  # fmt: skip
NOTHING: Final = "không có"
SAID: Final = 6
"""Rows of the same months that stand in words."""


@dataclass(frozen=True)
class Difference:
    """One span of months that the records tell otherwise, each in words; `settled` by whom the draft's row stands."""

    span: Span
    said: str
    here: str
    there: str
    settled: SettledDifference | None = None

    @property
    def key(self) -> str:
        """`032010-062012`: its months, by which a form names it."""
        return f"{self.span.start}-{self.span.end}".replace("/", "")

    @property
    def months(self) -> str:
        span = self.span
        return str(span.start) if span.months == 1 else f"{span.start} - {span.end} ({span.months} tháng)"


@dataclass(frozen=True)
class Remark:
    """Months that both records have under employers of different names: another employer, or another spelling. It is
    told, and nobody has to settle it."""

    start: Month
    end: Month
    here: str
    there: str

    @property
    def months(self) -> str:
        return str(self.start) if self.start == self.end else f"{self.start} - {self.end} ({self.length} tháng)"

    @property
    def length(self) -> int:
        return self.end - self.start + 1


@dataclass(frozen=True)
class Comparison:
    """What stands in both records alike, in months, and what does not; `remarks` on what is told beside."""

    same: int
    differences: Sequence[Difference]
    remarks: Sequence[Remark] = ()

    @property
    def renamed(self) -> int:
        """In how many months the employers have different names."""
        return sum(row.length for row in self.remarks)

    @property
    def differing(self) -> int:
        """How many spans there are to look at."""
        return len(self.differences)

    @property
    def unsettled(self) -> list[Difference]:
        return [row for row in self.differences if row.settled is None]


def comparison(
    first: Sequence[Period], second: Sequence[Period], settled: Sequence[SettledDifference] = ()
) -> Comparison:
    """The rows of the draft against others; what was `settled` holds where both still say what they said then."""
    spans = compared(first, second)
    known = {(row.first_month, row.last_month, row.here, row.there): row
             for row in settled if row.choice == SettledDifference.Choice.HERE}  # fmt: skip

    def difference(span: Span) -> Difference:
        here, there = _rows(first, span.first), _rows(second, span.second)
        found = known.get((span.start.first_day, span.end.first_day, here, there))
        return Difference(span, _said(span), here, there, found)

    same = sum(span.months for span in spans if span.kind is Kind.SAME)
    found = [difference(span) for span in spans if span.kind is not Kind.SAME]
    return Comparison(same, found, list(_remarks(first, second, spans)))


def _remarks(first: Sequence[Period], second: Sequence[Period], spans: Sequence[Span]) -> Iterator[Remark]:
    """Where both name an employer and not the same one; spans that follow each other with the same names are one."""
    kept: Remark | None = None
    for span in spans:
        here, there = _employers(first, span.first), _employers(second, span.second)
        if not (here and there) or here.keys() == there.keys():
            continue
        found = Remark(span.start, span.end, ", ".join(here.values()), ", ".join(there.values()))
        if kept and found.start - kept.end == 1 and (kept.here, kept.there) == (found.here, found.there):
            kept = replace(kept, end=found.end)
            continue
        if kept:
            yield kept
        kept = found
    if kept:
        yield kept


def _employers(periods: Sequence[Period], places: Sequence[int]) -> dict[str, str]:
    """The employers of these rows, by what their names come to whatever the case, marks and signs."""
    return {fold(name): name for name in (periods[place].employer for place in places[:SAID]) if name.strip()}


def against_record(draft: Draft) -> tuple[HistoryRecord, Comparison] | None:
    """The draft's rows against the data that were imported to compare with; None where none were. Two queries, none
    of a draft that is shown and came with the word that there are none."""
    if keeps_reads(draft) and not getattr(draft, "has_record", True):
        return None
    record = HistoryRecord.objects.select_related("by").filter(draft=draft).first()
    if record is None:
        return None
    settled = list(draft.settled.select_related("by"))
    return record, comparison(periods_of(draft), recorded(record), settled)


def recorded(record: HistoryRecord) -> list[Period]:
    """The periods of the record."""
    return read_csv(record.text)[0]


def unsettled_problems(draft: Draft) -> list[str]:
    """What keeps a draft from being proposed while a difference is neither decided nor reasoned."""
    found = against_record(draft)
    left = len(found[1].unsettled) if found else 0
    said = f"Còn {left} chỗ khác giữa quá trình đóng và dữ liệu đã nhập để đối chiếu chưa giải quyết: mở «Đối chiếu»."
    return [said] if left else []


def _said(span: Span) -> str:
    return WORDS.get(span.kind) or f"Khác {', '.join(FIELDS[name] for name in span.fields)}"


def _rows(periods: Sequence[Period], places: Sequence[int]) -> str:
    """The first of the rows, and how many there are besides: a file pasted many times over has them by the hundred."""
    more = [f"và {len(places) - SAID} dòng nữa"] if len(places) > SAID else []
    return "; ".join([*(_row(periods[place]) for place in places[:SAID]), *more]) or NOTHING


def _row(period: Period) -> str:
    """`DN 4.000.000`, `NN hệ số 3,66 + 0,2`, with why it is not counted."""
    pay = f"{figure(period.salary)}" if period.salary is not None else f"hệ số {figure(period.coefficient or 0)}"
    more = f" + {figure(period.allowances)}" if period.allowances else ""
    why = f", không tính: {EXCLUSION_WORDS[period.exclusion]}" if period.exclusion else ""
    return f"{REGIME_WORDS[period.regime]} {pay}{more}{why}"
