"""Do the figures of many lines come from a spreadsheet, row by row, nothing lost, nothing doubled?"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from openpyxl import load_workbook

from benefits.actions import settling_lines
from benefits.models import LineSettlement
from intake.models import Dossier
from tests.benefits.conftest import As
from tests.benefits.lists.conftest import SICK, ListRoad
from tests.intake.sheets import csv, rows_of, saved

HEADS = ["TT", "Họ và tên", "Mã số BHXH", "Tiền lương tháng trước khi nghỉ", "Số tháng đã đóng BHXH", "Số phòng"]
LAN = ["1", "Nguyễn Thị Lan", "3105000101", "12.000.000", "24", "P3"]
NAM = ["2", "Trần Văn Nam", "3105000102", "", "", ""]


@pytest.fixture
def officer(signed_in: As) -> Client:
    return signed_in("chuyenvien-hp")


def send(client: Client, dossier: Dossier, content: bytes, name: str = "so-lieu.csv") -> HttpResponse:
    address = reverse("import_figures", args=[dossier.pk])
    return client.post(address, {"file": SimpleUploadedFile(name, content)}, follow=True)  # type: ignore[return-value]


def text(answer: HttpResponse) -> str:
    return answer.content.decode()


def filled(content: bytes, **figures: Sequence[str]) -> bytes:
    """The sheet that was given out with these columns filled, a text a line."""
    book = load_workbook(BytesIO(content))
    sheet = book.active
    assert sheet is not None
    heads = {cell.value: cell.column for cell in sheet[3]}
    for heading, texts in figures.items():
        for place, value in enumerate(texts):
            sheet.cell(4 + place, heads[heading.replace("_", " ")], value or None)
    return saved(book)


def test_the_sheet_goes_out_filled_in_and_comes_back(officer: Client, list_road: ListRoad, in_review: Dossier) -> None:
    list_road.keep("Nguyễn Thị Lan", salary="12.000.000")
    given = officer.get(reverse("figures_file", args=[in_review.pk])).content
    assert rows_of(given)[3][:3] == [list_road.line("Nguyễn Thị Lan").key, "1", "Nguyễn Thị Lan"]
    assert "12.000.000" in rows_of(given)[3]
    content = filled(
        given, Số_tháng_đã_đóng_BHXH=["24", "", ""], Ngày_sinh_con=["", "28/09/2026", ""],
        Bình_quân_tiền_lương_6_tháng_trước_khi_nghỉ=["", "18000000", ""],
        Dưỡng_sức_sau=["", "", "Sau ốm đau, phẫu thuật"],
    )  # fmt: skip
    answer = send(officer, in_review, content, "so-lieu.xlsx")
    assert "Đã ghi và tính số liệu của 3 dòng." in text(answer)
    amounts = LineSettlement.objects.order_by("line__ordinal").values_list("amount", flat=True)
    assert list(amounts) == [1_875_000, 1_500_000, 2_277_000]
    again = text(send(officer, in_review, content, "so-lieu.xlsx"))
    assert "Đã ghi và tính số liệu của 0 dòng, 3 dòng không có gì thay đổi." in again
    assert in_review.events.filter(verb="import_figures").get().detail == {"lines": 3}


def test_choices_go_out_in_words_and_come_back_as_the_same(
    officer: Client, list_road: ListRoad, in_review: Dossier
) -> None:
    list_road.keep("Nguyễn Thị Lan", **SICK | {"conditions": "HARD", "long_term": "có"})
    given = officer.get(reverse("figures_file", args=[in_review.pk])).content
    cells = rows_of(given)[3]
    assert "Nặng nhọc, độc hại, vùng khó khăn" in cells and "Có" in cells and "HARD" not in cells
    assert ", 1 dòng không có gì thay đổi" in text(send(officer, in_review, given, "so-lieu.xlsx"))
    changed = filled(given, Điều_kiện_làm_việc=["bình thường"], Bệnh_phải_chữa_trị_dài_ngày=["Không"])
    send(officer, in_review, changed, "so-lieu.xlsx")
    entries = LineSettlement.objects.get(line__full_name="Nguyễn Thị Lan").entries
    assert (entries["conditions"], entries["long_term"]) == ("NORMAL", "")


def test_a_sheet_of_their_own_is_taken_by_ordinal_and_name(
    officer: Client, list_road: ListRoad, in_review: Dossier
) -> None:
    said = text(send(officer, in_review, csv(HEADS, LAN, NAM)))
    assert LineSettlement.objects.get(line__full_name="Nguyễn Thị Lan").amount == 1_875_000
    assert "Các cột không dùng đến: Số phòng." in said


def test_wrong_rows_are_told_one_by_one_and_the_sound_ones_kept(
    officer: Client, list_road: ListRoad, in_review: Dossier
) -> None:
    heads = [*HEADS[:5], "Cách tính"]
    rows = [[*LAN[:5], ""], [*NAM[:3], "", "hai năm", "Ốm đau"], ["3", "H'Hen Niê", "3105000103", "", "", "Hưu trí"],
            ["9", "Người Lạ", "3105000199", "1", "1", ""]]  # fmt: skip
    answer = send(officer, in_review, csv(heads, *rows))
    said = text(answer)
    assert answer.status_code == 422 and "3 chỗ chưa nhận được; các hàng đúng đã được ghi" in said
    assert "Hàng 3, Số tháng đã đóng BHXH: «hai năm» không phải số nguyên." in said
    assert "Hàng 4, Cách tính: «Hưu trí» không có trong danh mục." in said
    assert "Hàng 5: không có dòng nào của danh sách" in said
    assert [row.line.full_name for row in LineSettlement.objects.all()] == ["Nguyễn Thị Lan"]


def test_a_line_named_twice_is_taken_from_neither_row(officer: Client, list_road: ListRoad, in_review: Dossier) -> None:
    said = text(send(officer, in_review, csv(HEADS, LAN, [*LAN[:3], "9.000.000", "24", ""])))
    assert "Dòng 1 đứng 2 lần trong tệp" in said and not LineSettlement.objects.exists()


def test_other_figures_open_a_decision_again_and_blanks_leave_what_is_there(
    officer: Client, list_road: ListRoad, in_review: Dossier
) -> None:
    list_road.keep("Nguyễn Thị Lan", **SICK)
    settling_lines.approve_clean(dossier=in_review, by=list_road.user("chuyenvien"))
    send(officer, in_review, csv(HEADS, [*LAN[:3], "", "", ""]))
    row = LineSettlement.objects.get(line__full_name="Nguyễn Thị Lan")
    assert (row.standing, row.entries["salary"]) == ("settled", "12.000.000")
    send(officer, in_review, csv(HEADS, [*LAN[:3], "9.000.000", "", ""]))
    row.refresh_from_db()
    assert (row.standing, row.entries["salary"], row.entries["months_paid"]) == ("open", "9.000.000", "24")


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "Tệp rỗng"), (b"%PDF-1.7 x", "không phải bảng tính"), (b"a;b;c\r\n1;2;3", "tiêu đề")]
)
def test_what_is_no_table_is_told(officer: Client, in_review: Dossier, content: bytes, said: str) -> None:
    answer = send(officer, in_review, content)
    assert answer.status_code == 422 and said in text(answer)
    assert "01B-HSB" not in text(answer), "that is another sheet"
