"""Which lines of an employer's list are for the same person at the same time?"""

from __future__ import annotations

from datetime import date

from intake.rules.list_doubles import Span, doubles, identities


def span(pk: int, first: int, last: int, part: str = "1", *, near: bool = True, number: str = "1") -> Span:
    known = identities("lan", "", number, "")
    return Span(pk, f"dòng {pk}", part, known, date(2026, 10, first), date(2026, 10, last), near)


def test_the_same_person_at_overlapping_times_is_a_double_of_the_first() -> None:
    lines = [span(1, 1, 5), span(2, 5, 6), span(3, 7, 9), span(4, 1, 5, part="2"), span(5, 1, 5, number="2")]
    assert doubles(lines).same == {2: "dòng 1"}
    assert doubles(lines[:1], standing=[span(9, 3, 3)]).same == {1: "dòng 9"}


def test_a_namesake_of_the_employer_under_the_other_kind_of_number_is_told() -> None:
    days = (date(2026, 10, 1), date(2026, 10, 5))
    first, second, third = (
        Span(pk, f"dòng {pk}", "1", (known,), *days, name="lan")
        for pk, known in ((1, "i:3105000101"), (2, "p:031169000123"), (3, "i:3105000999"))
    )
    assert doubles([second], [first]).overlapping == {2: "dòng 1, cùng họ tên, ghi số khác loại"}
    assert doubles([third], [first]).overlapping == {}


def test_under_another_period_the_very_same_days_are_a_double_and_overlapping_ones_are_told() -> None:
    elsewhere = [span(9, 1, 5, near=False), span(8, 1, 5, part="2", near=False)]
    found = doubles([span(1, 1, 5), span(2, 5, 6), span(3, 7, 9), span(4, 1, 5, part="2")], elsewhere)
    assert (found.same, found.overlapping) == ({1: "dòng 9"}, {2: "dòng 9", 4: "dòng 8"})
