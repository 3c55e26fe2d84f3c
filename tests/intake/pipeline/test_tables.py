"""Is an employer's spreadsheet read as it was meant, and refused with a clear word where it can't be?"""

from __future__ import annotations

import re
import unicodedata
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook

from intake.pipeline.tables import zips
from intake.pipeline.tables.read import read_table
from intake.pipeline.tables.rows import Table
from intake.pipeline.verdict import Refused
from tests.intake.sheets import HEAD, LAN, NAM, csv, saved, xlsx


def table(tmp_path: Path, content: bytes) -> Table:
    path = tmp_path / "danh-sach"
    path.write_bytes(content)
    return read_table(path)


def refusal(tmp_path: Path, content: bytes) -> str:
    with pytest.raises(Refused) as refused:
        table(tmp_path, content)
    return refused.value.verdict.message


def names(found: Table) -> list[str]:
    return [cells["full_name"] for _, cells, _ in found.lines]


def test_rows_of_the_form_that_nobody_filled_in_are_no_lines(tmp_path: Path) -> None:
    empty = ["2", "", "", "", "", "", ""]
    found = table(tmp_path, xlsx(HEAD, LAN, empty, ["3", *empty[1:]]))

    assert (len(found.lines), found.skipped) == (1, [])


def test_a_form_with_two_rows_of_headings_sections_totals_and_signatures(tmp_path: Path) -> None:
    top = ["STT", "Họ và tên", "Mã số BHXH", "Số ngày nghỉ được tính hưởng trợ cấp", "", "", "Ghi chú"]
    below = ["", "", "", "Từ ngày", "Đến ngày", "Tổng số", ""]
    content = xlsx(
        ["CÔNG TY MAY MẪU"], ["DANH SÁCH ĐỀ NGHỊ GIẢI QUYẾT"], top, below, [1, 2, 3, 4, 5, 6, 7],
        ["PHẦN 2: DANH SÁCH ĐIỀU CHỈNH"], ["A", "Chế độ ốm đau"], LAN, NAM, ["", "Cộng", "", "", "", "7"], [],
        ["", "Người lập biểu", "", "", "Thủ trưởng đơn vị"],
        merged=["A3:A4", "B3:B4", "C3:C4", "D3:F3", "G3:G4", "A6:G6"],
    )  # fmt: skip
    found = table(tmp_path, content)

    assert names(found) == ["Nguyễn Thị Lan", "Trần Văn Nam"]
    assert [row for row, _, _ in found.lines] == [8, 9]
    number, cells, _ = found.lines[0]
    assert (cells["starts"], cells["days"], cells["part"], cells["benefit"]) == (
        "01/10/2026",
        "5",
        "2",
        "A Chế độ ốm đau",
    )
    assert [row for row, _ in found.skipped] == [5, 6, 7, 10, 12]


def test_days_and_numbers_as_a_spreadsheet_keeps_them(tmp_path: Path) -> None:
    row = [1, " Nguyễn  Thị\nLan ", 3105000101, date(2026, 10, 1), date(2026, 10, 5), 5.0, 1.5]
    ((_, cells, flags),) = table(tmp_path, xlsx(HEAD, row)).lines

    assert (cells["full_name"], cells["insurance_number"], cells["starts"]) == (
        "Nguyễn Thị Lan",
        "3105000101",
        "01/10/2026",
    )
    assert (cells["days"], cells["note"], flags) == ("5", "1,5", {})


def test_a_formula_without_its_result_is_told_never_computed(tmp_path: Path) -> None:
    ((_, cells, flags),) = table(tmp_path, xlsx(HEAD, [*LAN[:5], "=E2-D2", ""])).lines
    assert (cells["days"], flags) == ("=E2-D2", {"days": "formula"})


def test_a_name_merged_over_two_times_off_work_stands_in_both_lines(tmp_path: Path) -> None:
    again = ["", "", "", "20/10/2026", "21/10/2026", "2", ""]
    found = table(tmp_path, xlsx(HEAD, LAN, again, merged=["A2:A3", "B2:B3", "C2:C3"]))
    assert names(found) == ["Nguyễn Thị Lan"] * 2
    assert [flags["full_name"] for _, _, flags in found.lines] == ["merged B2:B3"] * 2


