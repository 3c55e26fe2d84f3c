"""Do rows come from a spreadsheet with errors said per line, and go back as they were?"""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from benefits.forms.rows import CELLS
from benefits.models import Draft
from bhxh_archive.models import Parameter
from bhxh_archive.parameters import headings_key
from tests.benefits.conftest import As, ShortRoad

GOOD = "Từ tháng;Đến tháng;Đối tượng;Tiền lương\n01/2005;12/2009;DN;2.000.000\n01/2010;05/2026;DN;4.000.000\n"


@pytest.fixture
def officer(unsigned_road: ShortRoad, signed_in: As) -> Client:
    unsigned_road.to("draft")
    return signed_in("chuyenvien-hp")


@pytest.fixture
def url(officer: Client) -> str:
    draft = Draft.objects.get()
    return reverse("periods_import", args=[draft.dossier_id, draft.pk])


def test_pasted_rows_are_shown_before_they_are_taken_over(officer: Client, url: str) -> None:
    looked = officer.post(url, {"text": GOOD})
    assert "Đã đọc 2 dòng" in looked.content.decode() and "257 tháng" in looked.content.decode()
    assert Draft.objects.get().periods.count() == 3

    draft = Draft.objects.get()
    officer.post(url, {"text": GOOD, "take": "1", "version": draft.version})
    assert Draft.objects.get().periods.count() == 2
    assert Draft.objects.get().entries["benefit_month"] == "06/2026"


def test_decimals_that_were_read_are_shown(officer: Client, url: str) -> None:
    text = GOOD.replace("2.000.000", "2.000.000,50")

    assert ">2.000.000,5</td>" in officer.post(url, {"text": text}).content.decode()


def test_typed_rows_that_cannot_be_read_are_named_as_not_compared(officer: Client, url: str) -> None:
    draft = Draft.objects.get()
    good = dict.fromkeys(CELLS, "") | {"start": "01/2005", "end": "12/2009", "regime": "DN", "salary": "2.000.000"}
    draft.entries["rows"] = [good, good | {"start": "30/02/2010", "end": "12/2012"}]
    draft.save(update_fields=["entries"])

    page = officer.post(url, {"text": GOOD}).content.decode()
    assert "1 dòng đang có chưa đọc được nên không được đối chiếu" in page
    assert "Dòng 2 (30/02/2010 · 12/2012" in page and "Dòng 1 (" not in page


def test_a_file_of_a_spreadsheet_is_read(officer: Client, url: str) -> None:
    file = SimpleUploadedFile("qua-trinh.csv", ("\ufeff" + GOOD).encode())

    assert "Đã đọc 2 dòng" in officer.post(url, {"file": file}).content.decode()


def workbook() -> bytes:
    book, out = Workbook(), BytesIO()
    sheet: Any = book.active
    sheet["A3"] = "QUÁ TRÌNH ĐÓNG BHXH"
    sheet.append(["Từ tháng", "Đến tháng", "Đối tượng", "Tiền lương", "Đơn vị"])
    sheet.append([date(2005, 1, 1), "12/2009", "DN", 2_000_000, 'Công ty «A»;\t"B"'])
    sheet.append(["01/2010", "30/02/2026", "DN", "=D5*2", ""])
    book.create_sheet("Tháng khác").append(["x"])
    book.save(out)
    return out.getvalue()


def test_a_workbook_is_read_with_the_numbers_of_its_rows(officer: Client, url: str) -> None:
    page = officer.post(url, {"file": SimpleUploadedFile("xuat.xlsx", workbook())})
    text, said = page.context["text"], page.content.decode()
    assert page.context["read"][0] | {"start": "01/2005", "salary": "2.000.000"} == page.context["read"][0]
    assert page.context["errors"] == [
        "Dòng 6, cột “Đến tháng”: “30/02/2026” không phải tháng dạng MM/YYYY.",
        "Dòng 6, cột “Tiền lương”: “=D5*2” không phải số tiền.",
    ]
    assert "chưa đọc «Tháng khác»" in said

    mended = text.replace("30/02/2026", "05/2026").replace("=D5*2", "4.000.000")
    officer.post(url, {"text": mended, "take": "1", "version": Draft.objects.get().version})
    [first, second] = Draft.objects.get().periods.all()
    assert (first.employer, second.salary) == ('Công ty «A»; "B"', 4_000_000)


