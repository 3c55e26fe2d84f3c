"""Which figures does a line want that the employer's list does not bring, and how are they read from what was typed?

Each is read into the JSON of a case (`fixtures/cases/README.md`), so that what was computed can be computed again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any, Final

from benefits import reading
from benefits.arithmetic.months import Month
from benefits.models import LineSettlement
from benefits.reading import Unreadable
from benefits.reading.limits import (
    CHILDREN_OF_BIRTH,
    DAYS_OF_YEAR,
    MONTHS_OF_WORK,
    MONTHS_OF_YEAR,
    after_today,
    outside,
)
from bhxh_archive.text import fold
from intake.models import ListLine

Kind = LineSettlement.Kind
Choices = tuple[tuple[str, str], ...]
_HALVES: Final = re.compile(r"\d{1,3}(?:[.,][05])?")
_DAYS: Final = ("%d/%m/%Y", "%d%m%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d")
YES: Final = "có"
YES_NO: Final[Choices] = (("", "Không"), (YES, "Có"))
CONDITIONS: Final[Choices] = (("NORMAL", "Bình thường"), ("HARD", "Nặng nhọc, độc hại, vùng khó khăn"))
AFTER: Final[Choices] = (
    ("SICK_OTHER", "Sau ốm đau"), ("SICK_SURGERY", "Sau ốm đau, phẫu thuật"),
    ("SICK_LONG", "Sau ốm đau, bệnh dài ngày"), ("BIRTH_OTHER", "Sau sinh con"),
    ("BIRTH_SURGERY", "Sau sinh con, phẫu thuật"), ("BIRTH_TWINS", "Sau sinh đôi trở lên"),
)  # fmt: skip


@dataclass(frozen=True)
class Figure:
    """One figure: `name` in the entries and `field` in the case; `read` takes what was typed and raises Unreadable.

    `usual` is what stands where nothing is typed; without it the figure must be given.
    """

    name: str
    label: str
    read: Callable[[str], Any]
    field: str = ""
    usual: str | None = None
    choices: Choices = ()
    hint: str = ""

    @property
    def key(self) -> str:
        return self.field or self.name

    def word(self, typed: str) -> str:
        """What was typed, a choice in its words."""
        return next((label for value, label in self.choices if typed and value == typed), typed)

    def kept(self, typed: str) -> str:
        """What was typed, a choice as the page keeps it: the same in words is no other figure."""
        said = fold(typed)
        return next((value for value, label in self.choices if said in (fold(value), fold(label))), typed)


def _amount(typed: str) -> str:
    return str(reading.money({"": typed}, ""))


def _from(least: int, most: int) -> Callable[[str], int]:
    """Whole numbers from `least` to `most`, both inclusive."""

    def read(typed: str) -> int:
        if not re.fullmatch(r"\d{1,4}", typed):
            raise Unreadable(f"«{typed}» không phải số nguyên.")
        if odd := list(outside("Số", int(typed), least, most)):
            raise Unreadable(*odd)
        return int(typed)

    return read


def _halves(typed: str) -> str:
    if not _HALVES.fullmatch(typed):
        raise Unreadable(f"Số ngày «{typed}» không hợp lệ: ghi số nguyên hoặc nửa ngày, ví dụ 2,5.")
    halves = typed.replace(",", ".")
    if Fraction(halves) > DAYS_OF_YEAR:
        raise Unreadable(f"Số ngày «{typed}» quá {DAYS_OF_YEAR} ngày của một năm: hãy xem lại.")
    return halves


def _day(typed: str) -> str:
    for form in _DAYS:
        try:
            return datetime.strptime(typed, form).date().isoformat()  # noqa: DTZ007 # a calendar day
        except ValueError:
            continue
    raise Unreadable(f"Ngày «{typed}» không hợp lệ, hãy ghi dạng dd/mm/yyyy.")


def _past_day(typed: str) -> str:
    day = _day(typed)
    if odd := list(after_today("Ngày", date.fromisoformat(day))):
        raise Unreadable(*odd)
    return day


def _yes(typed: str) -> bool:
    said = fold(typed)
    if said not in ("", "co", "x", "1", "khong", "0"):
        raise Unreadable(f"«{typed}»: ghi «có», hoặc để trống.")
    return said in ("co", "x", "1")


def _one_of(choices: Choices) -> Callable[[str], str]:
    """By its code or its words."""
    known = {fold(name): value for value, label in choices for name in (value, label)}

    def read(typed: str) -> str:
        if fold(typed) not in known:
            raise Unreadable(f"«{typed}» phải là một trong: {'; '.join(label for _, label in choices)}.")
        return known[fold(typed)]

    return read


def _text(typed: str) -> str:
    return typed


SALARY: Final = Figure("salary", "Tiền lương tháng trước khi nghỉ", _amount)
AVERAGE: Final = Figure("average", "Bình quân tiền lương 6 tháng trước khi nghỉ", _amount)
DAYS: Final = Figure("days", "Số ngày được hưởng", _halves, hint="Để trống: bằng số ngày đơn vị đề nghị.", usual="")
WHOLE_DAYS: Final = Figure("days", "Số ngày được hưởng", _from(0, DAYS_OF_YEAR), hint=DAYS.hint, usual="")
BORN: Final = Figure("born", "Ngày sinh con", _past_day)
MONTHS_PAID: Final = Figure(
    "months_paid", "Số tháng đã đóng BHXH", _from(1, MONTHS_OF_WORK), hint="Nghỉ ngay tháng đầu đóng: ghi 1."
)
MONTHS_IN_YEAR: Final = Figure(
    "months_in_year", "Số tháng đóng trong 12 tháng trước khi sinh", _from(1, MONTHS_OF_YEAR), "months_paid"
)
FIGURES: Final[dict[str, tuple[Figure, ...]]] = {
    Kind.SICKNESS: (
        SALARY, DAYS, MONTHS_PAID,
        Figure("conditions", "Điều kiện làm việc", _one_of(CONDITIONS), usual="NORMAL", choices=CONDITIONS),
        Figure("days_before", "Số ngày đã hưởng từ đầu năm", _halves, usual="0"),
        Figure("long_term", "Bệnh phải chữa trị dài ngày", _yes, usual="", choices=YES_NO),
    ),
    Kind.MATERNITY: (
        AVERAGE, BORN, Figure("children", "Số con sinh lần này", _from(1, CHILDREN_OF_BIRTH), usual="1"),
        Figure("second_child", "Sinh con thứ hai khi có một con còn sống", _yes, usual="", choices=YES_NO),
        MONTHS_IN_YEAR,
    ),
    Kind.FATHER: (AVERAGE, BORN, WHOLE_DAYS),
    Kind.CONVALESCENCE: (
        Figure("after", "Dưỡng sức sau", _one_of(AFTER), choices=AFTER), WHOLE_DAYS,
        Figure("days_before", "Số ngày đã hưởng từ đầu năm", _from(0, DAYS_OF_YEAR), usual="0"),
    ),
    Kind.STATED: (
        Figure("amount", "Số tiền ấn định", _amount),
        Figure("ground", "Căn cứ, cách tính", _text, hint="Điều luật và phép tính, in kèm cách tính của dòng."),
    ),
}  # fmt: skip
"""What each way of computing asks for, in the order of the page."""


@dataclass(frozen=True)
class ReadCase:
    """The case as JSON, or what keeps it from one: `missing` nothing typed, `wrong` by the figure's name."""

    case: dict[str, Any]
    missing: tuple[str, ...]
    wrong: dict[str, str]

    @property
    def problems(self) -> list[str]:
        said = [f"Chưa ghi: {', '.join(self.missing)}."] if self.missing else []
        return [*said, *self.wrong.values()]


def read_figures(kind: str, entries: Mapping[str, Any], line: ListLine) -> ReadCase:
    """What was typed for a line as the case of its kind; days and month of the leave come from the line itself."""
    case, missing, wrong = dict[str, Any](), list[str](), dict[str, str]()
    for figure in FIGURES[kind]:
        typed = reading.text(entries, figure.name) or _usual(figure, line)
        if typed is None:
            missing.append(figure.label)
            continue
        try:
            case[figure.key] = figure.read(typed)
        except Unreadable as unreadable:
            wrong[figure.name] = f"{figure.label}: {unreadable.problems[0]}"
    if kind in (Kind.SICKNESS, Kind.CONVALESCENCE):
        _put_leave(case, missing, line)
    return ReadCase(case, tuple(missing), wrong)


def _usual(figure: Figure, line: ListLine) -> str | None:
    if figure.name == "days":
        return line.asked_days or None
    return figure.usual


def _put_leave(case: dict[str, Any], missing: list[str], line: ListLine) -> None:
    if line.starts_on:
        case["leave"] = str(Month.of(line.starts_on))
    else:
        missing.append("Ngày bắt đầu nghỉ trên danh sách")
