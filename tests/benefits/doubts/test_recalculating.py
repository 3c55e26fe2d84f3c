"""Is a draft caught at the signature when the numbers of the law changed after it was controlled?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from benefits import law
from benefits.actions import deciding, preparing
from benefits.arithmetic.rules import Rule
from benefits.doubts.recalculating import why_not_as_frozen
from benefits.models import Draft
from bhxh_archive.errors import NotValid
from tests.benefits.conftest import Amend, ShortRoad


@pytest.fixture
def frozen(unsigned_road: ShortRoad) -> Draft:
    """A draft that was controlled by the numbers of its day."""
    return unsigned_road.to("endorse").drafts.get()


def raised(rule: Rule) -> Rule:
    """The coefficient of what was paid in 2019 goes up."""
    return replace(rule, value=rule.value + Decimal("0.10")) if (rule.table, rule.key) == ("cpi", "2019") else rule


def test_a_number_that_changed_after_the_control_is_caught_and_told(unsigned_road: ShortRoad, amend: Amend) -> None:
    dossier = unsigned_road.to("endorse")
    assert why_not_as_frozen(dossier.drafts.get()) == ""
    amend(raised)

    with pytest.raises(NotValid, match=r"đồng/tháng, dự thảo ghi 3\.783\.135 đồng/tháng\. Hãy trả lại chuyên viên"):
        preparing.prepare_signature(dossier=dossier, by=unsigned_road.user("giamdoc"))
    leader = unsigned_road.user("giamdoc")
    deciding.return_draft(dossier=unsigned_road.fresh(), reason="Tính lại", by=leader)
    unsigned_road.propose()
    unsigned_road.endorse()
    assert preparing.prepare_signature(dossier=unsigned_road.fresh(), by=leader)


def test_a_number_that_does_not_matter_holds_up_nothing(unsigned_road: ShortRoad, amend: Amend) -> None:
    dossier = unsigned_road.to("endorse")
    amend(lambda rule: replace(rule, value=rule.value + 1) if rule.table == "base_salary" else rule)

    assert why_not_as_frozen(dossier.drafts.get()) == ""


@pytest.fixture
def lawless(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """A release that comes without a single table."""
    caches = (law.shipped, law._overlaid)
    with monkeypatch.context() as patch:
        patch.setattr(law, "FOLDER", tmp_path)
        for cached in caches:
            cached.cache_clear()
        yield
    for cached in caches:
        cached.cache_clear()


def test_a_table_that_is_gone_is_no_result(frozen: Draft, lawless: None) -> None:
    assert "không ra kết quả" in why_not_as_frozen(frozen)
