"""Is a monthly allowance that was worked out by hand decided as typed, from the form to what is proposed and paid?"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from benefits.calculation import compute, headline
from benefits.doubts.recalculating import why_not_as_frozen
from benefits.kinds import KINDS, Money
from benefits.models import Draft
from benefits.papers import papers_of
from benefits.papers.annex import annex_pdf
from benefits.papers.previewing import pdf_of
from benefits.queries import open_drafts
from benefits.wording.legal_bases import unconfirmed
from bhxh_archive.lifecycle import State
from tests.benefits.conftest import As, ShortRoad
from tests.bhxh_archive.documents.test_render import text_of

TYPED = {
    "benefit_month": "072026", "monthly": "500.000", "months": "60", "total": "30.000.000",
    "ground": "Điều 23 Luật BHXH.", "method": "29.800.000 / 500.000 = 59,6\nlàm tròn 60 tháng",
    "payment_method": "Chuyển khoản", "payment_place": "Ngân hàng Mẫu", "payment_account": "0123456789",
}  # fmt: skip
SHORT = {"p_start": ["032018"], "p_end": ["062026"], "p_regime": ["DN"], "p_salary": ["5.000.000"]}


@pytest.fixture
def road(unsigned_road: ShortRoad) -> ShortRoad:
    unsigned_road.procedure = "TCHT"
    unsigned_road.to("forward")
    return unsigned_road


@pytest.fixture
def officer(signed_in: As) -> Client:
    return signed_in("chuyenvien-hp")


@pytest.fixture
def url(road: ShortRoad, officer: Client) -> str:
    kind = road.dossier.procedure.result_kinds.get(code="QD_TCHT")
    return str(officer.post(reverse("open_draft", args=[road.dossier.pk]), {"kind": kind.pk})["Location"])


def sheet(**changes: Any) -> dict[str, Any]:
    return {"version": "0", **SHORT, **TYPED, **changes}


def draft_of(road: ShortRoad) -> Draft:
    return open_drafts(road.dossier).get()


def words(pdf: bytes) -> str:
    return " ".join(text_of(pdf).split())


def test_from_the_form_to_the_proposed_decision(officer: Client, url: str, road: ShortRoad) -> None:
    page = officer.post(url, sheet(), follow=True).content.decode()
    assert "500.000 đồng/tháng" in page and "Cần xem: số tiền do chuyên viên ấn định" in page
    draft = draft_of(road)
    assert headline(compute(draft)) == "500.000 đồng/tháng"
    assert "Cần xác nhận mẫu của văn bản này: chưa đối chiếu với mẫu chính thức." in unconfirmed(draft)

    decision, statement = papers_of(draft)
    text = words(pdf_of(decision))
    for seen in ("Tổng số thời gian đóng bảo hiểm xã hội: 8 năm 4 tháng", "Mức hưởng: 500.000 đồng một tháng",
                 "60 tháng, từ ngày 01 tháng 7 năm 2026 đến hết tháng 06/2031", "Căn cứ: Điều 23 Luật BHXH.",
                 "59,6 làm tròn 60 tháng;", "500.000 × 60 tháng = 30.000.000 đồng", "ba mươi triệu đồng"):  # fmt: skip
        assert seen in text, seen
    assert (statement.data["total_months"], statement.data["averages"]) == (100, [])
    annex = words(annex_pdf(draft))
    assert "59,6 làm tròn 60 tháng" in annex and "Điều 23 Luật BHXH" in annex and "Cần xác nhận: công thức" in annex

    officer.post(reverse("propose", args=[road.dossier.pk]))
    assert road.fresh().state == State.AWAITING_CONTROL
    road.endorse()
    frozen = draft_of(road)
    assert frozen.frozen and why_not_as_frozen(frozen) == ""
    [payee] = KINDS["QD_TCHT"].payees(frozen.frozen["papers"][0]["data"])
    assert (payee.person, payee.money, payee.account) == ("Phạm Thị Hường", Money(500_000), "0123456789")
    assert (str(payee.begins), payee.last_month) == ("2026-07-01", "06/2031")


def test_what_is_missing_or_cannot_be_is_told_and_kept(officer: Client, url: str, road: ShortRoad) -> None:
    nothing = dict.fromkeys(("monthly", "months", "ground", "method"), "")
    page = officer.post(url, sheet(**nothing, payment_account=""), follow=True).content.decode()
    for said in ("Chưa ghi mức trợ cấp hằng tháng.", "Chưa ghi số tháng hưởng.", "Chưa ghi căn cứ pháp lý",
                 "Chưa ghi cách tính", "chưa ghi số tài khoản"):  # fmt: skip
        assert said in page, said

    draft = draft_of(road)
    assert compute(draft, entries=TYPED | {"total": "29.800.000"}).problems == (
        "Tổng số tiền 29.800.000 đồng không bằng 500.000 × 60 tháng = 30.000.000 đồng: hãy xem lại.",
    )
    assert compute(draft, entries=TYPED | {"months": "361", "monthly": "0", "total": ""}).problems == (
        "Mức trợ cấp hằng tháng phải lớn hơn 0.", "Số tháng hưởng «361» phải từ 1 đến 360: hãy xem lại.",
    )  # fmt: skip
    refused = officer.post(url, sheet(version=str(draft.version), months="sáu mươi", monthly="0,5 triệu"))
    assert refused.status_code == 422
    kept = draft_of(road).entries
    assert (kept["months"], kept["monthly"]) == ("sáu mươi", "0,5 triệu")


def test_without_a_history_the_decision_goes_alone(officer: Client, url: str, road: ShortRoad) -> None:
    officer.post(url, sheet(p_start=[""], p_end=[""], p_salary=[""]))
    draft = draft_of(road)

    assert [paper.kind for paper in papers_of(draft)] == ["QD_TCHT"]
    assert "NO_TIME" in [found.code for found in compute(draft).result.findings]  # type: ignore[union-attr]
    assert papers_of(draft)[0].data["total_time"] is None