def test_errors_are_said_by_line_and_the_text_stays(officer: Client, url: str) -> None:
    answer = officer.post(url, {"text": GOOD + "13/2020;05/2026;ZZ;x\n06/2026;06/2026;NN;4.125\n", "take": "1"})
    page = answer.content.decode()

    assert answer.status_code == 422
    assert "Dòng 5, cột “Tiền lương”: “4.125” không rõ là 4.125 đồng hay hệ số 4,125." in page
    assert "Dòng 4" in page and "13/2020;05/2026;ZZ;x" in page
    assert Draft.objects.get().periods.count() == 3


def test_overlaps_are_told_by_the_lines_of_the_file(officer: Client, url: str) -> None:
    text = GOOD.replace("\n01/2005", "\n??/2004;12/2004;DN;1.000.000\n01/2005") + "06/2009;12/2009;DN;1\n"

    assert "Dòng 3 và dòng 5 trùng nhau 7 tháng" in officer.post(url, {"text": text}).content.decode()


def test_an_office_names_the_headings_of_its_export(officer: Client, url: str) -> None:
    office, text = Draft.objects.get().dossier.settling_office, GOOD.replace("Tiền lương", "Quỹ lương đóng")
    page = officer.post(url, {"text": text})
    assert page.context["read"][0]["salary"] == "" and "không dùng đến: Quỹ lương đóng." in page.content.decode()
    Parameter.objects.create(
        key=headings_key("salary"), value="Mức lương; Quỹ lương, đóng", valid_from=date(2026, 1, 1), office=office
    )
    assert officer.post(url, {"text": text}).context["read"][0]["salary"] == "2.000.000"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe\x00T", "UTF-8"),
        (b"", "Tệp không có dòng nào"),
        (b"PK\x03\x04", "Không mở được bảng tính"),
        (b"\xd0\xcf\x11\xe0", ".xls đời cũ"),
        (b"khong co tieu de\n1;2;3\n", "Thiếu cột"),
    ],
)
def test_unusable_files_are_said_in_words_and_once(officer: Client, url: str, content: bytes, said: str) -> None:
    answer = officer.post(url, {"file": SimpleUploadedFile("x.csv", content)})
    page = answer.content.decode()

    assert answer.status_code == 422 and said in page
    assert "<title>Lỗi: " in page
    assert set(answer.context["form"].errors) <= {"__all__"}


def test_rows_that_give_no_time_are_taken_over_with_their_reason(officer: Client, url: str) -> None:
    text = ("Từ tháng;Đến tháng;Đối tượng;Tiền lương;Tỷ lệ đóng;Được tính\n01/2005;12/2009;DN;2.000.000;22%;\n"
            "01/2010;06/2010;DN;;;nợ đóng\n07/2010;07/2010;DN;;;không\n")  # fmt: skip
    looked = officer.post(url, {"text": text}).content.decode()
    assert "Đã đọc 3 dòng" in looked and "60 tháng" in looked
    assert "ghi ở ghi chú vì sao không được tính" in looked

    officer.post(url, {"text": text, "take": "1", "version": Draft.objects.get().version})
    paid, owed, other = Draft.objects.get().periods.all()
    assert (paid.counted, paid.rate) == (True, 22)
    assert (owed.counted, owed.get_exclusion_display(), owed.salary) == (False, "nợ đóng", None)
    assert other.exclusion == "OTHER"


def test_an_unknown_reason_is_said_with_those_that_are_known(officer: Client, url: str) -> None:
    text = "Từ tháng;Đến tháng;Đối tượng;Tiền lương;Được tính\n01/2005;12/2009;DN;2.000.000;chắc là có\n"
    answer = officer.post(url, {"text": text, "take": "1"})
    assert answer.status_code == 422 and "lý do không tính: nợ đóng" in answer.content.decode()


