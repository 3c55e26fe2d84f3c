"""Is a line of an employer's list (01B-HSB) fit to be taken, and if not: what is wrong in which column?

An insurance number or personal id of the wrong length stops a line, as does a birthday that is no day: the benefit
would go to nobody, or to somebody else. Everything else about a number only warns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any, Final

from django.utils.timezone import localdate

from bhxh_archive.documents.glyphs import named, unprintable
from bhxh_archive.identifiers import check_personal_id, sex_of
from bhxh_archive.text import clean_name, fold, number_fold
from bhxh_archive.text.old_fonts import garbled_name
from intake.models.lists import HALF_DAYS
from intake.pipeline.tables.columns import LABELS
from intake.pipeline.tables.rows import ACROSS, MERGED
from intake.rules.list_benefits import BENEFIT_WORDS, benefit_of, is_doubtful, is_from_work

_DAY: Final = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})|(\d{4})-(\d{2})-(\d{2})(?:[ T].*)?")
_YEAR_ALONE: Final = re.compile(r"(?:(?:00?[/.\- ])?(?:0?\d|1[0-2])[/.\- ])?(\d{4})")
_NOT_POSITIVE: Final = re.compile(r"-.*|0+(?:[.,]0*)?")
_AMOUNT: Final = re.compile(r"\d+(?:[.,\s]\d{3})*(?:[.,]\d{1,2})?\s*(?:đ|đồng|VND|VNĐ)?", re.IGNORECASE)
_CLEAR_AMOUNT: Final = re.compile(
    r"(?:(?:\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:\s\d{3})+)(?:,\d{1,2})?|\d{1,3}(?:,\d{3})+(?:\.0{1,2})?)(?![\d.,])"
)
_OF_TWO_MINDS: Final = (
    "«{}» chưa rõ dấu nào ngăn hàng nghìn, dấu nào ngăn phần lẻ; hãy ghi số tiền bằng đồng, ví dụ 3.783.135"
)
_FLAGS: Final = {
    "formula": "ô chứa công thức chưa có kết quả; hãy dán giá trị vào ô",
    "error": "ô bị lỗi của bảng tính; hãy gõ lại giá trị",
    "long": "ô dài hơn 1.000 ký tự nên bị cắt; hãy rút gọn",
}
_UNREADY: Final = (
    (re.compile(r"=.+"), "formula"),
    (re.compile(r"#(N/A|DIV/0!|VALUE!|REF!|NAME\?|NUM!|NULL!)"), "error"),
)
"""What a spreadsheet could not compute, told by the text alone: our error file hands it out as words."""
_OF_A_PERSON: Final = ("full_name", "insurance_number", "personal_id", "born")
_SHARED: Final = "lấy từ ô gộp {} chung cho nhiều dòng; hãy xem các dòng có đúng là một người"
_ACROSS: Final = "ô gộp {} kéo cả cột bên trái («{}») sang cột này; hãy bỏ gộp ô rồi ghi đúng từng cột"
_FITS: Final = {
    "full_name": re.compile(r"\D*"), "insurance_number": re.compile(r"[\d .\-]+"),
    "personal_id": re.compile(r"[\d .\-]+"), "born": re.compile(r"[\d/.\- ]+"),
}  # fmt: skip
"""What may stand in a column; where a merged cell brings something else, that is the fault, and not its length."""
_OF_A_LINE: Final = ("starts", "ends", "days", "amount", "account")
_SHARED_FIGURE: Final = "lấy từ ô gộp {} chung cho nhiều dòng; hãy xem có đúng cho từng dòng"
_UNLIKE: Final = (
    "«{}» không giống chế độ ốm đau, thai sản hay dưỡng sức nên tính theo thủ tục của hồ sơ; nếu không phải, chọn lại "
    "ở trang của dòng"
)
_FROM_WORK: Final = (
    "«{}» không thuộc danh sách 01B-HSB, nộp theo thủ tục tai nạn lao động, bệnh nghề nghiệp: ghi không nhận dòng này, "
    "hoặc chọn chế độ ở trang của dòng"
)
_OF_THE_FORM: Final = (
    "«{}» nộp theo danh sách 01B-HSB, không thuộc thủ tục của hồ sơ này: ghi không nhận dòng này, đơn vị nộp ở hồ sơ "
    "của chế độ ấy"
)
_UNNAMED: Final = "chưa ghi chế độ nên tính theo thủ tục của hồ sơ; nếu không phải, chọn lại ở trang của dòng"
EARLIEST: Final = date(2000, 1, 1)
OLDEST: Final = 1900
LONGEST_NAME: Final = 150


@dataclass
class Judged:
    """What was read of a line; `problems` and `notes` are (field, sentence)."""

    facts: dict[str, Any]
    problems: list[tuple[str, str]] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)


def judge(cells: Mapping[str, str], flags: Mapping[str, str]) -> Judged:
    """Read one line: names, numbers, days; each fault is said at its column."""
    found = Judged({})
    marked = dict(flags) | _unready(cells)
    found.problems += [
        (name, _FLAGS[flag]) for name, flag in marked.items() if flag in _FLAGS and not name.startswith("+")
    ]
    found.notes += [(name, told.format(flags[name].removeprefix(MERGED)))
                    for names, told in ((_OF_A_PERSON, _SHARED), (_OF_A_LINE, _SHARED_FIGURE))
                    for name in names if flags.get(name, "").startswith(MERGED)]  # fmt: skip
    _name(cells.get("full_name", ""), found)
    _numbers(cells, found)
    _birth(cells.get("born", ""), found)
    _time(cells, found)
    _amount(cells.get("amount", ""), found)
    _benefit(cells.get("benefit", ""), found)
    _tell_pulled_over(cells, flags, found)
    if "part" in cells:  # what the reader could not make out
        found.problems.append(("part", "chỉ ghi 1 (đề nghị mới) hoặc 2 (điều chỉnh)"))
    return _told_once(found, _unready(cells))


def _tell_pulled_over(cells: Mapping[str, str], flags: Mapping[str, str], found: Judged) -> None:
    """Of a cell that a merge filled with the text of another column that alone is said, and it is no fact."""
    for name, fits in _FITS.items():
        text, flag = cells.get(name, ""), flags.get(name, "")
        if flag.startswith(ACROSS) and not fits.fullmatch(text):
            found.problems[:] = [row for row in found.problems if row[0] != name]
            found.problems.append((name, _ACROSS.format(flag.removeprefix(ACROSS), text[:60])))
            found.facts[name] = ""


def _told_once(found: Judged, unready: Mapping[str, str]) -> Judged:
    """Of a cell that holds a formula or an error nothing else is said."""
    found.problems[:] = [row for row in found.problems if row[0] not in unready or row[1] == _FLAGS[unready[row[0]]]]
    found.notes[:] = [row for row in found.notes if row[0] not in unready]
    return found


def _unready(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: flag for name, text in cells.items() for sign, flag in _UNREADY if sign.fullmatch(text)}


def _name(typed: str, found: Judged) -> None:
    name = clean_name(typed)
    found.facts["full_name"] = name[:LONGEST_NAME]
    if len(name) > LONGEST_NAME:
        found.problems.append(("full_name", f"họ tên dài hơn {LONGEST_NAME} ký tự"))
    elif not fold(name):
        found.problems.append(("full_name", "chưa ghi họ và tên"))
    elif any(sign.isdigit() for sign in name):
        found.problems.append(("full_name", "họ tên có chữ số"))
    elif garbled := garbled_name(name):
        found.problems.append(("full_name", garbled))
    elif strange := unprintable(name):
        found.problems.append(("full_name", f"họ tên có ký tự không in được: {named(strange)}"))


def _numbers(cells: Mapping[str, str], found: Judged) -> None:
    unready = {"insurance_number", "personal_id"} & _unready(cells).keys()  # a formula is no number, nor is it missing
    insurance, personal = (
        "" if name in unready else number_fold(cells.get(name, "")) for name in ("insurance_number", "personal_id")
    )
    if (
        len(insurance) == 12 and insurance[0].isdigit() and personal in ("", insurance)
    ):  # from 01/08/2025 the personal id is the number
        insurance, personal = "", insurance
    found.facts |= {"insurance_number": insurance[:20], "personal_id": personal[:20]}
    if not insurance and not personal and not unready:
        found.problems.append(("insurance_number", "chưa ghi mã số BHXH hoặc số CCCD"))
    if insurance and not re.fullmatch(r"\d{10}", insurance, re.ASCII):
        found.problems.append(("insurance_number", _length(insurance, 10)))
    if personal and not re.fullmatch(r"\d{12}", personal, re.ASCII):
        found.problems.append(("personal_id", _length(personal, 12)))
    elif personal:
        found.notes += list(_doubts(personal, cells))


def _doubts(personal: str, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """What the structure of a personal id says against itself, the day of birth, and the sex where a column names it:
    the warnings of the counter."""
    born = earliest_birth(cells.get("born", "").strip())
    column = next((name for name in cells if fold(name) == "gioi tinh"), "")
    places = {"PERSONAL_ID_SEX": column, "PERSONAL_ID_YEAR": "born"}
    for warning in check_personal_id(personal, sex_of(cells.get(column, "")), born.year if born else None):
        yield places.get(warning.code, "personal_id"), warning.message_vi


def _length(number: str, wanted: int) -> str:
    if number.isdecimal() and len(number) < wanted and wanted - len(number) <= 2:
        return f"có {len(number)} chữ số, phải đủ {wanted}; bảng tính có thể đã bỏ số 0 ở đầu"
    return f"phải gồm đúng {wanted} chữ số"


def _birth(typed: str, found: Judged) -> None:
    found.facts["born"] = typed[:10]
    if typed and not _is_birth(typed.strip()):
        found.problems.append(("born", f"«{typed[:30]}» không phải ngày sinh; ghi dd/mm/yyyy, hoặc chỉ ghi năm sinh"))


def _benefit(typed: str, found: Judged) -> None:
    found.facts["benefit"] = benefit_of(typed)
    if is_doubtful(typed):
        read = dict(BENEFIT_WORDS)[found.facts["benefit"]]
        found.notes.append(("benefit", f"«{typed[:30]}» được đọc là {read}; nếu không phải, chọn lại ở trang của dòng"))
    if typed and not found.facts["benefit"]:
        found.notes.append(("benefit", (_FROM_WORK if is_from_work(typed) else _UNLIKE).format(typed[:30])))


def _is_birth(typed: str) -> bool:
    day = earliest_birth(typed)
    return day is not None and day.year >= OLDEST and day <= localdate()


def earliest_birth(typed: str) -> date | None:
    """A day of birth, or the first that is meant where papers know less: `1988`, `05/1988`, `00/00/1988` are that year;
    None when it is neither."""
    if day := read_day(typed):
        return day
    year = _YEAR_ALONE.fullmatch(typed)
    return date(int(year[1]), 1, 1) if year and int(year[1]) >= OLDEST else None


def _amount(typed: str, found: Judged) -> None:
    if not typed:
        return
    if not _AMOUNT.fullmatch(typed.strip()):
        found.notes.append(("amount", f"«{typed[:30]}» không phải số tiền; hãy xem lại"))
    elif not _CLEAR_AMOUNT.match(typed.strip()):
        found.notes.append(("amount", _OF_TWO_MINDS.format(typed[:30])))


def read_day(typed: str) -> date | None:
    """`05/10/2026`, `5-10-2026`, `5.10.2026` or `2026-10-05`; None when it is no day."""
    if not (found := _DAY.fullmatch(typed.strip())):
        return None
    day, month, year, year2, month2, day2 = found.groups()
    try:
        return date(int(year or year2), int(month or month2), int(day or day2))
    except ValueError:
        return None


def _time(cells: Mapping[str, str], found: Judged) -> None:
    starts, ends = (_day(name, cells, found) for name in ("starts", "ends"))
    found.facts |= {"starts_on": starts, "ends_on": ends, "days": _days(cells.get("days", ""), starts, ends, found)}
    if starts and ends and ends < starts:
        found.problems.append(("ends", "«Đến ngày» trước «Từ ngày»"))


def _day(name: str, cells: Mapping[str, str], found: Judged) -> date | None:
    typed = cells.get(name, "")
    day = read_day(typed)
    if not typed:
        found.problems.append((name, f"chưa ghi {LABELS[name].lower()}"))
    elif day is None or day < EARLIEST:
        found.problems.append((name, f"«{typed[:30]}» không phải ngày dạng dd/mm/yyyy"))
        return None
    return day


def _days(typed: str, starts: date | None, ends: date | None, found: Judged) -> int | None:
    if not typed:
        return None
    if _NOT_POSITIVE.fullmatch(typed):
        found.problems.append(("days", f"«{typed[:30]}» không phải số ngày; ghi số lớn hơn 0"))
        return None
    halves = HALF_DAYS.fullmatch(typed)
    if not (halves or re.fullmatch(r"\d{1,4}", typed, re.ASCII)):
        found.notes.append(("days", f"«{typed[:30]}» không phải số ngày nguyên; hãy xem lại"))
        return None
    if starts and ends and starts <= ends and Fraction(typed.replace(",", ".")) > (ends - starts).days + 1:
        found.problems.append(("days", f"{typed} ngày, nhiều hơn số ngày từ {starts:%d/%m/%Y} đến {ends:%d/%m/%Y}"))
    return None if halves else int(typed)


def leave_benefits_unread(lines: Iterable[tuple[str, Judged]]) -> None:
    """In a list of a procedure outside 01B-HSB every line asks for the procedure's own: «tai nạn lao động» is no
    sickness. What names a benefit of 01B-HSB is told to belong elsewhere."""
    for typed, found in lines:
        foreign = found.facts["benefit"] and not is_from_work(typed)
        found.facts["benefit"] = ""
        found.notes[:] = [note for note in found.notes if note[0] != "benefit"]
        if foreign:
            found.notes.append(("benefit", _OF_THE_FORM.format(typed[:30])))


def tell_unnamed_benefits(lines: Iterable[tuple[str, Judged]]) -> None:
    """Where some lines of a file say their benefit, tell those that don't: they are taken for the procedure's own."""
    rows = list(lines)
    if not any(typed for typed, _ in rows):
        return
    for typed, found in rows:
        if not typed:
            found.notes.append(("benefit", _UNNAMED))
