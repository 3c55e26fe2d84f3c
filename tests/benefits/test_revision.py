"""Does a changed amount stand on the decision with what is owed for the months before it?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.timezone import localdate
from hypothesis import given
from hypothesis import strategies as st

from benefits.actions import drafting
from benefits.arithmetic.months import Month
from benefits.arithmetic.revision import Earlier, RevisionCase, revised
from benefits.arithmetic.steps import NotComputableError
from benefits.bulk_signing import amounts
from benefits.calculation import compute, headline
from benefits.doubts.doubted import doubted
from benefits.doubts.naming import problems_of
from benefits.forms.sheet import saved, typed
from benefits.kinds import KINDS, Money, Result
from benefits.models import Draft
from benefits.papers import papers_of
from benefits.papers.previewing import pdf_of
from benefits.queries import open_drafts
from bhxh_archive.models import User
from tests.benefits.arithmetic.builders import month
from tests.benefits.conftest import ShortRoad
from tests.bhxh_archive.documents.test_render import text_of
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result

RAISED = {"benefit_month": "06/2026", "allowance": "lương hưu hằng tháng", "earlier": "số 05/QĐ-BHXH ngày 05/6/2026",
          "before": "3.783.135", "after": "3.900.000", "paid_until": "09/2026", "ground": "Điều 72 Luật BHXH",
          "reason": "Bổ sung thời gian đóng."}  # fmt: skip
Begin = Callable[..., Draft]


@pytest.fixture
def begin(demo: dict[str, User], run_jobs: Callable[..., Any]) -> Begin:
    """`begin(after="3.900.000")`: a draft as its officer saved it."""
    road = ShortRoad(demo, run_jobs)
    road.procedure = "DIEUCHINH"
    dossier, officer = road.to("forward"), road.user("chuyenvien")
    kind = dossier.procedure.result_kinds.get(code="QD_DIEUCHINH")

    def open_and_save(**entries: Any) -> Draft:
        draft = drafting.open_draft(dossier=road.fresh(), kind=kind, by=officer)
        drafting.save_draft(draft=draft, entries=RAISED | entries, by=officer)
        return open_drafts(dossier).get(pk=draft.pk)

    return open_and_save


def printed(draft: Draft) -> str:
    return " ".join(text_of(pdf_of(papers_of(draft)[0])).split())


def test_a_raised_amount_is_made_good_for_the_months_that_were_paid(begin: Begin) -> None:
    draft = begin()

    assert headline(compute(draft)) == "3.900.000 đồng/tháng, 467.460 đồng một lần"
    text = printed(draft)
    for seen in ("Đang hưởng lương hưu hằng tháng theo Quyết định số 05/QĐ-BHXH", "mức 3.783.135 đồng/tháng",
                 "từ ngày 01 tháng 6 năm 2026", "Mức hưởng mới: 3.900.000 đồng", "Lý do: Bổ sung thời gian đóng;",
                 "Truy lĩnh: (3.900.000 - 3.783.135) × 4 tháng = 467.460 đồng"):  # fmt: skip
        assert seen in text, seen
    assert KINDS["QD_DIEUCHINH"].payees(papers_of(draft)[0].data)[0].money == Money(3_900_000, 467_460)


def test_a_lowered_amount_is_taken_back_and_never_listed_for_payment(begin: Begin) -> None:
    draft = begin(after="3.700.000")

    assert headline(compute(draft)) == "3.700.000 đồng/tháng, thu hồi 332.540 đồng"
    assert amounts(draft.drafted_by, draft.dossier)["đồng thu hồi"] == 332_540
    assert "Thu hồi: (3.783.135 - 3.700.000) × 4 tháng = 332.540 đồng" in printed(draft)
    assert KINDS["QD_DIEUCHINH"].payees(papers_of(draft)[0].data)[0].money == Money(3_700_000, recovered=332_540)


def test_nothing_is_owed_where_no_changed_month_was_paid(begin: Begin) -> None:
    text = printed(begin(paid_until="05/2026"))

    assert "Truy lĩnh" not in text and "Thu hồi" not in text


def test_what_is_missing_or_changes_nothing_is_told(begin: Begin) -> None:
    assert compute(begin(after="", reason="", ground="")).problems == (
        "Chưa ghi mức hưởng mới.", "Chưa ghi lý do điều chỉnh.", "Chưa ghi căn cứ pháp lý của việc điều chỉnh.",
    )  # fmt: skip
    assert "không có gì để điều chỉnh" in compute(begin(after="3.783.135")).problems[0]


def test_no_month_to_come_was_paid_and_none_lies_between_the_old_and_the_new(begin: Begin) -> None:
    now = Month.of(localdate())
    assert "chưa đến" in compute(begin(paid_until=str(now + 1))).problems[0]
    assert compute(begin(paid_until=str(now))).money.once

    refused = compute(begin(paid_until="04/2026"))
    assert refused.result is None and "hãy xem lại hai tháng này" in refused.problems[0]


def told(result: Result | None) -> list[str]:
    assert result
    return [found.message_vi for found in result.findings]


def test_what_differs_from_the_decision_that_is_changed_is_told_and_stops_nothing() -> None:
    case = RevisionCase(month("06/2026"), Decimal(3_783_135), Decimal(3_900_000), named="số 05/QĐ-BHXH")
    same, other = Earlier(case.benefit, case.before), Earlier(case.benefit, Decimal(3_700_000))

    assert "không thấy quyết định «số 05/QĐ-BHXH» của người này" in told(revised(case))[0]
    assert [told(revised(replace(case, earlier=earlier))) for earlier in (same, Earlier())] == [[], []]
    assert told(revised(replace(case, earlier=other))) == [
        "Cần xem: mức đang hưởng ghi 3.783.135 đồng, quyết định đang hưởng ghi 3.700.000 đồng.",
    ]
    with pytest.raises(NotComputableError, match="các tháng trước đó không có mức cũ"):
        revised(replace(case, earlier=Earlier(month("07/2026"), case.before)))


def test_the_decision_is_found_by_number_day_and_person(begin: Begin, demo: dict[str, User]) -> None:
    earlier = add_result(draft_of(demo["tiepnhan-hp"]))
    frozen = {"papers": [{"main": True, "data": {"start": "2026-07-01", "total": 3_783_135}}]}
    kind = earlier.dossier.procedure.result_kinds.get(code="07A-HSB")
    Draft.objects.create(dossier=earlier.dossier, kind=kind, drafted_by=demo["chuyenvien-hp"], frozen=frozen)

    assert "không thấy quyết định" in told(compute(begin()).result)[0], "of another day"
    draft = begin(earlier="số 05/QĐ-BHXH ngày 20/11/2026")
    assert "bắt đầu từ 07/2026" in compute(draft).problems[0]
    draft = begin(earlier="số 05/QĐ-BHXH ngày 20/11/2026", benefit_month="07/2026")
    assert told(compute(draft).result) == []
    earlier.dossier.persons.update(personal_id="031169000999", insurance_number="3105000999")
    [another] = doubted(draft, compute(draft))
    assert "có trong hệ thống nhưng không trả cho người này, mức cũ vẫn được chi trả" in another, "wants a reason"


def test_what_stands_on_the_chosen_decision_is_filled_in(begin: Begin, demo: dict[str, User]) -> None:
    earlier, once = (add_result(draft_of(demo["tiepnhan-hp"])) for _ in range(2))
    kind = earlier.dossier.procedure.result_kinds.get(code="07A-HSB")
    for result, data in ((earlier, {"start": "2026-01-01", "total": 3_783_135}), (once, {"total": 25_300_000})):
        frozen = {"papers": [{"main": True, "data": data}]}
        Draft.objects.create(dossier=result.dossier, kind=kind, drafted_by=demo["chuyenvien-hp"], frozen=frozen)
    draft = begin(earlier="", before="", allowance="")
    offered = saved(draft).form.fields["adjusts"].choices  # type: ignore[attr-defined]
    assert [words for _, words in offered] == [
        "Không chọn", "Số 05/QĐ-BHXH ngày 20/11/2026: Quyết định hưởng lương hưu, 3.783.135 đồng/tháng từ 01/2026",
    ]  # fmt: skip

    post = QueryDict(mutable=True)
    post.update(draft.entries | {"adjusts": str(earlier.pk)})
    entries = typed(draft, post).entries
    assert (entries["before"], entries["allowance"]) == ("3.783.135", "lương hưu hằng tháng")
    draft = begin(**entries)
    assert told(compute(draft).result) == []
    assert "lương hưu hằng tháng theo Quyết định số 05/QĐ-BHXH ngày 20/11/2026, mức 3.783.135 đồng" in printed(draft)
    assert "không cả hai" in compute(begin(**entries | {"earlier": "số 7/QĐ ngày 05/03/2019"})).problems[0]
    earlier.dossier.persons.update(personal_id="031169000999", insurance_number="3105000999")
    assert "không của người này" in compute(begin(**entries)).problems[0]


@given(st.integers(0, 10**8), st.integers(0, 10**8), st.integers(0, 60))
def test_both_directions_owe_the_same(before: int, after: int, months: int) -> None:
    start = month("01/2026")
    one, other = (RevisionCase(start, Decimal(a), Decimal(b), start + months - 1)
                  for a, b in ((before, after), (after, before)))  # fmt: skip
    if before == after:
        with pytest.raises(NotComputableError):
            revised(one)
        return
    raised, lowered = (revised(case) for case in (one, other))
    assert (raised.once, raised.recovered) == (lowered.recovered, lowered.once)
    assert raised.once + raised.recovered == abs(after - before) * months


def test_an_adjustment_replaces_nothing_from_before_the_system_either(begin: Begin) -> None:
    by_hand = {"replaced_number": "77/QĐ-BHXH", "replaced_on": "05/03/2019", "replaced_agency": "BHXH tỉnh Hải Dương"}
    draft = begin(**by_hand, replaced_reason="Ghi nhầm")
    assert "không thay thế và không bị thay thế" in problems_of(draft)[0]
    assert "replaces" in _shown(draft), "what was saved can be cleared"
    draft.entries = RAISED
    assert "replaces" not in _shown(draft) and problems_of(draft) == []


def _shown(draft: Draft) -> list[str]:
    return [field.name for _, fields in saved(draft).form.sections for field in fields]
