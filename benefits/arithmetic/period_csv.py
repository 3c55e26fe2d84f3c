"""How do periods come out of a spreadsheet, and go back into one?

Comma, semicolon or tab; headings as they are told, with or without marks, also below a title; MM/YYYY; money with dots.
A line that cannot be read becomes an error with its line number, and the other lines are still read.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from benefits.arithmetic.months import Month
from benefits.arithmetic.periods import EXCLUSION_WORDS, Exclusion, Period, Regime
from bhxh_archive.history_headings import COLUMNS, HEADINGS, fields_by_heading
from bhxh_archive.money import dong
from bhxh_archive.text import clean_name, fold
from bhxh_archive.text.old_fonts import in_vni

_REGIMES = {
    **dict.fromkeys(("nn", "nha nuoc", "state"), Regime.STATE),
    **dict.fromkeys(("dn", "nsdld", "doanh nghiep", "nguoi su dung lao dong", "employer"), Regime.EMPLOYER),
    **dict.fromkeys(("tn", "tu nguyen", "voluntary"), Regime.VOLUNTARY),
}
REGIME_WORDS = {Regime.STATE: "NN", Regime.EMPLOYER: "DN", Regime.VOLUNTARY: "TN"}
_EXCLUSIONS = {
    **dict.fromkeys(("", "co", "x", "yes", "1")),
    **dict.fromkeys(("khong", "no", "0"), Exclusion.OTHER),
    **{fold(words): reason for reason, words in EXCLUSION_WORDS.items()},
    **dict.fromkeys(("da huong", "da huong mot lan", "da huong bhxh 1 lan"), Exclusion.DRAWN),
    **dict.fromkeys(("om dau", "om"), Exclusion.SICK),
    **dict.fromkeys(("khong luong", "nghi khong luong"), Exclusion.UNPAID),
}
_HEADING_WITHIN = 40
_OLD_FONT = "không phải Unicode, có vẻ gõ bằng phông VNI; hãy chuyển tệp sang Unicode."
_UNIT = re.compile(r"\s*(đồng|vnđ|vnd|đ)?\s*$", re.IGNORECASE)
_GROUPED = re.compile(r"\d{1,3}(?:[.,\s]\d{3})+")
_EITHER = re.compile(r"(\d{1,2})[.,](\d{3})")
"""A whole number with a sign between thousands, or one with three decimals."""
_DECIMAL_COMMA = re.compile(r"\d{1,3}(?:\.\d{3})*,\d+|\d+,\d+")
# A spreadsheet would run these as a formula.
_FORMULA_START = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class CsvError:
    """A line (1-based, the header is line 1) and column that could not be read, and what to do."""

    line: int
    column: str
    message_vi: str


def read_csv(text: str) -> tuple[list[Period], list[CsvError]]:
    """Periods of all readable lines, and the errors of the others."""
    numbered, errors = read_numbered(text)
    return [period for _, period in numbered], errors


def read_numbered(
    text: str, headings: Mapping[str, str] = HEADINGS, *, smallest: int = 0
) -> tuple[list[tuple[int, Period]], list[CsvError]]:
    """As `read_csv`, each period with its line (the header is line 1); `headings` as in `history_headings`.

    A salary below `smallest` đồng that is no coefficient either is an error: `4.125` may be meant as one.
    """
    known = fields_by_heading(headings)
    lines, errors = _lines(text, known)
    if errors:
        return [], errors
    (heading, cells), *rows = lines
    fields = [known.get(fold(cell), "") for cell in cells]
    if wrong := list(_wrong_columns(fields)):
        return [], [CsvError(heading, name, said) for name, said in wrong]
    return _read_lines(fields, rows, smallest)


def unused_headings(text: str, headings: Mapping[str, str] = HEADINGS) -> list[str]:
    """What stands above the columns that are left aside."""
    known = fields_by_heading(headings)
    lines, _ = _lines(text, known)
    return [cell.strip() for cell in lines[0][1] if cell.strip() and fold(cell) not in known] if lines else []


def write_csv(periods: Iterable[Period]) -> str:
    """Semicolon-separated text with Vietnamese headers, as `read_csv` takes it back."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    for period in periods:
        writer.writerow(_cells(period))
    return out.getvalue()


