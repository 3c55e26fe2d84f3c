"""What does a draft come to, and what is said when it comes to nothing?"""

import pytest

from benefits.actions import drafting
from benefits.arithmetic.months import Month
from benefits.arithmetic.pension import PensionResult
from benefits.calculation import UNREAD_ROWS, compute, headline
from benefits.models import Draft
from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import check_move
from tests.benefits.conftest import ShortRoad
from tests.room import ENTRIES, periods


def test_example_t3_of_the_brief(draft: Draft) -> None:
    computed = compute(draft)

    assert isinstance(computed.result, PensionResult)
    assert (computed.result.average, computed.result.pension) == (6_522_646, 3_783_135)
    assert headline(computed) == "3.783.135 đồng/tháng"
    assert computed.ready


def test_what_is_typed_is_computed_without_being_kept(draft: Draft) -> None:
    computed = compute(draft, entries={**ENTRIES, "benefit_month": "07/2026"}, periods=periods()[:2])

    assert isinstance(computed.result, PensionResult) and computed.result.months_total == 180
    assert compute(draft).result.months_total == 257  # type: ignore[union-attr]


def test_unread_rows_stop_the_sum(draft: Draft) -> None:
    computed = compute(draft, entries={**ENTRIES, UNREAD_ROWS: [{"start": "??"}]}, periods=periods())

    assert computed.result is None
    assert "chưa đọc được" in computed.problems[0]


def test_every_missing_thing_is_said_at_once(draft: Draft) -> None:
    draft.dossier.persons.update(sex="")
    computed = compute(draft, entries={}, periods=[])

    assert len(computed.problems) == 3


def test_a_birthday_that_does_not_exist_is_said(draft: Draft) -> None:
    draft.dossier.persons.update(birth_day=31, birth_month=2)

    assert "không có trong lịch" in compute(draft).problems[0]


def test_without_the_coefficients_of_the_year_the_result_is_tentative(draft: Draft) -> None:
    computed = compute(draft, entries={**ENTRIES, "benefit_month": "01/2027"})

    assert computed.result is not None and computed.result.tentative
    assert computed.result.warnings[0].startswith("TẠM TÍNH")
    assert not computed.ready


def test_a_tentative_result_is_never_proposed(draft: Draft, unsigned_road: ShortRoad) -> None:
    officer = unsigned_road.user("chuyenvien")
    drafting.save_draft(draft=draft, entries={**ENTRIES, "benefit_month": "01/2027"}, by=officer)

    with pytest.raises(NotValid, match="TẠM TÍNH"):
        check_move(unsigned_road.fresh(), "propose", by=officer)


def test_findings_about_months_name_the_rows(draft: Draft) -> None:
    first, second, third = periods()
    computed = compute(draft, periods=[first, third])

    assert [(found.code, found.indices) for found in computed.findings] == [("GAP", (0, 1))]
    assert computed.findings[0].months[0] == Month(2010, 1)
    assert second.months == len(computed.findings[0].months)
