"""What do the decided lines of a list come to together, and what keeps them from being a settled list yet?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.utils import timezone

from benefits.arithmetic.list_lines import Verdict
from benefits.arithmetic.months import Month
from benefits.arithmetic.rules import Rules
from benefits.arithmetic.steps import DONG, Finding, NotComputableError, Step, step
from benefits.lists.computing import ComputedLine, compute_line
from benefits.lists.kinds import BENEFITS, benefit_of
from benefits.lists.lines import lines_to_settle
from benefits.models import Draft, LineSettlement
from benefits.reading import Unreadable
from bhxh_archive.money import dong
from bhxh_archive.workdays import Calendar
from intake.deadlines import calendar
from intake.models import EmployerList, ListLine
from intake.queries import list_of
from intake.rules.list_benefits import BENEFIT_WORDS

Standing = LineSettlement.Standing
NAMED: Final = 10


@dataclass(frozen=True)
class ListCase:
    """The decided lines, the month of the decision, whose rules stand in nowhere: each line has its own, and the
    holidays of its days off."""

    lines: tuple[ListLine, ...]
    procedure_code: str
    benefit: Month
    calendar: Calendar


@dataclass(frozen=True)
class SettledLine:
    """One line with what it comes to, computed anew."""

    line: ListLine
    benefit: str
    computed: ComputedLine


@dataclass(frozen=True)
class SettledList:
    """What is settled, in the order of the list, and what is refused; its total is the sum of its lines."""

    settled: tuple[SettledLine, ...]
    refused: tuple[ListLine, ...]

    @property
    def amount(self) -> int:
        """All of it, in đồng."""
        return sum(row.computed.amount or 0 for row in self.settled)

    @cached_property
    def groups(self) -> list[tuple[str, list[SettledLine]]]:
        """The lines of each benefit that has any."""
        found = [(name, [row for row in self.settled if row.benefit == name]) for name in (*BENEFITS, "")]
        return [(name, rows) for name, rows in found if rows]

    @property
    def steps(self) -> tuple[Step, ...]:
        """What each benefit comes to."""
        return tuple(_sum(name, rows) for name, rows in self.groups)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """How many lines were settled in spite of what, which, and with what reason; how many were refused."""
        looked = [row for row in self.settled if row.computed.judged.verdict == Verdict.LOOK]
        said = [self._looked(len(looked))] if looked else []
        said += [_in_spite_of(row) for row in looked[:NAMED]]
        if more := looked[NAMED:]:
            said.append(f"Còn {dong(len(more))} dòng khác được giải quyết dù có điều cần xem: mở danh sách để xem.")
        said += [f"{dong(len(self.refused))} dòng không giải quyết, có lý do."] if self.refused else []
        return tuple(Finding("LINES", text) for text in said)

    def _looked(self, number: int) -> str:
        odd = sum(bool(row.computed.misfit) for row in self.settled)
        unpayable = sum(bool(row.computed.unpayable) for row in self.settled)
        counts = [f"{dong(odd)} dòng có ngày nghỉ không khớp số ngày, số tháng được trả"] if odd else []
        counts += [f"{dong(unpayable)} dòng chưa đủ thông tin để chi trả"] if unpayable else []
        of_these = f", trong đó {', '.join(counts)}" if counts else ""
        return f"{dong(number)} trong {dong(len(self.settled))} dòng được giải quyết dù có điều cần xem{of_these}."

    @property
    def warnings(self) -> tuple[str, ...]:
        """Numbers of the law that want confirming, each once."""
        return tuple(dict.fromkeys(text for row in self.settled for text in _warnings(row)))

    @property
    def tentative(self) -> bool:
        """Whether a line is."""
        return any(row.computed.result and row.computed.result.tentative for row in self.settled)


def _warnings(row: SettledLine) -> Sequence[str]:
    return row.computed.result.warnings if row.computed.result else ()


def _in_spite_of(row: SettledLine) -> str:
    """`Dòng 2 được giải quyết dù: …; lý do: …`. Lists of before have no reasons."""
    remarks = " ".join(text.rstrip(".") + "." for text in row.computed.judged.said)
    why = row.line.settlement.reason.rstrip(".")
    return f"Dòng {row.line.ordinal} được giải quyết {dong(row.computed.amount or 0)} đồng dù: {remarks}" + (
        f" Lý do: {why}." if why else ""
    )


def _sum(name: str, rows: Sequence[SettledLine]) -> Step:
    words = dict(BENEFIT_WORDS).get(name, "khác").capitalize()
    amount = sum(row.computed.amount or 0 for row in rows)
    return step(words, f"{dong(len(rows))} lượt người, cộng các dòng", amount, DONG, "Danh sách C70a-HSB")


def list_case(draft: Draft) -> ListCase:
    """The lines of the dossier's list. Raises Unreadable while one of them is undecided, or none is settled."""
    found = list_of(draft.dossier)
    lines = tuple(lines_to_settle(found)) if found else ()
    if problems := list(_problems(found, lines)):
        raise Unreadable(*problems)
    return ListCase(lines, draft.dossier.procedure.code, Month.of(timezone.localdate()), calendar())


def _problems(found: EmployerList | None, lines: Sequence[ListLine]) -> Iterator[str]:
    """What keeps a list from being put together: nothing to settle, or lines that nobody has decided."""
    if found is None or not lines:
        yield "Hồ sơ không có dòng nào của danh sách đã nhận để giải quyết."
        return
    standing = [row.standing if (row := getattr(line, "settlement", None)) else Standing.OPEN for line in lines]
    if left := standing.count(Standing.OPEN):
        yield f"Còn {dong(left)} dòng của danh sách chưa quyết: mở «Danh sách đề nghị của đơn vị»."
    elif Standing.SETTLED not in standing:
        yield "Không dòng nào được giải quyết: hãy bỏ dự thảo này và soạn văn bản trả lời không giải quyết."


def settle(case: ListCase, law: Rules) -> SettledList:
    """Every settled line anew by the law at hand. Raises NotComputableError where one comes to something else."""
    settled = [line for line in case.lines if line.settlement.standing == Standing.SETTLED]
    rows = tuple(_settled(line, case, law) for line in settled)
    if wrong := next((row for row in rows if row.computed.amount != row.line.settlement.amount), None):
        raise NotComputableError(_differs(wrong))
    return SettledList(rows, tuple(line for line in case.lines if line.settlement.standing == Standing.REFUSED))


def _settled(line: ListLine, case: ListCase, law: Rules) -> SettledLine:
    computed = compute_line(line, line.settlement.kind, line.settlement.entries, law, case.calendar)
    return SettledLine(line, benefit_of(line, case.procedure_code), computed)


def _differs(row: SettledLine) -> str:
    now = f"{dong(row.computed.amount)} đồng" if row.computed.amount is not None else "không có kết quả"
    return (f"Dòng {row.line.ordinal}: tính lại ra {now}, đã quyết {dong(row.line.settlement.amount or 0)} đồng. "
            "Hãy bấm «Tính mọi dòng» rồi duyệt lại.")  # fmt: skip
