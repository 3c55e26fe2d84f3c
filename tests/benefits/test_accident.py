"""Does an allowance after a work accident come out on paper as the brief reckons it, and of the right form?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from benefits.actions import drafting
from benefits.calculation import compute, headline
from benefits.doubts.recalculating import why_not_as_frozen
from benefits.kinds import KINDS, Money
from benefits.models import Draft
from benefits.papers import papers_of
from benefits.papers.previewing import pdf_of
from benefits.queries import open_drafts
from benefits.wording.legal_bases import bases_of
from bhxh_archive.models import User
from tests.benefits.conftest import As, ShortRoad
from tests.bhxh_archive.documents.test_render import text_of

MONTHLY = {"benefit_month": "08/2026", "happened_on": "20/06/2026", "loss_percent": "40", "salary": "8.000.000",
           "months_paid": "120", "payment_method": "Tiền mặt"}  # fmt: skip
ONCE = MONTHLY | {"loss_percent": "20", "months_paid": "72", "cause": "BNN"}
Begin = Callable[..., Draft]


class AccidentRoad(ShortRoad):
    """A dossier after a work accident, up to the benefits unit."""

    procedure = "TNLD_BNN"


@pytest.fixture
def hurt(demo: dict[str, User], run_jobs: Callable[..., Any]) -> AccidentRoad:
    """A road of a work accident."""
    return AccidentRoad(demo, run_jobs)


@pytest.fixture
def begin(hurt: AccidentRoad) -> Begin:
    """`begin("03A-HSB", loss_percent="40")`: a draft as its officer saved it."""
    dossier = hurt.to("forward")

    def open_and_save(code: str, **entries: Any) -> Draft:
        officer, kind = hurt.user("chuyenvien"), dossier.procedure.result_kinds.get(code=code)
        draft = drafting.open_draft(dossier=hurt.fresh(), kind=kind, by=officer)
        drafting.save_draft(draft=draft, entries=entries, by=officer)
        return open_drafts(dossier).get(pk=draft.pk)

    return open_and_save


def printed(draft: Draft) -> str:
    return " ".join(text_of(pdf_of(papers_of(draft)[0])).split())


def test_t17_forty_per_cent_are_paid_each_month(begin: Begin) -> None:
    draft = begin("03A-HSB", **MONTHLY)

    assert headline(compute(draft)) == "1.470.400 đồng/tháng"
    text = printed(draft)
    for seen in ("Về việc hưởng trợ cấp tai nạn lao động hằng tháng", "(30 + 9 × 2)% × 2.530.000 = 1.214.400 đồng",
                 "(0,5 + 9 × 0,3)% × 8.000.000 = 256.000 đồng", "Tổng số tiền hằng tháng: 1.470.400 đồng",
                 "từ ngày 01 tháng 8 năm 2026", "Ngày bị tai nạn lao động: 20/06/2026", "40%"):  # fmt: skip
        assert seen in text, seen
    assert any(line.startswith("Luật An toàn, vệ sinh lao động") for line in bases_of(draft))
    data = papers_of(draft)[0].data
    assert data["total"] == sum(line["amount"] for line in data["lines"])
    assert [payee.money for payee in KINDS["03A-HSB"].payees(data)] == [Money(1_470_400)]


def test_t17_twenty_per_cent_are_paid_once(begin: Begin) -> None:
    draft = begin("03B-HSB", **ONCE)

    assert compute(draft).money == Money(once=47_625_000)
    assert "Về việc hưởng trợ cấp bệnh nghề nghiệp một lần" in printed(draft)
    assert "bốn mươi bảy triệu sáu trăm hai mươi lăm nghìn đồng" in printed(draft)


def test_who_needs_attendance_draws_one_level_more(begin: Begin) -> None:
    draft = begin("03A-HSB", **MONTHLY | {"loss_percent": "85", "attended": True})

    assert [line["label"] for line in papers_of(draft)[0].data["lines"]][-1] == "Trợ cấp phục vụ hằng tháng"


@pytest.mark.parametrize(
    ("code", "loss", "said"),
    [("03A-HSB", "20", "một lần (03B-HSB)"), ("03B-HSB", "40", "hằng tháng (03A-HSB)"), ("03B-HSB", "4", "chưa đủ 5%")],
)
def test_a_loss_that_is_paid_the_other_way_or_not_at_all_is_told(begin: Begin, code: str, loss: str, said: str) -> None:
    assert said in compute(begin(code, **MONTHLY | {"loss_percent": loss})).problems[0]


def test_every_missing_thing_is_said_at_once(begin: Begin) -> None:
    assert len(compute(begin("03A-HSB")).problems) == 4


@pytest.mark.parametrize(
    ("odd", "said"),
    [({"benefit_month": "05/2026"}, "Tháng bắt đầu hưởng 05/2026 trước ngày"),
     ({"months_paid": "721"}, "Số tháng đóng «721» phải từ 0 đến 720")],
)  # fmt: skip
@pytest.mark.parametrize(("code", "entries"), [("03A-HSB", MONTHLY), ("03B-HSB", ONCE)])
def test_what_can_not_be_so_is_refused(
    begin: Begin, code: str, entries: dict[str, str], odd: dict[str, str], said: str
) -> None:
    found = compute(begin(code, **entries | odd))
    assert found.result is None and said in found.problems[0] and "hãy xem lại" in found.problems[0]


def test_an_accident_to_come_is_refused_and_one_of_the_month_is_not(begin: Begin) -> None:
    tomorrow = localdate() + timedelta(days=1)
    typed = MONTHLY | {"benefit_month": f"{tomorrow:%m/%Y}", "happened_on": f"{tomorrow:%d/%m/%Y}"}
    assert compute(begin("03A-HSB", **typed)).problems == (
        f"Ngày bị tai nạn, phát hiện bệnh {tomorrow:%d/%m/%Y} sau hôm nay: hãy xem lại.",
    )
    assert compute(begin("03A-HSB", **MONTHLY | {"happened_on": "31/08/2026"})).result


def test_it_asks_for_no_history_and_is_proposed_and_frozen(begin: Begin, hurt: AccidentRoad, signed_in: As) -> None:
    draft = begin("03A-HSB", **MONTHLY)
    page = signed_in("chuyenvien-hp").get(reverse("draft", args=[draft.dossier_id, draft.pk])).content.decode()
    assert "Mức suy giảm khả năng lao động" in page and "data-periods" not in page

    hurt.propose()
    hurt.endorse()
    draft.refresh_from_db()
    assert draft.frozen and [paper["kind"] for paper in draft.frozen["papers"]] == ["03A-HSB"]
    assert why_not_as_frozen(draft) == ""
