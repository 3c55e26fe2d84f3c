"""Are rows read as typed, kept when they can't be read, and judged at the right row?"""

from decimal import Decimal

from django.http import QueryDict

from benefits.arithmetic.months import Month
from benefits.arithmetic.periods import Exclusion, Period, Regime, check
from benefits.forms.rows import of_periods, posted, read

USUAL = ("start", "end", "regime", "salary", "allowances", "job", "employer", "note")


def post(*rows: tuple[str, ...], cells: tuple[str, ...] = USUAL) -> QueryDict:
    data = QueryDict(mutable=True)
    for row in rows:
        for name, cell in zip(cells, row, strict=True):
            data.appendlist(f"p_{name}", cell)
    return data


def test_blank_rows_are_left_out_and_quick_months_spelled_out() -> None:
    rows = posted(post(("012005", "122009", "DN", "2000000", "", "", "", ""), ("", "", "DN", "", "", "", "", "")))

    assert [(row["start"], row["end"]) for row in rows] == [("01/2005", "12/2009")]


def test_one_cell_takes_an_amount_or_a_coefficient() -> None:
    rows = read(posted(post(("01/2005", "12/2009", "DN", "2.000.000", "", "Công nhân", "Công ty A", ""),
                            ("01/2010", "12/2012", "NN", "4,65", "0,4", "", "", ""))))  # fmt: skip

    first, second = rows.periods
    assert (first.salary, first.coefficient, first.employer) == (Decimal(2_000_000), None, "Công ty A")
    assert (second.salary, second.coefficient, second.allowances) == (None, Decimal("4.65"), Decimal("0.4"))
    assert not rows.unread


def test_a_coefficient_of_three_decimals_never_becomes_an_amount() -> None:
    period = Period(Month(2010, 1), Month(2010, 12), Regime.STATE, coefficient=Decimal("4.125"))
    assert [row.coefficient for row in read(of_periods([period])).periods] == [Decimal("4.125")]
    typed = read(posted(post(("01/2010", "12/2010", "NN", "4,125", "", "", "", ""))), smallest=120_000)
    assert "hệ số thì ghi 4,1250" in typed.rows[0].errors["salary"]


def test_what_cannot_be_read_is_said_at_its_cell_and_kept() -> None:
    rows = read(posted(post(("01/2005", "12/2009", "DN", "2.000.000", "", "", "", ""),
                            ("13/2010", "12/2019", "XX", "bốn triệu", "", "ghi gì thì giữ nấy", "", ""))))  # fmt: skip

    assert rows.unread and len(rows.periods) == 1 and rows.places == [0]
    bad = rows.rows[1]
    assert set(bad.errors) == {"start", "regime", "salary"}
    assert bad.errors["start"].startswith("Dòng 2,") and bad.typed["job"] == "ghi gì thì giữ nấy"


def test_findings_stand_at_their_rows_even_behind_an_unread_one() -> None:
    rows = read(posted(post(("??", "12/2004", "DN", "1.000.000", "", "", "", ""),
                            ("01/2005", "12/2009", "DN", "2.000.000", "", "", "", ""),
                            ("06/2009", "12/2010", "DN", "2.000.000", "", "", "", ""))))  # fmt: skip
    rows.noted(check(rows.periods, numbers=rows.numbers))

    assert [bool(row.notes) for row in rows.rows] == [False, True, True]
    assert rows.rows[1].notes == [("bad", "Dòng 2 và dòng 3 trùng nhau 7 tháng, từ 06/2009.")]


def test_a_row_says_its_rate_and_why_it_is_not_counted() -> None:
    cells = ("start", "end", "regime", "salary", "rate", "exclusion")
    rows = read(posted(post(("01/2005", "12/2009", "DN", "2.000.000", "20", ""),
                            ("01/2010", "03/2010", "DN", "", "", "nợ đóng"), ("", "", "DN", "", "", "nợ đóng"),
                            cells=cells)))  # fmt: skip

    paid, owed = rows.periods
    assert (paid.rate, paid.counted) == (Decimal(20), True)
    assert (owed.rate, owed.exclusion) == (None, Exclusion.OWED)
    assert read(of_periods(rows.periods)).periods == rows.periods


def test_saved_periods_come_back_as_they_were_typed() -> None:
    kept = [Period(Month(2005, 1), Month(2009, 12), Regime.STATE, coefficient=Decimal("4.980"),
                   allowances=Decimal("0.400"), job="=cmd", employer="Công ty; B", note='"trích"')]  # fmt: skip

    typed = of_periods(kept)

    assert (typed[0]["salary"], typed[0]["allowances"], typed[0]["regime"]) == ("4,98", "0,4", "NN")
    assert read(typed).periods == kept


def test_no_rows_at_all_is_no_error() -> None:
    assert read(posted(QueryDict())).rows == []
