"""Does the contribution-history statement say what the decision rests on, and nothing else?"""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from benefits.actions import drafting
from benefits.arithmetic.pension import PensionResult
from benefits.arithmetic.periods import Exclusion, Period
from benefits.calculation import compute
from benefits.guards import of_computed
from benefits.models import Draft
from benefits.papers import papers_of
from benefits.queries import open_drafts
from bhxh_archive.money import dong
from tests.benefits.arithmetic.builders import employer, state

T4B = (
    state("09/1996", "06/2020", "3.66"),
    state("07/2020", "06/2023", "4.65", "0.4"),
    state("07/2023", "06/2026", "4.98", "0.4"),
)
T5 = (state("03/1998", "02/2010", "3"), employer("03/2010", "02/2026", 5_000_000))


def statement(draft: Draft, *periods: Period, **entries: str) -> dict[str, Any]:
    """The data of the statement once these periods and entries are saved."""
    if periods:
        draft.dossier.persons.update(sex="M", birth_year=1964)
    drafting.save_draft(draft=draft, entries={**draft.entries, **entries}, periods=periods or None, by=draft.drafted_by)
    saved = open_drafts(draft.dossier).get()
    return next(paper.data for paper in papers_of(saved) if paper.kind == "04-HSB")


def test_a_stated_average_leaves_every_typed_row_on_the_statement(draft: Draft) -> None:
    printed = statement(draft, stated_average="5.000.000")

    assert [(row["first"], row["last"], row["months"], row["salary"]) for row in printed["rows"]] == [
        ("01/2005", "12/2009", 60, 2_000_000),
        ("01/2010", "12/2019", 120, 4_000_000),
        ("01/2020", "05/2026", 77, 8_000_000),
    ]
    assert printed["total_months"] == 257
    assert printed["total_adjusted"] is None
    assert [line["label"] for line in printed["averages"]] == [
        "Mức bình quân được xác định riêng làm căn cứ tính hưởng"
    ]


def test_state_time_shows_the_window_that_the_decision_used(draft: Draft) -> None:
    """Example T4b: 72 months give 13,193,950; all 358 would give another figure that nobody decided on."""
    printed = statement(draft, *T4B, benefit_month="07/2026")

    state_line, common = printed["averages"]
    assert (state_line["months"], state_line["amount"]) == (358, 13_193_950)
    assert state_line["window"] == "72 tháng cuối, từ 07/2020 đến 06/2026"
    assert state_line["formula"] == "949.964.400 : 72"
    assert common["amount"] == state_line["amount"]


def test_rows_that_are_rounded_add_up_to_what_the_average_is_taken_of(draft: Draft) -> None:
    printed = statement(draft, employer("01/2005", "05/2026", 8_000_004))

    total = sum(row["adjusted"] for row in printed["rows"])
    assert total == printed["total_adjusted"]
    assert printed["averages"][0]["formula"] == f"{dong(total)} : 257"


def test_mixed_time_shows_how_two_averages_make_one(draft: Draft) -> None:
    """Example T5: the State part enters with all of its 144 months, averaged over the last 72."""
    printed = statement(draft, *T5, benefit_month="07/2026")

    state_line, employer_line, common = printed["averages"]
    assert (state_line["months"], state_line["window"][:12], state_line["amount"]) == (144, "72 tháng cuố", 7_590_000)
    assert (employer_line["months"], employer_line["window"], employer_line["amount"]) == (192, "", 6_450_000)
    assert common["formula"] == "(7.590.000 × 144 + 6.450.000 × 192) : 336"
    assert common["amount"] == 6_938_571


def test_the_whole_time_is_shown_where_it_gives_more(draft: Draft) -> None:
    printed = statement(draft, state("01/1996", "12/2015", "6"), state("01/2016", "06/2026", "3"),
                        benefit_month="07/2026")  # fmt: skip

    assert printed["averages"][0]["window"] == ""
    assert printed["averages"][0]["formula"].endswith(" : 366")


def test_rows_that_do_not_add_up_are_not_proposed(draft: Draft) -> None:
    """A decision over more months than its statement lists is refused, whatever made them differ."""
    computed = compute(draft)
    assert isinstance(computed.result, PensionResult)
    assert of_computed(draft, computed) == []

    longer = replace(computed, result=replace(computed.result, months_total=computed.result.months_total + 12))
    assert "cộng được 257 tháng, quyết định tính 269 tháng" in of_computed(draft, longer)[0]


def test_a_row_that_is_not_counted_says_why_and_adds_nothing(draft: Draft) -> None:
    owed = replace(employer("06/2025", "05/2026", 8_000_000), exclusion=Exclusion.OWED, note="chờ đơn vị nộp")
    printed = statement(draft, replace(employer("01/2005", "05/2025", 8_000_000), rate=Decimal(22)), owed)

    last = printed["rows"][-1]
    assert (last["first"], last["last"], last["months"], last["adjusted"]) == ("06/2025", "05/2026", 0, None)
    assert last["note"] == "Không tính hưởng (nợ đóng); chờ đơn vị nộp"
    assert {row["rate"] for row in printed["rows"]} == {"22", None}
    assert printed["total_months"] == 245
    assert printed["times"][-1] == {"label": "Không tính hưởng (xem ghi chú)", "time": {"years": 1, "months": 0}}
