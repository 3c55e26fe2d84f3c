"""Which spreadsheets does the office give out for an employer's list: the template, and the lines to be mended?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from intake.lists.faults import DOUBLE, faults
from intake.models import EmployerList, ListLine
from intake.pipeline.tables.columns import LABELS, OURS

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FORM: Final = "01B-HSB"
KEY_HEADING: Final = "Mã dòng (giữ nguyên)"
_TEMPLATE: Final = tuple(name for name in LABELS if name not in OURS)
_WIDTHS: Final = {"full_name": 28, "condition": 30, "note": 24, "account": 20, "bank": 20, "fault": 60, "key": 22,
                  "benefit": 22}  # fmt: skip
_TEXT: Final = "@"
_HOW: Final = (
    "Mỗi dòng là một người và một đợt nghỉ. Ngày ghi dd/mm/yyyy. Mã số BHXH 10 chữ số hoặc số CCCD 12 chữ số. "
)
_BENEFIT: Final = (
    "Chế độ: ghi ốm đau (bản thân, con ốm), thai sản (sinh con, khám thai, sảy thai, nhận con nuôi, vợ sinh con) hoặc "
    "dưỡng sức. "
)
_PART: Final = "Phần: 1 là đề nghị mới, 2 là điều chỉnh số đã giải quyết (cần xác nhận)."
_OF_THE_FORM: Final = (
    "Mẫu 01B-HSB: danh sách đề nghị giải quyết hưởng chế độ ốm đau, thai sản, dưỡng sức phục hồi sức khỏe",
    _HOW + _BENEFIT + _PART,
)


def template(other: str = "") -> bytes:
    """The empty form with our headings; its cells are text, so that a leading zero stays. `other`: the name of the
    procedure where that is none of the form 01B-HSB: all lines ask for the one benefit."""
    names = [name for name in _TEMPLATE if not (other and name == "benefit")]
    book = Workbook(write_only=True)
    sheet = _sheet(book, [(name, LABELS[name]) for name in names], "Danh sách" if other else FORM)
    for text in (f"Danh sách đề nghị: {other}", _HOW + _PART) if other else _OF_THE_FORM:
        sheet.append([_cell(sheet, text)])
    sheet.append(_heads(sheet, [LABELS[name] for name in names]))
    for number in range(1, 21):
        sheet.append([_cell(sheet, str(number) if name == "ordinal" else "") for name in names])
    return _bytes(book)


def error_file(found: EmployerList, lines: Iterable[ListLine], extras: Sequence[str]) -> bytes:
    """The lines to be mended as they came, each with its key and what is wrong, the faulty cells coloured and with what
    is wrong of them as their comment; `extras` are further columns met."""
    names = [*_TEMPLATE, *extras]
    book = Workbook(write_only=True)
    headings = [*(LABELS.get(name, name.removeprefix("+")) for name in names), KEY_HEADING, LABELS["fault"]]
    sheet = _sheet(book, list(zip([*names, *OURS], headings, strict=True)))
    sheet.append(_heads(sheet, headings))
    for line in lines:
        sheet.append(list(_row(sheet, line, names)))
    return _bytes(book)


def _sheet(book: Any, columns: Sequence[tuple[str, str]], title: str = FORM) -> Any:
    sheet = book.create_sheet(title)
    for place, (name, _) in enumerate(columns, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, 14)
    return sheet


def _heads(sheet: Any, headings: Sequence[str]) -> list[Any]:
    cells = [_cell(sheet, text) for text in headings]
    for cell in cells:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    return cells


def _row(sheet: Any, line: ListLine, names: Sequence[str]) -> Iterator[Any]:
    cells = line.cells | {"part": line.cells.get("part", line.part)}
    wrong = _wrong(line)
    for name in names:
        yield _marked(_cell(sheet, cells.get(name, "")), wrong.get(name, []))
    yield _cell(sheet, line.key)
    yield _cell(sheet, faults(line))


def _wrong(line: ListLine) -> dict[str, list[str]]:
    """Column -> what is wrong in it; a double shows in the name and the first day."""
    wrong: dict[str, list[str]] = defaultdict(list)
    for name, text in line.problems:
        wrong[name].append(text)
    if line.double:
        for name in ("full_name", "starts"):
            wrong[name].append(DOUBLE.format(line.double))
    return wrong


def _marked(cell: Any, wrong: Sequence[str]) -> Any:
    if wrong:
        cell.fill = PatternFill("solid", fgColor="F8D7DA")
        cell.comment = Comment("\n".join(wrong), "BHXH Archive", height=90, width=260)
    return cell


def _cell(sheet: Any, text: str) -> Any:
    """A cell of text, whatever it begins with: what came as a formula goes out as words."""
    cell = WriteOnlyCell(sheet, value=text or None)
    if text:
        cell.data_type = "s"
    cell.number_format = _TEXT
    return cell


def _bytes(book: Any) -> bytes:
    out = BytesIO()
    book.save(out)
    return out.getvalue()
