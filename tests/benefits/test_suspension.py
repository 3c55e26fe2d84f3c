"""Does a monthly benefit rest and go on as the officer decides, and is what goes on paid?"""

from __future__ import annotations

from typing import Any

import pytest

from benefits.actions import deciding, drafting
from benefits.calculation import compute
from benefits.kinds import KINDS, Money, Payee
from benefits.kinds.suspension import RESTS, RESUMES
from benefits.models import Draft
from benefits.papers import papers_of
from benefits.queries import open_drafts
from bhxh_archive.lifecycle import State
from tests.benefits.conftest import ShortRoad
from tests.benefits.test_revision import printed

TYPED = {
    "benefit": "lương hưu",
    "benefit_month": "12/2026",
    "reason": "Xuất cảnh trái phép",
    "ground": "Điều 75 Luật BHXH",
}
AGAIN = TYPED | {
    "act": RESUMES, "reason": "Đã trở về", "monthly": "3.783.135", "arrears": "7.566.270",
    "arrears_of": "từ tháng 10/2026 đến tháng 11/2026", "payment_method": "Tiền mặt", "payment_place": "Bưu điện Mẫu",
}  # fmt: skip


@pytest.fixture
def road(unsigned_road: ShortRoad) -> ShortRoad:
    unsigned_road.procedure = "TAMDUNG_TIEPTUC"
    unsigned_road.to("forward")
    return unsigned_road


def begin(road: ShortRoad, entries: dict[str, Any]) -> Draft:
    kind, officer = road.dossier.procedure.result_kinds.get(code="QD_TAMDUNG"), road.user("chuyenvien")
    draft = drafting.open_draft(dossier=road.fresh(), kind=kind, by=officer)
    drafting.save_draft(draft=draft, entries=entries, by=officer)
    return open_drafts(road.dossier).get(pk=draft.pk)


def paid_by(draft: Draft) -> list[Payee]:
    return KINDS["QD_TAMDUNG"].payees(papers_of(draft)[0].data)


def test_what_rests_is_paid_to_nobody(road: ShortRoad) -> None:
    draft = begin(road, TYPED | {"act": RESTS})
    text = printed(draft)
    assert "Điều 1. Tạm dừng hưởng lương hưu từ ngày 01 tháng 12 năm 2026 đối với Bà Phạm Thị Hường" in text
    assert "Mức hưởng" not in text and "Truy lĩnh" not in text
    deciding.propose(dossier=road.fresh(), by=road.user("chuyenvien"))
    assert road.fresh().state == State.AWAITING_CONTROL
    assert paid_by(draft) == []


def test_what_goes_on_is_paid_with_its_arrears(road: ShortRoad) -> None:
    draft = begin(road, AGAIN)
    text = printed(draft)
    for seen in ("Tiếp tục hưởng lương hưu", "Mức hưởng: 3.783.135 đồng một tháng (bằng chữ: ba triệu",
                 "Truy lĩnh từ tháng 10/2026 đến tháng 11/2026: 7.566.270 đồng"):  # fmt: skip
        assert seen in text, seen
    [payee] = paid_by(draft)
    assert (payee.money, f"{payee.begins:%m/%Y}", payee.place) == (Money(3783135, 7566270), "12/2026", "Bưu điện Mẫu")


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        (TYPED | {"monthly": "1.000.000"}, "Tạm dừng thì không chi trả"),
        (AGAIN | {"monthly": ""}, "Chưa ghi mức hưởng hằng tháng"),
        (AGAIN | {"arrears_of": ""}, "Chưa ghi truy lĩnh cho thời gian nào"),
        ({}, "Chưa ghi chế độ nào"),
    ],
)
def test_what_is_missing_is_said(road: ShortRoad, entries: dict[str, Any], said: str) -> None:
    assert said in " ".join(compute(begin(road, entries)).problems)