def write_errors(errors: Iterable[CsvError]) -> str:
    """What could not be read, for who corrects the file beside it: line, column, what is wrong."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(("Dòng", "Cột", "Chỗ cần sửa"))
    writer.writerows((error.line, error.column, _guarded(error.message_vi)) for error in errors)
    return out.getvalue()


def _lines(text: str, known: Mapping[str, str]) -> tuple[list[tuple[int, list[str]]], list[CsvError]]:
    """The heading and what stands below, each line with its number; or why there is nothing to read."""
    text = text.lstrip("\ufeff")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text, known), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error:
        return [], [CsvError(reader.line_num, "", "Tệp CSV hỏng dấu nháy kép tại dòng này; hãy lưu lại từ bảng tính.")]
    if not lines:
        return [], [CsvError(1, "", "Tệp không có dòng nào.")]
    return lines[_place_of_heading([cells for _, cells in lines], known) :], []


def _wrong_columns(fields: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The columns that are lacking, and those that would be read twice: the last would silently count."""
    for name, label in COLUMNS.items():
        if name in ("start", "end", "regime") and name not in fields:
            yield label, f"Thiếu cột “{label}” ở dòng tiêu đề."
        if fields.count(name) > 1:
            yield label, f"Có nhiều cột được hiểu là “{label}”: hãy bỏ hoặc đổi tiêu đề các cột thừa."


def _read_lines(
    fields: Sequence[str], lines: Iterable[tuple[int, list[str]]], smallest: int
) -> tuple[list[tuple[int, Period]], list[CsvError]]:
    periods: list[tuple[int, Period]] = []
    errors: list[CsvError] = []
    for line, cells in lines:
        row = {field: cell.strip() for field, cell in zip(fields, cells, strict=False) if field}
        values, wrong = _read_cells(line, row)
        wrong += _too_small(line, row, values.get("salary"), smallest)
        errors += wrong
        if not wrong:
            periods.append((line, Period(**values)))
    return periods, errors


def _read_cells(line: int, row: Mapping[str, str]) -> tuple[dict[str, Any], list[CsvError]]:
    values: dict[str, Any] = {}
    errors: list[CsvError] = []
    for field, (read, advice) in _READERS.items():
        try:
            values[field] = read(row.get(field, ""))
        except (ValueError, ArithmeticError, KeyError):
            shown = row.get(field, "")
            errors.append(CsvError(line, COLUMNS[field], f"Dòng {line}, cột “{COLUMNS[field]}”: “{shown}” {advice}"))
    salary = values.get("salary")
    if salary is not None and salary < 100 and values.get("coefficient") is None:
        values |= {"salary": None, "coefficient": salary}  # one column for both: nobody earns 4,65 đồng
    return values, errors


def _too_small(line: int, row: Mapping[str, str], salary: Decimal | None, smallest: int) -> list[CsvError]:
    """Nobody was ever paid so little a month: what stands there was meant otherwise."""
    if salary is None or not 0 < salary < smallest:
        return []
    typed, name, least = row.get("salary", ""), COLUMNS["salary"], f"từ {dong(smallest)} đồng"
    said = f"nhỏ hơn mọi mức lương đã có ({least}). Kiểm tra lại số tiền; nếu là hệ số, ghi số dưới 100."
    if either := _EITHER.fullmatch(_UNIT.sub("", typed)):
        units, thousandths = either.groups()
        said = (f"không rõ là {units}.{thousandths} đồng hay hệ số {units},{thousandths}. Là tiền thì ghi đủ số đồng "
                f"({least}); là hệ số thì ghi {units},{thousandths}0.")  # fmt: skip
    return [CsvError(line, name, f"Dòng {line}, cột “{name}”: “{typed}” {said}")]