def test_a_column_nobody_knows_is_kept_under_its_own_heading(tmp_path: Path) -> None:
    ((_, cells, _),) = table(tmp_path, xlsx([*HEAD, "Phân xưởng"], [*LAN, "Cắt"])).lines
    assert cells["+Phân xưởng"] == "Cắt"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_csv_in_unicode_with_any_separator(tmp_path: Path, encoding: str, sign: str) -> None:
    assert names(table(tmp_path, csv(HEAD, LAN, NAM, encoding=encoding, sign=sign))) == [LAN[1], NAM[1]]


def test_csv_in_windows_1258_is_read_and_said(tmp_path: Path) -> None:
    found = table(tmp_path, windows(csv(HEAD, LAN, NAM).decode()))
    assert names(found) == [LAN[1], NAM[1]] and "Windows-1258" in found.said[0]


def windows(text: str) -> bytes:
    """As an old Windows saves it: the tone stands behind its letter."""
    tones = "\u0300\u0301\u0303\u0309\u0323"
    parts = unicodedata.normalize("NFD", text)
    apart = re.sub(f"([^{tones}]+)", lambda found: unicodedata.normalize("NFC", found[1]), parts)
    apart = re.sub(f"([{tones}])([\u0302\u0306\u031b])", r"\2\1", apart)  # ệ falls apart into dot and hat
    return re.sub(r".[\u0302\u0306\u031b]", lambda found: unicodedata.normalize("NFC", found[0]), apart).encode(
        "cp1258"
    )


def test_old_fonts_are_refused_by_name(tmp_path: Path) -> None:
    tcvn3 = b"STT;H\xe4 v\xb5 t\xaan;M\xb7 s\xe8 BHXH;T\xf5 ng\xb5y\r\n1;Nguy\xd4n V\xa8n A;3105000102;03/10/2026"
    assert "TCVN3" in refusal(tmp_path, tcvn3)
    assert "VNI" in refusal(tmp_path, "STT;Hoï vaø teân;Maõ soá BHXH\r\n1;Nguyeãn Vaên A;1".encode("latin-1"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxxx", ".xls đời cũ"),
        (b"%PDF-1.7", "không phải bảng tính"),
        (b"PK\x03\x04 nothing", "hỏng hoặc chưa tải xong"),
        (xlsx(["Tên", "Tuổi"], ["An", 3]), "Không tìm thấy dòng tiêu đề"),
        (xlsx(HEAD), "không có dòng nào bên dưới"),
        (csv(HEAD, ['"hỏng', "x"]), "dấu nháy kép"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(tmp_path: Path, content: bytes, said: str) -> None:
    assert said in refusal(tmp_path, content)


def test_a_list_on_a_second_sheet_is_named_and_not_lost_without_a_word(tmp_path: Path) -> None:
    book = Workbook()
    for title, rows in (("Ghi chú", [["Hướng dẫn"]]), ("Trống", [HEAD]), ("T10", [HEAD, LAN]), ("T9", [HEAD, NAM])):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    found = table(tmp_path, saved(book))
    assert [line[1]["full_name"] for line in found.lines] == ["Nguyễn Thị Lan"]
    assert len(found.said) == 1 and "chưa đọc «T9»." in found.said[0]


def test_hostile_workbooks_are_refused_before_they_are_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MOST_UNPACKED", 1_000_000)
    assert "quá lớn" in refusal(tmp_path, with_part("xl/bomb.bin", b"\0" * 1_000_000))
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><sst>&a;</sst>'
    assert "khai báo XML" in refusal(tmp_path, with_part("xl/evil.xml", evil))


def with_part(name: str, content: bytes) -> bytes:
    out = BytesIO(xlsx(HEAD, LAN))
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as book:
        book.writestr(name, content)
    return out.getvalue()


def test_what_a_sheet_says_of_its_size_is_not_believed(tmp_path: Path) -> None:
    with zipfile.ZipFile(BytesIO(xlsx(HEAD, LAN))) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'ref="A1:G2"', b'ref="A1:XFD1048576"')
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    assert names(table(tmp_path, out.getvalue())) == [LAN[1]]


def test_a_cell_merged_with_its_left_neighbour_says_so(tmp_path: Path) -> None:
    found = table(tmp_path, xlsx(HEAD, LAN, merged=["B2:C2"]))
    ((_, cells, flags),) = found.lines
    pulled = next(name for name, flag in flags.items() if flag == "across B2:C2")
    assert cells[pulled] == cells["full_name"] and "full_name" not in flags
