"""How do the figures of many lines go out as a spreadsheet, and come back row by row?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from benefits.lists.figures import FIGURES, Figure
from benefits.lists.kinds import usual_kind
from benefits.models import LineSettlement
from benefits.reading import Unreadable
from bhxh_archive.spreadsheets import cell
from bhxh_archive.text import fold, number_fold
from intake.lists.sheets import KEY_HEADING
from intake.models import ListLine
from intake.pipeline.tables.columns import LABELS

Named = tuple[int, ListLine | None, dict[str, str]]
KIND: Final = "Cách tính"
_OWN: Final = ("ordinal", "full_name", "insurance_number", "personal_id", "starts", "ends", "days", "benefit")
"""What the sheet says of a line so that a person knows it; only the key is read back, or ordinal and name."""
_KINDS: Final = {fold(word): kind.value for kind in LineSettlement.Kind for word in (kind.value, kind.label)}
_COLUMNS: Final[dict[str, str]] = {figure.label: figure.name for row in FIGURES.values() for figure in row}
"""Heading of a column -> name of the figure, as the page calls both."""
_BY_HEADING: Final = {fold(label): name for label, name in _COLUMNS.items()}
HOW: Final = (
    "Số liệu để tính các dòng của danh sách. Giữ nguyên cột «Mã dòng»; ô để trống thì giữ số liệu đã ghi.",
    f"{KIND}: {'; '.join(kind.label for kind in LineSettlement.Kind)}. Ngày ghi dd/mm/yyyy, tiền ghi bằng đồng.",
)


@dataclass(frozen=True)
class Row:
    """One row of the file that names a line: its way of computing and the figures that were filled in."""

    line: ListLine
    kind: str
    entries: dict[str, str]


@dataclass(frozen=True)
class Read:
    """The rows that can be taken, a sentence for each that can't, and the columns nobody asks for."""

    rows: list[Row]
    errors: list[str]
    unused: list[str]


def figures_xlsx(lines: Iterable[ListLine], procedure_code: str) -> bytes:
    """The lines with their figures as they stand; the import takes the sheet back."""
    headings = [KEY_HEADING, *(LABELS[name] for name in _OWN), KIND, *_COLUMNS]
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("Số liệu")
    for place, heading in enumerate(headings, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = 28 if heading == LABELS["full_name"] else 18
    for text in HOW:
        sheet.append([cell(sheet, text)])
    sheet.append([cell(sheet, heading, bold=True) for heading in headings])
    for line in lines:
        sheet.append([cell(sheet, text) for text in _cells(line, procedure_code)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _cells(line: ListLine, procedure_code: str) -> Iterator[str]:
    done: LineSettlement | None = getattr(line, "settlement", None)
    kind = _kind_now(line, procedure_code)
    asked = {figure.name: figure for figure in FIGURES[kind]}
    yield line.key
    yield from (line.cells.get(name, "") if name != "ordinal" else str(line.ordinal) for name in _OWN)
    yield LineSettlement.Kind(kind).label
    for name in _COLUMNS.values():
        yield asked[name].word(str(done.entries.get(name, ""))) if done and name in asked else ""


def read_rows(table: Mapping[str, Any], lines: Sequence[ListLine], procedure_code: str) -> Read:
    """What a table (see `table_of_file`) says of these lines. A row that is wrong in one cell is not taken at all."""
    rows, errors = list[Row](), list[str]()
    for number, line, typed in _named(table, lines):
        if line is None:
            errors.append(f"Hàng {number}: không có dòng nào của danh sách mang mã hoặc số thứ tự và họ tên này.")
            continue
        row, wrong = _read(line, typed, procedure_code)
        errors += [f"Hàng {number}, {text}" for text in wrong]
        if not wrong:
            rows.append(row)
    seen = Counter(line.pk for _, line, _ in _named(table, lines) if line)
    errors += [f"Dòng {line.ordinal} đứng {seen[line.pk]} lần trong tệp: chỉ để một hàng cho mỗi dòng."
               for line in lines if seen[line.pk] > 1]  # fmt: skip
    return Read([row for row in rows if seen[row.line.pk] == 1], errors, _unused(table))


def _named(table: Mapping[str, Any], lines: Sequence[ListLine]) -> Iterator[Named]:
    """Each row of the file with the line that its key names, or without a key its ordinal and name."""
    by_key = {line.key: line for line in lines}
    by_place = {(str(line.ordinal), line.name_folded): line for line in lines}
    for number, typed, _ in table["lines"]:
        named, place = number_fold(typed.get("key", ""))[:10], typed.get("ordinal", "")
        yield number, by_key.get(named) if named else by_place.get((place, fold(typed.get("full_name", "")))), typed


def _read(line: ListLine, typed: Mapping[str, str], procedure_code: str) -> tuple[Row, list[str]]:
    said = next((text for name, text in typed.items() if fold(name) == fold(KIND)), "")
    kind = _KINDS.get(fold(said)) or _kind_now(line, procedure_code)
    wrong = [f"{KIND}: «{said}» không có trong danh mục."] if said.strip() and fold(said) not in _KINDS else []
    known = {figure.name: figure for figure in FIGURES[kind]}
    filled = {_BY_HEADING.get(fold(name), ""): text.strip() for name, text in typed.items()}
    entries = {name: text for name, text in filled.items() if name in known and text}
    wrong += filter(None, (_wrong(known[name], value) for name, value in entries.items()))
    return Row(line, kind, {name: known[name].kept(text) for name, text in entries.items()}), wrong


def _kind_now(line: ListLine, procedure_code: str) -> str:
    done: LineSettlement | None = getattr(line, "settlement", None)
    return done.kind if done else usual_kind(line, procedure_code).value


def _wrong(figure: Figure, typed: str) -> str:
    try:
        figure.read(typed)
    except Unreadable as unreadable:
        return f"{figure.label}: {unreadable.problems[0]}"
    return ""


def _unused(table: Mapping[str, Any]) -> list[str]:
    names = dict.fromkeys(name for _, typed, _ in table["lines"] for name in typed)
    known = {fold(KIND), *_BY_HEADING}
    return [name.removeprefix("+") for name in names if name.startswith("+") and fold(name) not in known]
