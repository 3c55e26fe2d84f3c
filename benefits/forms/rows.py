"""How are the rows of the contribution history typed, read, and judged row by row?"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.http import QueryDict

from benefits.arithmetic.period_csv import REGIME_WORDS, CsvError, read_numbered
from benefits.arithmetic.periods import EXCLUSION_WORDS, Period
from benefits.arithmetic.steps import Finding, figure
from bhxh_archive.history_headings import COLUMNS
from bhxh_archive.ui.typed import name_cells

CELLS: Final = ("start", "end", "regime", "salary", "allowances", "rate", "job", "employer", "exclusion", "note")
"""The cells of a row in the order typed; `salary` takes an amount in đồng or a coefficient below 100."""
name_cells({f"p_{cell}": f"Quá trình đóng: {COLUMNS[cell]}" for cell in CELLS})
CHOSEN: Final = ("regime", "exclusion")
"""The cells that always hold something: they don't make a row that is otherwise blank."""
Typed = dict[str, str]


@dataclass
class PeriodRow:
    """One row as it stands in the form: what was typed, what is wrong in which cell, what the check says of it."""

    number: int
    typed: Typed
    errors: dict[str, str] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def words(self) -> str:
        """The filled cells in one line."""
        return _in_one_line(self.typed)


@dataclass(frozen=True)
class Rows:
    """All rows of a form. `periods` are the readable ones, `places` the row (from 0) of each."""

    rows: list[PeriodRow]
    periods: list[Period]
    places: list[int]

    @property
    def unread(self) -> bool:
        """Whether a row could not be read: then nothing may be computed."""
        return any(row.errors for row in self.rows)

    @property
    def typed(self) -> list[Typed]:
        return [row.typed for row in self.rows]

    @property
    def said(self) -> list[str]:
        """Each row in one line, written as a saved one where it can be read."""
        read = dict(zip(self.places, map(_cells, self.periods), strict=True))
        return [_in_one_line(read.get(place, row.typed)) for place, row in enumerate(self.rows)]

    @property
    def numbers(self) -> list[int]:
        """The row of each period as it is numbered on the page."""
        return [place + 1 for place in self.places]

    def noted(self, findings: Iterable[Finding]) -> Rows:
        """The rows with what the check of months says, each sentence at the rows it is about."""
        for finding in findings:
            tone = "bad" if finding.severity == "error" else "warn"
            for index in finding.indices:
                self.rows[self.places[index]].notes.append((tone, finding.message_vi))
        return self


def _in_one_line(row: Mapping[str, str]) -> str:
    return " · ".join(row[cell] for cell in CELLS if row.get(cell))


def posted(data: QueryDict) -> list[Typed]:
    """The rows of a posted form, blank ones left out; `012005` is written out as 01/2005."""
    columns = [data.getlist(f"p_{name}") for name in CELLS]
    number = max(map(len, columns))
    filled = [column or [""] * number for column in columns]
    rows = [dict(zip(CELLS, cells, strict=True)) for cells in zip(*filled, strict=False)]
    return [_tidy(row) for row in rows if any(row[name].strip() for name in CELLS if name not in CHOSEN)]


def _tidy(row: Mapping[str, str]) -> Typed:
    clean = {name: " ".join(row[name].split()) for name in CELLS}
    for name in ("start", "end"):
        clean[name] = re.sub(r"^(\d{2})(\d{4})$", r"\1/\2", clean[name])
    return clean


def of_periods(periods: Iterable[Period]) -> list[Typed]:
    """Saved periods as they are typed."""
    return [_cells(period) for period in periods]


def _cells(period: Period) -> Typed:
    coefficient = "" if period.coefficient is None else _no_thousands(_decimal(f"{period.coefficient:f}"))
    allowances = _decimal(f"{period.allowances:f}") if period.allowances else ""
    salary = coefficient if period.salary is None else figure(period.salary)
    rate = "" if period.rate is None else _decimal(f"{period.rate:f}")
    exclusion = EXCLUSION_WORDS[period.exclusion] if period.exclusion else ""
    return dict(zip(CELLS, (str(period.start), str(period.end), REGIME_WORDS[period.regime], salary, allowances, rate,
                            period.job, period.employer, exclusion, period.note), strict=True))  # fmt: skip


def _decimal(text: str) -> str:
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")


def _no_thousands(text: str) -> str:
    """`4,1250`: three decimals would be read as thousands where amounts stand in the same column."""
    return f"{text}0" if re.fullmatch(r"\d+,\d{3}", text) else text


def read(typed: Sequence[Typed], *, smallest: int = 0) -> Rows:
    """Read the rows with the rules of the CSV import; what can't be read is said at its cell. Below `smallest` đồng
    nothing that was typed is a salary."""
    numbered, errors = read_numbered(_as_csv(typed), smallest=smallest) if typed else ([], [])
    wrong: dict[int, dict[str, str]] = defaultdict(dict)
    for error in errors:
        wrong[error.line - 2].setdefault(_cell_of(error), _said(error))
    rows = [PeriodRow(number, row, wrong.get(number - 1, {})) for number, row in enumerate(typed, start=1)]
    return Rows(rows, [period for _, period in numbered], [line - 2 for line, _ in numbered])


def _as_csv(typed: Sequence[Typed]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow([COLUMNS[name] for name in CELLS])
    writer.writerows([row[name] for name in CELLS] for row in typed)
    return out.getvalue()


def _cell_of(error: CsvError) -> str:
    return next((name for name, label in COLUMNS.items() if label == error.column), "start")


def _said(error: CsvError) -> str:
    """The sentence with the number of the row instead of the line of the file."""
    return error.message_vi.replace(f"Dòng {error.line},", f"Dòng {error.line - 1},", 1)
