"""Is nothing granted again that another dossier about the same death granted, unless somebody says why?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from benefits.actions import deciding, granting
from bhxh_archive.errors import NotNow, NotValid
from intake.actions.counter import registration
from tests.benefits.bereaved import CHILDREN, DEAD, MOTHER, beginning
from tests.benefits.conftest import As, SurvivorsRoad
from tests.room import periods


@pytest.fixture
def again(survivors: SurvivorsRoad) -> SurvivorsRoad:
    """A second dossier with a draft about the death for which that of `survivors` has its decisions agreed to."""
    begin, other = beginning(survivors), SurvivorsRoad(survivors.people, survivors.run_jobs)
    survivors.bereaved = other.bereaved = (DEAD | {"insurance_number": "3105000101"}, *CHILDREN, MOTHER)
    for road in (survivors, other):
        road.to("forward")
        begin("08A-HSB", died_on="05/08/2026", rows=periods(), road=road)
    survivors.propose()
    survivors.endorse()
    return other


def test_nothing_is_granted_again_until_the_other_dossier_ends(survivors: SurvivorsRoad, again: SurvivorsRoad) -> None:
    with pytest.raises(NotValid) as refused:
        deciding.propose(dossier=again.fresh(), by=again.user("chuyenvien"))
    for claim in ("trợ cấp mai táng", "chế độ tuất của Trần Thị Gấm"):
        assert f"Hồ sơ {survivors.dossier} đã giải quyết {claim} của cùng người chết." in refused.value.problems
    registration.withdraw(dossier=survivors.fresh(), reason="Xin rút", by=survivors.user("tiepnhan"))
    assert deciding.propose(dossier=again.fresh(), by=again.user("chuyenvien"))


def test_what_was_annulled_outside_is_granted_again_with_a_reason_that_the_leader_reads(
    survivors: SurvivorsRoad, again: SurvivorsRoad, signed_in: As
) -> None:
    officer, why = signed_in("chuyenvien-hp"), reverse("grant_again", args=[again.dossier.pk])

    assert f'<a href="{why}">' in officer.get(reverse("propose", args=[again.dossier.pk])).content.decode()
    assert officer.post(why, {"reason": " "}).status_code == 422
    answer = officer.post(why, {"reason": "Quyết định 05/QĐ-BHXH đã hủy bỏ"}, follow=True).content.decode()
    assert "Quyết định 05/QĐ-BHXH đã hủy bỏ" in answer and "Còn chỗ phải sửa" not in answer
    event = again.dossier.events.get(verb="grant_again")
    assert (event.reason, event.detail) == ("Quyết định 05/QĐ-BHXH đã hủy bỏ", {"dossiers": [survivors.dossier.pk]})
    again.propose()
    again.endorse()
    page = signed_in("giamdoc-hp").get(reverse("sign", args=[again.dossier.pk])).content.decode()
    assert "cho giải quyết lại: Quyết định 05/QĐ-BHXH đã hủy bỏ" in page and str(survivors.dossier) in page
    with pytest.raises(NotNow):
        granting.grant_again(dossier=again.fresh(), reason="Lần nữa", by=again.user("chuyenvien"))