def test_what_is_exported_is_imported_again_unchanged(officer: Client, url: str) -> None:
    draft = Draft.objects.get()
    before = list(draft.periods.values_list("first_month", "last_month", "regime", "salary"))
    exported = officer.get(reverse("periods_export", args=[draft.dossier_id, draft.pk])).content.decode()
    officer.post(url, {"text": exported, "take": "1", "version": draft.version})

    assert list(draft.periods.values_list("first_month", "last_month", "regime", "salary")) == before


def test_a_stale_import_page_replaces_nothing(officer: Client, url: str) -> None:
    answer = officer.post(url, {"text": GOOD, "take": "1", "version": Draft.objects.get().version - 1})

    assert answer.status_code == 409 and Draft.objects.get().periods.count() == 3


def test_what_differs_from_the_rows_that_are_there_is_shown_month_by_month(officer: Client, url: str) -> None:
    """There: 2 million to 2009, 4 to 2019, 8 from 2020 on. The export stops short and pays otherwise."""
    export = GOOD.replace("01/2010;05/2026;DN;4.000.000", "01/2010;12/2019;DN;4.500.000\n01/2020;12/2025;DN;8.000.000")
    page = officer.post(url, {"text": export}).content.decode()

    assert "132 tháng giống nhau" in page and "2 chỗ khác" in page
    assert "01/2010 - 12/2019 (120 tháng)" in page and "Khác tiền lương" in page
    assert "DN 4.000.000" in page and "DN 4.500.000" in page
    assert "01/2026 - 05/2026 (5 tháng)" in page and "Chỉ có trong bảng đang có" in page
    assert Draft.objects.get().periods.count() == 3, "nothing is merged"


def test_an_export_that_says_the_same_says_so(officer: Client, url: str) -> None:
    rows = "01/2005;12/2009;DN;2000000\n01/2010;12/2019;DN;4000000\n01/2020;05/2026;DN;8000000\n"
    page = officer.post(url, {"text": "Từ tháng;Đến tháng;Đối tượng;Tiền lương\n" + rows}).content.decode()
    assert "257 tháng giống hệt bảng đang có" in page


def test_of_very_many_errors_the_first_are_shown_and_all_go_out_as_a_file(officer: Client, url: str) -> None:
    bad = "30/02/2010;12/2012;DN;4.000.000\n" * 10_000
    looked = officer.post(url, {"text": GOOD + bad})
    page = looked.content.decode()
    assert looked.status_code == 422 and "Chưa nhập được: 10.000 chỗ cần sửa" in page and "và 9.800 chỗ nữa" in page
    assert page.count("không phải tháng dạng MM/YYYY") == 200
    told = officer.post(url, {"text": GOOD + bad, "errors": "1"})
    assert told["Content-Disposition"].endswith('-cho-can-sua.csv"')
    head, *lines = told.content.decode("utf-8-sig").splitlines()
    assert head == "Dòng;Cột;Chỗ cần sửa" and len(lines) == 10_000
    assert lines[0] == "4;Từ tháng;Dòng 4, cột “Từ tháng”: “30/02/2010” không phải tháng dạng MM/YYYY."


def test_the_file_of_a_whole_employer_is_read_and_not_taken_over(officer: Client, url: str) -> None:
    """2,000 rows of the same two months: each is told once, the rest go out as a file, and nothing is replaced."""
    text = GOOD.splitlines()[0] + "\n" + "01/2000;02/2000;DN;5000000\n" * 2_000
    looked = officer.post(url, {"text": text, "take": "1", "version": Draft.objects.get().version})
    page = looked.content.decode()
    assert looked.status_code == 422 and page.count("trùng tháng với 1.999 dòng khác") == 200
    assert "Tệp có 2.000 dòng: quá nhiều cho một người (nhiều nhất 1.200 dòng)" in page
    assert "điểm cần xem nữa" in page and 'name="take"' not in page
    assert Draft.objects.get().periods.count() == 3

    told = officer.post(url, {"text": text, "errors": "1"}).content.decode("utf-8-sig").splitlines()
    assert len([line for line in told if "trùng tháng" in line]) == 2_000
