"""Do head, leader and records clerk see what they agree to, sign and send out for many dossiers at once?"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from benefits.actions import signing
from benefits.models import BoundNumber
from bhxh_archive.lifecycle import State
from bhxh_archive.roles import Role
from intake.actions.desk.bulk import carry_out, do_by_worker
from intake.models import BulkLine, BulkRun, Dossier, Result
from tests.benefits.actions.test_deciding import give
from tests.benefits.actions.test_signing import NOBODY_LISTENS
from tests.benefits.conftest import ShortRoad
from tests.codes import typed_by

pytestmark = pytest.mark.slow
PASSWORD = "bhxh-demo-2026"  # noqa: S105 - of the demo
RunJobs = Callable[[Callable[[], Any]], Any]


def roads(road: ShortRoad, last: str, number: int = 2) -> list[Dossier]:
    """So many dossiers, each about a person of its own up to this step."""
    return [ShortRoad(road.people, road.run_jobs).about(each).to(last) for each in range(number)]


def at(road: ShortRoad, desk: str) -> Client:
    client = Client()
    client.force_login(road.user(desk))
    return client


def choose(client: Client, run_jobs: RunJobs, queue: str, verb: str, **data: Any) -> str:
    """The address of the run that these rows of a queue become."""
    return str(run_jobs(lambda: client.post(reverse("bulk_choose", args=[queue, verb]), data)).url)


def states(dossiers: list[Dossier]) -> list[str]:
    return [Dossier.objects.get(pk=row.pk).state for row in dossiers]


def test_the_head_sees_what_all_come_to_and_agrees_once(short_road: ShortRoad, run_jobs: RunJobs) -> None:
    dossiers, head = roads(short_road, "propose"), at(short_road, "truongphong")
    run = choose(head, run_jobs, "cho-kiem-soat", "dong-y", chosen=[row.pk for row in dossiers])
    shown = head.get(run).content.decode()

    assert shown.count("3.783.135 đồng/tháng") == 2 and "7.566.270 đồng/tháng" in shown and "2 dự thảo" in shown
    assert reverse("endorse", args=[dossiers[0].pk]) in shown and states(dossiers) == [State.AWAITING_CONTROL] * 2
    run_jobs(lambda: head.post(run + "lam/"))
    assert states(dossiers) == [State.AWAITING_SIGNATURE] * 2
    assert "đã làm 2/2 hồ sơ" in head.get(run).content.decode()


def test_the_leader_signs_all_with_one_password_and_the_clerk_sends_them_out(
    short_road: ShortRoad, run_jobs: RunJobs
) -> None:
    dossiers, leader = roads(short_road, "endorse"), at(short_road, "giamdoc")
    run = choose(leader, run_jobs, "cho-ky", "ky", chosen=[row.pk for row in dossiers])
    shown = leader.get(run).content.decode()
    assert "Số 01/QĐ-BHXH" in shown and "Số 02/QĐ-BHXH" in shown and "4 văn bản" in shown
    assert reverse("sign", args=[dossiers[0].pk]) in shown

    refused = leader.post(run + "lam/", typed_by("giamdoc-hp", password="sai"))
    assert refused.status_code == 422 and "Mật khẩu không đúng" in refused.content.decode()
    assert states(dossiers) == [State.AWAITING_SIGNATURE] * 2 and BulkRun.objects.get().state == "ready"
    run_jobs(lambda: leader.post(run + "lam/", typed_by("giamdoc-hp")))
    assert states(dossiers) == [State.SIGNED] * 2 and Result.objects.count() == 4
    assert BoundNumber.objects.count() == 2, "as many numbers as dossiers"

    clerk = at(short_road, "vanthu")
    out = choose(clerk, run_jobs, "cho-phat-hanh", "phat-hanh", chosen=[row.pk for row in dossiers])
    assert "4 văn bản" in clerk.get(out).content.decode() and states(dossiers) == [State.SIGNED] * 2
    run_jobs(lambda: clerk.post(out + "lam/", typed_by("vanthu-hp")))
    assert states(dossiers) == [State.ISSUED] * 2
    told = clerk.get(out).content.decode()
    assert "đã làm 2/2 hồ sơ" in told and "Số 01/QĐ-BHXH ngày" in told


def test_what_the_leader_wrote_is_skipped_with_its_reason(short_road: ShortRoad, run_jobs: RunJobs) -> None:
    [dossier] = roads(short_road, "endorse", 1)
    give(short_road.user("chuyenvien"), Role.LEADER)
    client = at(short_road, "chuyenvien")
    run = choose(client, run_jobs, "cho-ky", "ky", chosen=[dossier.pk])
    shown = client.get(run).content.decode()

    assert "Sẽ bỏ qua" in shown and "Bạn đã soạn, trình hoặc kiểm soát" in shown and 'name="password"' not in shown
    assert states([dossier]) == [State.AWAITING_SIGNATURE] and not BoundNumber.objects.exists()


def test_a_silent_time_stamp_service_is_told_in_each_line_and_a_retry_doubles_nothing(
    short_road: ShortRoad, run_jobs: RunJobs, settings: Settings
) -> None:
    dossiers, leader = roads(short_road, "endorse"), at(short_road, "giamdoc")
    run, service = choose(leader, run_jobs, "cho-ky", "ky", chosen=[row.pk for row in dossiers]), settings.TIMESTAMP_URL
    settings.TIMESTAMP_URL = NOBODY_LISTENS
    run_jobs(lambda: leader.post(run + "lam/", typed_by("giamdoc-hp")))
    assert states(dossiers) == [State.AWAITING_SIGNATURE] * 2 and "Đã bỏ qua" in leader.get(run).content.decode()

    settings.TIMESTAMP_URL = service
    again = choose(leader, run_jobs, "cho-ky", "ky", chosen=[row.pk for row in dossiers])
    run_jobs(lambda: leader.post(again + "lam/", typed_by("giamdoc-hp")))
    assert states(dossiers) == [State.SIGNED] * 2 and BoundNumber.objects.count() == 2


def test_cut_off_in_the_middle_it_goes_on_with_what_is_left(short_road: ShortRoad, run_jobs: RunJobs) -> None:
    dossiers, leader = roads(short_road, "endorse"), at(short_road, "giamdoc")
    choose(leader, run_jobs, "cho-ky", "ky", chosen=[row.pk for row in dossiers])
    run = BulkRun.objects.get()
    BulkRun.objects.update(state=BulkRun.State.RUNNING)
    run.refresh_from_db()

    next(carry_out(run))  # the worker dies after the first one
    assert sorted(states(dossiers)) == sorted([State.SIGNED, State.AWAITING_SIGNATURE])
    assert len(list(carry_out(run))) == 1
    assert states(dossiers) == [State.SIGNED] * 2 and Result.objects.count() == 4


def test_what_was_signed_meanwhile_is_skipped(short_road: ShortRoad, run_jobs: RunJobs) -> None:
    dossiers, leader = roads(short_road, "endorse"), at(short_road, "giamdoc")
    run = choose(leader, run_jobs, "cho-ky", "ky", chosen=[row.pk for row in dossiers])
    signing.sign(dossier=Dossier.objects.get(pk=dossiers[0].pk), by=short_road.user("giamdoc"))
    run_jobs(lambda: leader.post(run + "lam/", typed_by("giamdoc-hp")))

    assert states(dossiers) == [State.SIGNED] * 2
    assert sorted(BulkLine.objects.values_list("outcome", flat=True)) == ["done", "skipped"]


def test_all_rows_of_a_queue_are_taken_beyond_its_first_page(
    short_road: ShortRoad, run_jobs: RunJobs, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossiers, head = roads(short_road, "propose", 3), at(short_road, "truongphong")
    queue = reverse("queue", args=["cho-kiem-soat"])
    assert "cả 3 hồ sơ" not in head.get(queue).content.decode()
    monkeypatch.setattr("intake.views.desk.queue.PAGE_SIZE", 2)
    assert "Đồng ý, trình lãnh đạo ký cả 3 hồ sơ" in head.get(queue).content.decode()

    run = choose(head, run_jobs, "cho-kiem-soat", "dong-y", all="1")
    assert f"{len(dossiers)} dự thảo" in head.get(run).content.decode()
    late = f"{reverse('bulk_choose', args=['cho-kiem-soat', 'dong-y'])}?due=late"
    assert head.post(late, {"all": "1"})["Location"] == queue, "the filter of the address holds: none is late"


def test_where_keys_lie_with_the_worker_single_signatures_are_made_there_too(
    short_road: ShortRoad, run_jobs: RunJobs, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SIGN_IN_WORKER = True
    dossier = short_road.to("endorse")
    for step, desk in (("sign", "giamdoc"), ("issue", "vanthu")):
        client, page = at(short_road, desk), reverse(step, args=[dossier.pk])
        if step == "sign":
            client.post(reverse("prepare_signature", args=[dossier.pk]))
        typed = typed_by(f"{desk}-hp", version=short_road.fresh().version)
        pressed = run_jobs(partial(_twice, client, page, typed, monkeypatch))
        assert len(set(pressed)) == 1 and "đã làm 1/1 hồ sơ" in client.get(pressed[0]).content.decode()
    assert states([dossier]) == [State.ISSUED]
    assert BulkLine.objects.filter(outcome="done").count() == BulkRun.objects.filter(state="done").count() == 2


def _twice(client: Client, page: str, typed: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Where two presses lead, made by a web process that can read no key."""
    with monkeypatch.context() as patch:
        patch.setattr(signing, "signer_of", None)
        patch.setattr(signing, "agency_signer", None)
        return [client.post(page, typed).headers["Location"] for _ in range(2)]


def test_a_page_that_is_out_of_date_signs_nothing_at_the_worker_either(
    short_road: ShortRoad, run_jobs: RunJobs
) -> None:
    dossier, leader = short_road.to("endorse"), short_road.user("giamdoc")
    at(short_road, "giamdoc").post(reverse("prepare_signature", args=[dossier.pk]))
    stale = short_road.fresh().version - 1
    run_jobs(lambda: do_by_worker(verb="ky", dossier=dossier, version=stale, by=leader))
    line = BulkLine.objects.get()
    assert (line.outcome, states([dossier])) == ("skipped", [State.AWAITING_SIGNATURE]) and line.said
