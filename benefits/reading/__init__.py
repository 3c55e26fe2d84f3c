"""How is what an officer typed read as months, amounts and times? Strictly: nothing is guessed from half a number."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, TypeVar

from benefits.arithmetic.cases import RegionalTime, SupportedTime, SupportGroup
from benefits.arithmetic.months import Month
from bhxh_archive.text import fold

_AMOUNT = re.compile(r"\d+|\d{1,3}(?:[. ]\d{3})+")
_REGIONAL = re.compile(r"(\d+(?:[.,]\d+)?)\s*[x×*]\s*(\d+)")
_SUPPORT = re.compile(r"(\S+)\s*-\s*(\S+?)\s*:\s*(.+)")
SUPPORT_GROUPS: Final = {
    "ngheo": SupportGroup.POOR, "ho ngheo": SupportGroup.POOR, "can ngheo": SupportGroup.NEAR_POOR,
    "ho can ngheo": SupportGroup.NEAR_POOR, "dan toc thieu so": SupportGroup.ETHNIC_MINORITY,
    "khac": SupportGroup.OTHER,
}  # fmt: skip
Choice = TypeVar("Choice", bound=StrEnum)


class Unreadable(ValueError):  # noqa: N818 - named after what is the matter
    """What was typed says nothing that can be computed with; `problems` are sentences for the officer."""

    def __init__(self, *problems: str) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


def text(entries: Mapping[str, Any], key: str) -> str:
    """The typed text without blanks around it, "" when there is none."""
    value = entries.get(key)
    return "" if value is None else str(value).strip()


def month(entries: Mapping[str, Any], key: str) -> Month | None:
    """A month, or None when nothing was typed. Raises Unreadable."""
    typed = text(entries, key)
    try:
        return Month.parse(_with_slash(typed)) if typed else None
    except ValueError as error:
        raise Unreadable(f"Tháng «{typed}» không hợp lệ, hãy ghi dạng MM/YYYY.") from error


def _with_slash(typed: str) -> str:
    """`062026` -> `06/2026`: the quick way to type a month."""
    return f"{typed[:2]}/{typed[2:]}" if re.fullmatch(r"\d{6}", typed) else typed


def day(entries: Mapping[str, Any], key: str) -> date | None:
    """A day as DD/MM/YYYY (`05082026` and `2026-08-05` are understood), or None when nothing was typed.

    Raises Unreadable.
    """
    typed = text(entries, key)
    try:
        return _day(typed) if typed else None
    except ValueError as error:
        raise Unreadable(f"Ngày «{typed}» không hợp lệ, hãy ghi dạng DD/MM/YYYY.") from error


def _day(typed: str) -> date:
    if iso := re.fullmatch(r"(\d{4})-(\d{2})-(\d{2})", typed):
        return date(*map(int, iso.groups()))
    parts = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})|(\d{2})(\d{2})(\d{4})", typed)
    if parts is None:
        raise ValueError(typed)
    number, month_number, year = (int(part) for part in parts.groups() if part)
    return date(year, month_number, number)


def money(entries: Mapping[str, Any], key: str) -> Decimal | None:
    """Whole đồng, or None when nothing was typed; `3.78` is not 378. Raises Unreadable."""
    typed = text(entries, key)
    if not typed:
        return None
    if not _AMOUNT.fullmatch(typed):
        raise Unreadable(f"Số tiền «{typed}» không hợp lệ, hãy ghi bằng đồng, ví dụ 3.783.135.")
    return Decimal(re.sub(r"[. ]", "", typed))


def whole(entries: Mapping[str, Any], key: str) -> int | None:
    """A whole number, or None when nothing was typed. Raises Unreadable."""
    typed = text(entries, key)
    if typed and not re.fullmatch(r"\d{1,4}", typed):
        raise Unreadable(f"«{typed}» không phải số nguyên từ 0 trở lên.")
    return int(typed) if typed else None


def percent(entries: Mapping[str, Any], key: str) -> int | None:
    """A whole per cent from 0 to 100, or None when nothing was typed. Raises Unreadable."""
    typed = text(entries, key).removesuffix("%").strip()
    if typed and not (re.fullmatch(r"\d{1,3}", typed) and int(typed) <= 100):
        raise Unreadable(f"«{typed}» không phải tỷ lệ từ 0 đến 100%.")
    return int(typed) if typed else None


def choice(kind: type[Choice], entries: Mapping[str, Any], key: str, default: Choice) -> Choice:
    """One of the values of `kind`. Raises Unreadable for anything else."""
    typed = text(entries, key)
    try:
        return kind(typed) if typed else default
    except ValueError as error:
        raise Unreadable("Trường hợp hưởng không có trong danh mục.") from error


def regional(entries: Mapping[str, Any], key: str = "regional") -> tuple[RegionalTime, ...]:
    """`0,5 x 60; 0,7 x 24`: coefficient of the regional allowance times months before 2007. Raises Unreadable."""
    parts = [part.strip() for part in text(entries, key).split(";") if part.strip()]
    return tuple(_regional(part) for part in parts)


def _regional(part: str) -> RegionalTime:
    match = _REGIONAL.fullmatch(part)
    if match is None:
        raise Unreadable(f"Phụ cấp khu vực «{part}» chưa đúng dạng hệ số x số tháng, ví dụ 0,5 x 60.")
    return RegionalTime(Decimal(match[1].replace(",", ".")), int(match[2]))


def support(entries: Mapping[str, Any], key: str = "support") -> tuple[SupportedTime, ...]:
    """One line a time: `01/2018 - 12/2020: hộ nghèo`. Raises Unreadable."""
    return tuple(_support(line.strip()) for line in text(entries, key).splitlines() if line.strip())


def _support(line: str) -> SupportedTime:
    match = _SUPPORT.fullmatch(line)
    group = SUPPORT_GROUPS.get(fold(match[3])) if match else None
    if match is None or group is None:
        raise Unreadable(f"Dòng «{line}» chưa đúng dạng 01/2018 - 12/2020: hộ nghèo.")
    start, end = month({"m": match[1]}, "m"), month({"m": match[2]}, "m")
    if start is None or end is None or end < start:
        raise Unreadable(f"Dòng «{line}»: tháng kết thúc trước tháng bắt đầu.")
    return SupportedTime(start, end, group)
