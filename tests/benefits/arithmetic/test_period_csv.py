"""Do periods survive the way through a spreadsheet, and are unreadable lines named?"""

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benefits.arithmetic import Exclusion, Month, Period, Regime, read_csv, write_csv
from benefits.arithmetic.period_csv import read_numbered, unused_headings
from bhxh_archive.history_headings import COLUMNS, HEADINGS, folded
from bhxh_archive.text import clean_name
from bhxh_archive.text.old_fonts import in_vni
from tests.benefits.arithmetic.builders import employer, month

words = (
    st.text(alphabet="aăâđêôơưÁỹ ;,\"'=+-@/0129\n", max_size=15).map(clean_name).filter(lambda text: not in_vni(text))
)
money = st.integers(100, 10**10).map(Decimal)
coefficients = st.decimals("0.01", "12", places=2)
starts = st.builds(Month, st.integers(1960, 2040), st.integers(1, 12))


@st.composite
def periods(draw: st.DrawFn) -> Period:
    start, regime = draw(starts), draw(st.sampled_from(Regime))
    by_scale = draw(st.booleans())
    return Period(
        start,
        start + draw(st.integers(0, 300)),
        regime,
        salary=None if by_scale else draw(money),
        coefficient=draw(coefficients) if by_scale else None,
        allowances=draw(coefficients) if by_scale else Decimal(0),
        job=draw(words),
        employer=draw(words),
        note=draw(words),
        rate=draw(st.none() | st.decimals("0.01", "100", places=2)),
        exclusion=draw(st.none() | st.sampled_from(Exclusion)),
    )


@given(st.lists(periods(), max_size=5))
def test_what_is_written_is_read_back(rows: list[Period]) -> None:
    assert read_csv(write_csv(rows)) == (rows, [])


@given(st.text(max_size=200))
def test_any_text_gives_periods_or_errors_but_no_crash(text: str) -> None:
    rows, errors = read_csv(text)
    assert rows or errors


@pytest.mark.parametrize("mark", [";", ",", "\t"])
def test_the_delimiter_is_found(mark: str) -> None:
    text = mark.join(["Từ tháng", "Đến tháng", "Đối tượng", "Tiền lương"]) + "\n"
    text += mark.join(["01/2010", "12/2010", "DN", "4.000.000"]) + "\n"
    assert read_csv(text) == ([employer("01/2010", "12/2010", 4_000_000)], [])


def test_headers_with_and_without_marks_and_a_byte_order_mark() -> None:
    text = "\ufeffTU THANG/NAM;đến tháng, năm;Đối tượng;Mức lương;Ghi chú\r\n"
    text += "1-2010;12.2010;nsdlđ;4 000 000 đ;truy đóng\r\n"
    rows, errors = read_csv(text)
    assert not errors
    assert (rows[0].salary, rows[0].note, rows[0].end) == (Decimal(4_000_000), "truy đóng", month("12/2010"))


@pytest.mark.parametrize(
    ("written", "read"),
    [("4.000.000", "4000000"), ("4,000,000", "4000000"), ("4000000", "4000000"), ("290.500,5", "290500.5")]
    + [("5.000.000 đồng", "5000000"), ("1500000.50", "1500000.50")],
)
def test_money_is_read_as_people_write_it(written: str, read: str) -> None:
    rows, errors = read_csv(f'Từ;Đến;Đối tượng;Lương\n01/2010;02/2010;DN;"{written}"\n')
    assert not errors
    assert rows[0].salary == Decimal(read)


def test_what_may_be_an_amount_or_a_coefficient_is_neither() -> None:
    text = "Từ;Đến;Đối tượng;Lương;Hệ số\n" + "\n".join(
        f"01/2010;02/2010;NN;{cells}" for cells in ("4.125;", "4,125 đ;", "12500;", "4,1250;", "120.000;", ";4.125")
    )
    rows, errors = read_numbered(text, smallest=120_000)
    assert [(line, row.salary or row.coefficient) for line, row in rows] == [
        (5, Decimal("4.125")), (6, Decimal(120_000)), (7, Decimal("4.125")),
    ]  # fmt: skip
    assert [error.line for error in errors] == [2, 3, 4]
    assert errors[0].message_vi == (
        "Dòng 2, cột “Tiền lương”: “4.125” không rõ là 4.125 đồng hay hệ số 4,125. Là tiền thì ghi đủ số đồng "
        "(từ 120.000 đồng); là hệ số thì ghi 4,1250."
    )
    assert "“12500” nhỏ hơn mọi mức lương đã có" in errors[2].message_vi


def test_a_small_number_in_the_salary_column_is_a_coefficient() -> None:
    rows, _ = read_csv("Từ;Đến;Đối tượng;Tiền lương;Phụ cấp\n01/2010;02/2010;NN;4,65;0,4\n")
    assert (rows[0].salary, rows[0].coefficient, rows[0].allowances) == (None, Decimal("4.65"), Decimal("0.4"))
    assert rows[0].total_coefficient == Decimal("5.05")


def test_bad_lines_are_named_and_the_others_are_read() -> None:
    text = (
        "Từ;Đến;Đối tượng;Lương\n13/2010;02/2010;DN;1.000.000\n\n03/2010;04/2010;DN;1.000.000\n05/2010;06/2010;??;abc\n"
    )
    rows, errors = read_csv(text)
    assert [str(row.start) for row in rows] == ["03/2010"]
    assert [(error.line, error.column) for error in errors] == [
        (2, "Từ tháng"),
        (5, "Đối tượng"),
        (5, "Tiền lương"),
    ]
    assert "MM/YYYY" in errors[0].message_vi


