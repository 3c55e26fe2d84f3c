"""Are two records of contributions told apart month by month, each month once and nothing merged?"""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from benefits.arithmetic import Period
from benefits.arithmetic.comparing import Kind, Span, compared, differences, taken_over
from benefits.arithmetic.months import each_month
from benefits.arithmetic.periods import Exclusion
from tests.benefits.arithmetic.builders import employer, month, state, voluntary
from tests.benefits.arithmetic.test_properties import histories

pytestmark = pytest.mark.slow

History = tuple[Period, ...]


def told(spans: list[Span]) -> list[tuple[str, str, str]]:
    return [(str(span.start), str(span.end), span.kind) for span in spans]


def test_gaps_and_differences_are_spans_of_months() -> None:
    book = [employer("01/2010", "12/2012", 4_000_000), employer("01/2013", "06/2013", 5_000_000)]
    export = [employer("01/2010", "06/2012", 4_000_000), employer("09/2012", "06/2013", 5_000_000),
              voluntary("01/2014", "03/2014", 1_000_000)]  # fmt: skip
    assert told(compared(book, export)) == [
        ("01/2010", "06/2012", "SAME"),
        ("07/2012", "08/2012", "ONLY_FIRST"),
        ("09/2012", "12/2012", "DIFFERS"),
        ("01/2013", "06/2013", "SAME"),
        ("01/2014", "03/2014", "ONLY_SECOND"),
    ]
    assert [span.fields for span in differences(book, export)] == [(), ("salary",), ()]


@pytest.mark.parametrize(
    ("other", "fields"),
    [
        (state("01/2010", "12/2010", "3.66"), ()),
        (state("01/2010", "12/2010", "3.660", "0.00"), ()),
        (replace(state("01/2010", "12/2010", "3.66"), employer="Công ty khác", job="Kế toán"), ()),
        (state("01/2010", "12/2010", "3.33"), ("coefficient",)),
        (state("01/2010", "12/2010", "3.66", "0.2"), ("allowances",)),
        (employer("01/2010", "12/2010", 3_000_000), ("regime", "salary", "coefficient")),
        (replace(state("01/2010", "12/2010", "3.66"), exclusion=Exclusion.DRAWN), ("exclusion",)),
    ],
)
def test_what_two_rows_differ_in(other: Period, fields: tuple[str, ...]) -> None:
    [span] = compared([state("01/2010", "12/2010", "3.66")], [other])
    assert (span.kind, span.fields, span.months) == (Kind.DIFFERS if fields else Kind.SAME, fields, 12)


def test_two_numbers_of_one_person_show_as_rows_that_overlap() -> None:
    """Two books were merged: in three months both were paid into."""
    export = [employer("01/2010", "06/2010", 3_000_000), employer("04/2010", "12/2010", 4_000_000)]
    spans = compared([employer("01/2010", "12/2010", 3_000_000)], export)
    assert [(str(span.start), span.second, span.fields) for span in spans] == [
        ("01/2010", (0,), ()), ("04/2010", (0, 1), ("rows",)), ("07/2010", (1,), ("salary",)),
    ]  # fmt: skip
    assert spans[0].kind is Kind.SAME


def test_nothing_against_nothing_and_rows_that_run_backwards() -> None:
    assert compared([], []) == []
    assert compared([employer("05/2010", "01/2010", 1)], []) == []


@given(histories(), histories())
def test_every_month_stands_once_and_the_other_way_round_alike(
    first: tuple[Period, ...], second: tuple[Period, ...]
) -> None:
    spans = compared(first, second)
    months = [one for span in spans for one in each_month(span.start, span.end)]
    wanted = {one for period in (*first, *second) for one in each_month(period.start, period.end)}
    assert months == sorted(wanted)
    swapped = {Kind.ONLY_FIRST: Kind.ONLY_SECOND, Kind.ONLY_SECOND: Kind.ONLY_FIRST}
    back = [(span.start, span.end, swapped.get(span.kind, span.kind), span.fields) for span in compared(second, first)]
    assert back == [(span.start, span.end, span.kind, span.fields) for span in spans]


@given(histories())
def test_a_record_agrees_with_itself_however_it_is_cut(periods: tuple[Period, ...]) -> None:
    cut = [replace(row, start=one, end=one) for row in periods for one in each_month(row.start, row.end)]
    assert differences(periods, periods) == [] == differences(periods, cut)
    assert sum(span.months for span in compared(periods, cut)) == sum(row.end - row.start + 1 for row in periods)


def test_an_amount_is_one_however_it_is_written() -> None:
    row = employer("01/2010", "01/2010", 5)
    assert not differences([row], [replace(row, salary=Decimal("5.00"))])
    assert differences([row], [replace(row, salary=Decimal(50))])[0].fields == ("salary",)
    assert month("01/2010") == row.start


def test_a_row_is_cut_where_the_other_side_takes_over() -> None:
    book = [employer("01/2010", "12/2012", 4_000_000)]
    export = [employer("01/2010", "05/2011", 4_000_000), employer("06/2011", "08/2011", 5_000_000),
              employer("09/2011", "11/2012", 4_000_000)]  # fmt: skip
    changed, gone = differences(book, export)
    assert taken_over(book, export, [changed]) == [
        employer("01/2010", "05/2011", 4_000_000), employer("06/2011", "08/2011", 5_000_000),
        employer("09/2011", "12/2012", 4_000_000),
    ]  # fmt: skip
    assert taken_over(book, export, [gone]) == [employer("01/2010", "11/2012", 4_000_000)]
    assert taken_over(book, export, []) == book


@given(histories(), histories())
def test_what_is_taken_over_everywhere_leaves_nothing_to_settle(one: History, other: History) -> None:
    assert differences(taken_over(one, other, differences(one, other)), other) == []


@given(histories(), histories())
def test_what_is_taken_over_in_one_span_changes_no_other_month(one: History, other: History) -> None:
    spans = differences(one, other)
    if not spans:
        return
    after = differences(taken_over(one, other, spans[:1]), other)
    months = [month for span in spans[1:] for month in each_month(span.start, span.end)]
    assert [month for span in after for month in each_month(span.start, span.end)] == months