def _place_of_heading(rows: Sequence[Sequence[str]], known: Mapping[str, str]) -> int:
    """The first of the rows that name most columns: an export may begin with a title, whose it is, and the day."""
    named = [_named(cells, known) for cells in rows[:_HEADING_WITHIN]]
    return named.index(max(named))


def _named(cells: Iterable[str], known: Mapping[str, str]) -> int:
    return sum(1 for cell in cells if fold(cell) in known)


def _delimiter(text: str, known: Mapping[str, str]) -> str:
    """The sign by which most columns are named in a line of the beginning."""
    lines = text.splitlines()[:_HEADING_WITHIN]
    return max(";,\t", key=lambda sign: max((_named(line.split(sign), known) for line in lines), default=0))


def _number(text: str) -> Decimal | None:
    """5.000.000, 5,000,000, 5 000 000 đ, 4,65 and 4.65; None when empty. Raises ArithmeticError or ValueError."""
    bare = _UNIT.sub("", text)
    if not bare:
        return None
    if _GROUPED.fullmatch(bare):
        return Decimal(re.sub(r"[.,\s]", "", bare))
    if _DECIMAL_COMMA.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", "."))
    return _finite(bare)


def _coefficient(text: str) -> Decimal | None:
    """4,65 or 4.65 or 4.980; a coefficient has no groups of thousands."""
    return _finite(text.replace(",", ".")) if text else None


def _percent(text: str) -> Decimal | None:
    """22 or 25,5 or 22 %: more than nothing, at most everything, two decimals."""
    rate = _coefficient(text.removesuffix("%").strip())
    if rate is not None and (not 0 < rate <= 100 or round(rate, 2) != rate):
        raise ValueError(text)
    return rate


def _finite(text: str) -> Decimal:
    if not re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII):
        raise ValueError(text)
    return Decimal(text)


def _word(text: str) -> str:
    if in_vni(text):
        raise ValueError(text)
    return clean_name(text[1:] if text.startswith("'") and _is_dangerous(text) else text)


_Reader = Callable[[str], Any]
_READERS: dict[str, tuple[_Reader, str]] = {
    "start": (Month.parse, "không phải tháng dạng MM/YYYY."),
    "end": (Month.parse, "không phải tháng dạng MM/YYYY."),
    "regime": (lambda text: _REGIMES[fold(text)], "phải là NN, DN hoặc TN."),
    "salary": (_number, "không phải số tiền."),
    "coefficient": (_coefficient, "không phải hệ số."),
    "allowances": (lambda text: _coefficient(text) or Decimal(0), "không phải hệ số."),
    "rate": (lambda text: _percent(text), "phải là phần trăm lớn hơn 0, không quá 100, tối đa hai số lẻ."),
    "job": (_word, _OLD_FONT),
    "employer": (_word, _OLD_FONT),
    "exclusion": (
        lambda text: _EXCLUSIONS[fold(text)],
        "phải là có, không, hoặc lý do không tính: nợ đóng, đã hưởng BHXH một lần, ốm đau, không lương.",
    ),
    "note": (_word, _OLD_FONT),
}


def _cells(period: Period) -> list[str]:
    words = [_guarded(text) for text in (period.job, period.employer)]
    numbers = (period.salary, period.coefficient, period.allowances or None, period.rate)
    exclusion = EXCLUSION_WORDS[period.exclusion] if period.exclusion else ""
    regime = REGIME_WORDS[period.regime]
    return [
        str(period.start),
        str(period.end),
        regime,
        *map(_written, numbers),
        *words,
        exclusion,
        _guarded(period.note),
    ]


def _written(number: Decimal | None) -> str:
    return "" if number is None else f"{number:f}".replace(".", ",")


def _guarded(text: str) -> str:
    return f"'{text}" if _is_dangerous(text) else text


def _is_dangerous(text: str) -> bool:
    """Would run as a formula, or looks like one that was guarded (so that guarding can be undone exactly)."""
    return text.lstrip("'").startswith(_FORMULA_START)
