"""Do relatives get what was left of a monthly allowance, as typed and named, and nothing twice?"""

from __future__ import annotations

from typing import Any

import pytest

from benefits.actions import deciding, drafting
from benefits.calculation import compute, headline, lacks_of
from benefits.doubts.recalculating import why_not_as_frozen
from benefits.forms.sheet import saved
from benefits.kinds import KINDS, Money
from benefits.models import Draft
from benefits.papers import papers_of
from benefits.papers.annex import annex_pdf
from benefits.papers.previewing import pdf_of
from benefits.queries import open_drafts
from bhxh_archive.errors import NotValid
from tests.benefits.conftest import SurvivorsRoad
from tests.bhxh_archive.documents.test_render import text_of

TYPED = {
    "died_on": "05/08/2026", "earlier": "số 124/QĐ-BHXH ngày 27/11/2025", "amount": "20.000.000", "monthly": "500.000",
    "months_left": "40", "ground": "Điều 23 Luật BHXH.", "method": "còn 40 trong 60 tháng", "compulsory_months": "100",
    "payment_method": "Tiền mặt",
}  # fmt: skip


@pytest.fixture
def road(survivors: SurvivorsRoad) -> SurvivorsRoad:
    survivors.procedure = "TCHT_TN"
    survivors.to("forward")
    return survivors


def begin(road: SurvivorsRoad, receiver: str = "Trần Thị Gấm", **entries: Any) -> Draft:
    """A draft as its officer saved it."""
    officer, kind = road.user("chuyenvien"), road.dossier.procedure.result_kinds.get(code="QD_TCHT_TN")
    draft = drafting.open_draft(
        dossier=road.fresh(), kind=kind, by=officer, receiver=road.dossier.persons.get(full_name=receiver)
    )
    shown = saved(open_drafts(road.dossier).get(pk=draft.pk)).entries
    drafting.save_draft(draft=draft, entries=shown | TYPED | entries, by=officer)
    return open_drafts(road.dossier).get(pk=draft.pk)


def words(pdf: bytes) -> str:
    return " ".join(text_of(pdf).split())


def test_relatives_are_named_with_their_shares_and_paid_as_frozen(road: SurvivorsRoad) -> None:
    draft = begin(road)
    assert headline(compute(draft)) == "45.300.000 đồng"
    text = words(pdf_of(papers_of(draft)[0]))
    for seen in ("Giải quyết chế độ đối với thân nhân của ông Bùi Văn Thịnh",
                 "Chết ngày 05/08/2026, khi đang hưởng trợ cấp hằng tháng theo Quyết định số 124/QĐ-BHXH",
                 "số tháng chưa nhận: 40;", "Cách tính: còn 40 trong 60 tháng;", "Căn cứ: Điều 23 Luật BHXH.",
                 "Cộng 20.000.000", "Tổng số tiền: 20.000.000 đồng", "10 × 2.530.000 = 25.300.000 đồng"):  # fmt: skip
        assert seen in text, seen
    assert "còn 40 trong 60 tháng" in words(annex_pdf(draft))

    deciding.propose(dossier=road.fresh(), by=road.user("chuyenvien"))
    road.endorse()
    frozen = open_drafts(road.dossier).get()
    assert frozen.frozen and why_not_as_frozen(frozen) == ""
    paid = KINDS["QD_TCHT_TN"].payees(frozen.frozen["papers"][0]["data"])
    assert [(row.person, row.money) for row in paid] == [
        ("Trần Thị Gấm", Money(once=10_000_000)), ("Bùi Minh Khôi (bà Trần Thị Gấm nhận)", Money(once=10_000_000)),
        ("Trần Thị Gấm", Money(once=25_300_000)),
    ]  # fmt: skip


def test_what_is_missing_cannot_be_or_is_granted_twice_is_told(road: SurvivorsRoad) -> None:
    draft = begin(road, payment_method="Chuyển khoản")
    assert [lack.said for lack in lacks_of(draft)] == [
        "Nhận bằng chuyển khoản nhưng chưa ghi ngân hàng.",
        "Nhận bằng chuyển khoản nhưng chưa ghi số tài khoản của Trần Thị Gấm.",
    ], "the widow receives for the child, and for the funeral"
    nothing = dict.fromkeys(("amount", "ground", "method"), "")
    assert len(compute(draft, entries=draft.entries | nothing).problems) == 3
    odd = {"months_left": "39", "funeral_amount": "0", "compulsory_months": "721"}
    assert compute(draft, entries=draft.entries | odd).problems == (
        "Trợ cấp mai táng phải lớn hơn 0.",
        "Số tiền 20.000.000 đồng không bằng 500.000 × 39 tháng = 19.500.000 đồng: hãy xem lại.",
        "Số tháng đóng «721» phải từ 0 đến 720: hãy xem lại.",
    )

    begin(road, "Bùi Minh Khôi", funeral=False)
    with pytest.raises(NotValid) as refused:
        deciding.propose(dossier=road.fresh(), by=road.user("chuyenvien"))
    assert any("trợ cấp hằng tháng chưa nhận" in problem for problem in refused.value.problems)
