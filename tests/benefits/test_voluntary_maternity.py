"""Is a birth to somebody who paid voluntarily decided by a fixed amount for each child?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from benefits.actions import drafting
from benefits.calculation import compute
from benefits.kinds import KINDS, Money
from benefits.models import Draft
from benefits.papers import papers_of
from benefits.papers.previewing import pdf_of
from benefits.queries import open_drafts
from benefits.wording.legal_bases import bases_of
from bhxh_archive.models import User
from tests.benefits.conftest import ShortRoad
from tests.bhxh_archive.documents.test_render import text_of

Begin = Callable[..., Draft]


@pytest.fixture
def begin(demo: dict[str, User], run_jobs: Callable[..., Any]) -> Begin:
    """`begin(born_on="05/08/2026")`: a draft as its officer saved it."""
    road = ShortRoad(demo, run_jobs)
    road.procedure = "THAISAN_TN"
    dossier, officer = road.to("forward"), road.user("chuyenvien")
    kind = dossier.procedure.result_kinds.get(code="QD_THAISAN_TN")

    def open_and_save(**entries: Any) -> Draft:
        draft = drafting.open_draft(dossier=road.fresh(), kind=kind, by=officer)
        drafting.save_draft(draft=draft, entries=entries, by=officer)
        return open_drafts(dossier).get(pk=draft.pk)

    return open_and_save


def test_twins_are_two_amounts(begin: Begin) -> None:
    draft = begin(born_on="05/08/2026", children="2", months_paid="9")
    data = papers_of(draft)[0].data

    text = " ".join(text_of(pdf_of(papers_of(draft)[0])).split())
    assert "Sinh con ngày 05/08/2026; số con: 02" in text and "2.000.000 × 2 con = 4.000.000 đồng" in text
    assert [payee.money for payee in KINDS["QD_THAISAN_TN"].payees(data)] == [Money(once=4_000_000)]
    assert any("159/2025/NĐ-CP" in line for line in bases_of(draft))
    assert any("Cần xác nhận" in warning for warning in compute(draft).result.warnings)  # type: ignore[union-attr]


def test_too_short_a_time_is_told_and_what_is_missing_named(begin: Begin) -> None:
    found = compute(begin(born_on="05/08/2026", children="1", months_paid="5")).result
    assert found and [finding.code for finding in found.findings] == ["TIME_SHORT"]
    assert len(compute(begin()).problems) == 3
    assert "từ 1" in compute(begin(born_on="05/08/2026", children="0", months_paid="6")).problems[0]


def test_what_can_not_be_so_is_refused_all_at_once(begin: Begin) -> None:
    tomorrow = localdate() + timedelta(days=1)
    refused = compute(begin(born_on=f"{tomorrow:%d/%m/%Y}", children="10", months_paid="13"))
    assert refused.result is None and [problem.split(":")[0] for problem in refused.problems] == [
        f"Ngày sinh con {tomorrow:%d/%m/%Y} sau hôm nay", "Số con «10» phải từ 1 đến 9",
        "Số tháng đóng trong 12 tháng trước khi sinh «13» phải từ 0 đến 12",
    ]  # fmt: skip
    assert compute(begin(born_on=f"{localdate():%d/%m/%Y}", children="1", months_paid="12")).result
