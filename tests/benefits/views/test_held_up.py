"""Is a leader told in words, and led back, where the numbers of the law changed under what waits for the signature?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from bhxh_archive.lifecycle import State
from tests.benefits.conftest import Amend, As, ShortRoad
from tests.benefits.doubts.test_recalculating import raised
from tests.benefits.views.test_bulk_signing import RunJobs, choose, roads, states

pytestmark = pytest.mark.slow
WAS = "dự thảo ghi 3.783.135 đồng/tháng"


def test_the_page_says_both_amounts_and_gives_it_back(short_road: ShortRoad, signed_in: As, amend: Amend) -> None:
    short_road.to("endorse")
    leader, pk = signed_in("giamdoc-hp"), short_road.dossier.pk
    leader.post(reverse("prepare_signature", args=[pk]))
    amend(raised)
    for shown in (
        leader.get(reverse("next_dossier", args=["cho-ky"]), follow=True),
        leader.post(reverse("prepare_signature", args=[pk]), follow=True),
        leader.post(reverse("sign", args=[pk]), {"password": "x"}),
    ):
        page = shown.content.decode()
        assert WAS in page and "Tính lại theo quy định đang có hiệu lực ra" in page and "07A-HSB" in page
        assert reverse("return_draft", args=[pk]) in page and 'name="password"' not in page
    assert shown.status_code == 422

    back = reverse("return_draft", args=[pk])
    form = leader.get(back).context["form"]
    assert WAS in form["explanation"].value() and "Hãy trả lại" not in form["explanation"].value()
    leader.post(back, {"explanation": form["explanation"].value(), "version": short_road.fresh().version})
    assert short_road.fresh().state == State.IN_REVIEW


def test_those_that_changed_go_back_at_once_and_the_others_stay(
    short_road: ShortRoad, signed_in: As, amend: Amend, run_jobs: RunJobs
) -> None:
    [changed], leader = roads(short_road, "endorse", 1), signed_in("giamdoc-hp")
    amend(raised)
    sound = ShortRoad(short_road.people, run_jobs).about(1).to("endorse")
    chosen = [changed.pk, sound.pk]
    following = leader.get(reverse("next_dossier", args=["cho-ky"]))
    assert following["Location"] == reverse("sign", args=[sound.pk]), "what can't be signed is passed by"
    asked = leader.post(reverse("bulk_choose", args=["cho-ky", "tra-lai"]), {"chosen": chosen}).content.decode()
    assert "Để trống: chỉ trả lại hồ sơ" in asked and "data-takes-code" not in asked

    run = choose(leader, run_jobs, "cho-ky", "tra-lai", chosen=chosen, typed="1")
    shown = leader.get(run).content.decode()
    assert shown.count(WAS) == 1 and shown.count("chưa ghi lý do: hồ sơ giữ nguyên") == 1
    assert states([changed, sound]) == [State.AWAITING_SIGNATURE] * 2
    run_jobs(lambda: leader.post(run + "lam/"))
    assert states([changed, sound]) == [State.IN_REVIEW, State.AWAITING_SIGNATURE]

    worded = choose(leader, run_jobs, "cho-ky", "tra-lai", chosen=[sound.pk], typed="1", entry="Xem lại tháng hưởng")
    assert "Trả lại: Xem lại tháng hưởng" in leader.get(worded).content.decode()
