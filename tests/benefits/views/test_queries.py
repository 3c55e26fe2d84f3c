"""Do the pages of an adjustment, which rests on an earlier decision, keep to the bound of the house?"""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from benefits.models import Draft
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.models import Dossier, Result
from tests.benefits.conftest import As
from tests.benefits.issued.test_adjusting import decided
from tests.benefits.test_revision import Begin, begin
from tests.intake.rows import put_in_state
from tests.intake.views.conftest import address
from tests.intake.views.test_queries import MOST, queries_of

__all__ = ["begin"]


@pytest.fixture
def adjustment(begin: Begin, demo: dict[str, User]) -> Dossier:
    decided(demo, "07A-HSB", "05/QĐ-BHXH", {"start": "2026-06-01", "total": 3_783_135})
    return begin(earlier=f"số 05/QĐ-BHXH ngày {localdate():%d/%m/%Y}").dossier


def test_what_an_adjustment_rests_on_is_read_once_for_a_page(adjustment: Dossier, signed_in: As) -> None:
    def asked(name: str, who: str, state: State) -> int:
        return queries_of(signed_in(who), address(name, put_in_state(adjustment, state)))

    took = {
        "propose": asked("propose", "chuyenvien-hp", State.IN_REVIEW),
        "endorse": asked("endorse", "truongphong-hp", State.AWAITING_CONTROL),
        "sign": asked("sign", "giamdoc-hp", State.AWAITING_SIGNATURE),
    }
    assert max(took.values()) <= MOST, took


@pytest.mark.parametrize("chosen", [False, True])
def test_the_drafting_page_reads_the_decision_that_is_adjusted_once(
    adjustment: Dossier, signed_in: As, chosen: bool
) -> None:
    draft = Draft.objects.get(dossier=adjustment)
    names = {"earlier": "", "adjusts": str(Result.objects.get().pk)} if chosen else {}
    Draft.objects.update(entries=draft.entries | names)
    put_in_state(adjustment, State.IN_REVIEW)
    assert queries_of(signed_in("chuyenvien-hp"), reverse("draft", args=[adjustment.pk, draft.pk])) <= MOST
