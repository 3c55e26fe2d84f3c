"""Does a revocation propose what is to be paid back, print its working, and take another sum with a reason alone?"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils.timezone import now

from benefits.calculation import compute
from benefits.doubts.doubted import doubted
from benefits.kinds import KINDS
from benefits.models import DocumentChange, Draft
from benefits.papers import papers_of
from benefits.papers.annex import working_of
from bhxh_archive.models import User
from intake.models import Result
from tests.benefits.conftest import ShortRoad
from tests.benefits.issued.test_adjusting import ROWS, SURVIVORS, decided
from tests.benefits.test_revision import printed
from tests.benefits.test_revocation import NOBODY, PAID, begin

PENSION = {"start": "2026-06-01", "total": 3_783_135, "pension": 3_500_000, "top_up": 283_135, "person": NOBODY,
           "payment": PAID, "lump_sum_total": 5_000_000, "lump_sums": [
               {"label": "Trợ cấp một lần khi nghỉ hưu", "formula": "2 × 2.500.000", "amount": 5_000_000},
           ]}  # fmt: skip
LOWERED = {"start": "2026-08-01", "before": 3_783_135, "total": 3_700_000, "settled": 166_270,
           "settled_label": "Thu hồi", "person": NOBODY, "payment": PAID}  # fmt: skip
ALL = {"revoked_since": "01/06/2026", "recovered": "", "paid_until": "10/2026", "paid_once": "all"}


def adjusts(by: Result, earlier: Result) -> None:
    facts: dict[str, Any] = {"number": earlier.number, "dated": earlier.dated, "since": date(2026, 8, 1)}
    DocumentChange.objects.create(by=by, act="adjusts", earlier=earlier, in_force_at=now(), **facts)


@pytest.fixture
def pension(demo: dict[str, User]) -> Result:
    """A pension of 06/2026, lowered from 08/2026 on; two months of that were paid at the amount before it."""
    _, granted = decided(demo, "07A-HSB", "05/QĐ-BHXH", PENSION)
    _, lowered = decided(demo, "QD_DIEUCHINH", "09/QĐ-BHXH", LOWERED)
    adjusts(lowered, granted)
    return granted


def test_the_sum_is_proposed_with_its_working_frozen_and_printed(adjusting: ShortRoad, pension: Result) -> None:
    draft = begin(adjusting, replaces=str(pension.pk), **ALL)
    assert compute(draft).problems == (
        "Chưa ghi đã thu được bao nhiêu trong 166.270 đồng mà quyết định điều chỉnh ghi thu hồi (chưa thu: ghi 0).",
    )
    draft = begin(adjusting, replaces=str(pension.pk), collected="83.135", **ALL)
    computed = compute(draft)
    working = working_of(KINDS["QD_THUHOI"], computed)
    assert working and [(line["formula"], line["value"], line["article"][:18]) for line in working["lines"][:4]] == [
        ("(3.500.000 + 283.135 bù bằng mức tham chiếu) × 4 tháng", "15.132.540 đồng", "Quyết định số 05/Q"),
        ("3.700.000 × 1 tháng", "3.700.000 đồng", "Quyết định số 09/Q"),
        ("2 × 2.500.000", "5.000.000 đồng", "Quyết định số 05/Q"),
        ("đã thu", "-83.135 đồng", "Quyết định số 09/Q"),
    ]
    assert computed.money.recovered == 23_749_405
    assert any("không thu hai lần" in said for said in computed.warnings)
    text = printed(draft)
    assert "hoàn trả: 23.749.405 đồng" in text and "× 4 tháng = 15.132.540 đồng (Quyết định số 05/QĐ-BHXH" in text


def test_another_sum_wants_a_reason(adjusting: ShortRoad, pension: Result) -> None:
    typed = {"replaces": str(pension.pk), "collected": "0"} | ALL | {"recovered": "20.000.000"}
    assert "số đề xuất là 23.832.540 đồng: hãy ghi lý do" in compute(begin(adjusting, **typed)).problems[0]
    assert compute(begin(adjusting, **typed | {"recovered": "23.832.540"})).problems == ()
    draft = begin(adjusting, **typed, recovered_reason="Đã khấu trừ tại xã.")
    assert compute(draft).money.recovered == 20_000_000
    assert "Số đề xuất: 23.832.540" in printed(draft) and "ghi tay: Đã khấu trừ tại xã" in printed(draft)
    part = typed | {"paid_once": "part", "recovered": ""}
    assert "trả một phần" in compute(begin(adjusting, **part)).problems[0]


def test_nothing_is_proposed_where_adjustments_stand_side_by_side(
    adjusting: ShortRoad, pension: Result, demo: dict[str, User]
) -> None:
    _, again = decided(demo, "QD_DIEUCHINH", "11/QĐ-BHXH", LOWERED | {"start": "2026-10-01"})
    adjusts(again, pension)
    draft = begin(adjusting, replaces=str(pension.pk), **ALL)
    computed = compute(draft)
    assert any("nhiều quyết định điều chỉnh cùng một mức" in said for said in computed.warnings)
    assert any("Chưa ghi số tiền phải hoàn trả" in said for said in doubted(draft, computed))


def test_each_relative_pays_back_what_each_drew(adjusting: ShortRoad, demo: dict[str, User]) -> None:
    rows = [row | {"amount": amount} for row, amount in zip(ROWS, (1_265_000, 1_771_000), strict=True)]
    _, granted = decided(demo, "08A-HSB", "05/QĐ-BHXH", SURVIVORS | {"relatives": rows})
    draft = begin(adjusting, replaces=str(granted.pk), **ALL | {"revoked_since": "01/10/2026", "paid_until": "11/2026"})
    payees = KINDS["QD_THUHOI"].payees(papers_of(draft)[0].data)
    assert [(one.person, one.money.recovered) for one in payees] == [
        ("Bùi Minh Khôi", 2_530_000), ("Trần Thị Gấm", 3_542_000),
    ]  # fmt: skip


def test_where_nothing_was_paid_no_reason_is_wanted(adjusting: ShortRoad, pension: Result) -> None:
    Draft.objects.filter(kind__code="QD_DIEUCHINH", frozen__isnull=False).update(
        frozen={"papers": [{"main": True, "data": LOWERED | {"settled": 0, "settled_label": ""}}]}
    )
    typed = {"recovered": "", "paid_nothing": True, "revoked_since": "01/06/2026"}
    draft = begin(adjusting, replaces=str(pension.pk), **typed)
    computed = compute(draft)
    assert computed.problems == () and computed.money.recovered == 0
    assert not any("Chưa ghi số tiền" in said for said in doubted(draft, computed))


def test_of_a_list_everybody_pays_back_the_own_line(adjusting: ShortRoad, demo: dict[str, User]) -> None:
    lines = [{"name": name, "id_number": "", "insurance_number": number, "amount": amount, "account": "", "bank": ""}
             for name, number, amount in (("Lê Thị Mùa", "1", 900_000), ("Trần Thị Gấm", "2", 1_100_000))]  # fmt: skip
    _, settled = decided(demo, "C70A-HSB", "05/DS-BHXH", {"groups": [{"lines": lines}]})
    Result.objects.filter(pk=settled.pk).update(doc_type="32")
    typed = {"replaces": str(settled.pk), "revoked_since": "01/06/2026", "recovered": "", "paid_once": "all"}
    draft = begin(adjusting, **typed)
    payees = KINDS["QD_THUHOI"].payees(papers_of(draft)[0].data)
    assert [(one.person, one.money.recovered) for one in payees] == [
        ("Lê Thị Mùa", 900_000), ("Trần Thị Gấm", 1_100_000),
    ]  # fmt: skip
    draft = begin(adjusting, **typed | {"recovered": "900.000", "recovered_reason": "Một người đã trả lại."})
    assert any("Chưa chia được" in said for said in compute(draft).warnings)