def test_words_in_an_old_font_are_named() -> None:
    text = "Từ;Đến;Đối tượng;Lương;Đơn vị\n01/2010;02/2010;DN;1.000.000;Coâng ty May Maãu\n"
    [error] = read_csv(text)[1]
    assert error.column == COLUMNS["employer"] and "phông VNI" in error.message_vi


def test_a_whole_day_stands_for_its_month_if_there_is_such_a_day() -> None:
    rows, errors = read_csv("Từ;Đến;Đối tượng;Lương\n28/02/2005;31/12/2005;DN;5\n30/02/2005;31/11/2005;DN;5\n")
    assert [(str(row.start), str(row.end)) for row in rows] == [("02/2005", "12/2005")]
    assert [(error.line, error.column) for error in errors] == [(3, "Từ tháng"), (3, "Đến tháng")]


def test_a_heading_below_a_title_is_found_however_it_is_parted() -> None:
    text = "Trích ngày 3, tháng 11, năm 2026, theo đề nghị, 1 trang\n\nTừ\tĐến\tĐối tượng\tLương\n"
    rows, errors = read_csv(text + "13/2010\t02/2010\tDN\t5\n01/2010\t02/2010\tDN\t4.000.000\n")
    assert rows == [employer("01/2010", "02/2010", 4_000_000)]
    assert [(error.line, error.column) for error in errors] == [(4, "Từ tháng")]


def test_a_column_is_known_by_the_headings_that_are_set_for_it_and_by_our_own() -> None:
    text = "Từ tháng;Thời điểm cuối;Loại hình;MỨC ĐÓNG BHXH\n01/2010;02/2010;DN;4.000.000\n"
    other = HEADINGS | {
        "start": "Thời điểm đầu",
        "end": "thời điểm cuối",
        "regime": "Loại hình",
        "salary": "Mức đóng BHXH",
    }
    assert read_numbered(text, other) == ([(2, employer("01/2010", "02/2010", 4_000_000))], [])
    assert [error.column for error in read_csv(text)[1]] == ["Đến tháng", "Đối tượng"]


def test_columns_that_are_left_aside_or_read_twice_are_told() -> None:
    text = "STT;Từ;Đến;Đối tượng;Lương;Quỹ lương\n1;01/2010;02/2010;DN;4.000.000;\n"
    assert read_csv(text)[1] == [] and unused_headings(text) == ["STT", "Quỹ lương"]
    [error] = read_csv(text.replace("Quỹ lương", "Mức đóng"))[1]
    assert error.line == 1 and "nhiều cột được hiểu là “Tiền lương”" in error.message_vi


def test_the_headings_are_described() -> None:
    described = (Path(__file__).parents[3] / "docs" / "history-import.md").read_text("utf-8")
    assert [text for text in HEADINGS.values() if f"\n| {text} | " not in described] == []
    assert all(folded(COLUMNS[name]) <= folded(text) for name, text in HEADINGS.items())


def test_missing_columns_are_named() -> None:
    rows, errors = read_csv("Từ tháng;Lương\n01/2010;5\n")
    assert not rows
    assert [error.column for error in errors] == ["Đến tháng", "Đối tượng"]


def test_a_spreadsheet_never_gets_a_formula() -> None:
    period = Period(month("01/2010"), month("02/2010"), Regime.EMPLOYER, Decimal(100), note='=cmd|"/c calc"')
    assert ";'=cmd" in write_csv([period]).replace('"', "")


@pytest.mark.parametrize(
    ("written", "read"),
    [("", None), ("Có", None), ("không", Exclusion.OTHER), ("Nợ đóng", Exclusion.OWED), ("ốm đau", Exclusion.SICK)]
    + [("đã hưởng BHXH 1 lần", Exclusion.DRAWN), ("nghỉ không lương", Exclusion.UNPAID)],
)
def test_whether_a_row_counts_is_said_by_the_reason_why_not(written: str, read: Exclusion | None) -> None:
    rows, errors = read_csv(f"Từ;Đến;Đối tượng;Lương;Được tính\n01/2010;02/2010;DN;5.000.000;{written}\n")
    assert not errors
    assert rows[0].exclusion is read


@pytest.mark.parametrize(("written", "read"), [("22", "22"), ("25,5 %", "25.5"), ("", None)])
def test_a_rate_is_read_as_per_cent(written: str, read: str | None) -> None:
    rows, errors = read_csv(f"Từ;Đến;Đối tượng;Lương;Tỷ lệ đóng (%)\n01/2010;02/2010;DN;5.000.000;{written}\n")
    assert not errors
    assert rows[0].rate == (Decimal(read) if read else None)


@pytest.mark.parametrize("written", ["0", "101", "22,555", "hai hai"])
def test_a_rate_that_is_none_is_refused(written: str) -> None:
    _, errors = read_csv(f"Từ;Đến;Đối tượng;Lương;Tỷ lệ đóng\n01/2010;02/2010;DN;5.000.000;{written}\n")
    assert [error.column for error in errors] == ["Tỷ lệ đóng (%)"]
