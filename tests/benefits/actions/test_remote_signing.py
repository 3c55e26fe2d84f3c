"""Does a dossier move on by a leader's key at a remote service, in one go, and is nothing signed that it refuses?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Q
from django.utils import timezone
from pytest_django import Settings

from benefits.actions.deferring import defer, retry_gaps
from benefits.actions.finishing import TRY_AGAIN_AFTER
from benefits.actions.remote_signing import open_remote_gaps, ready_for, send_code, sign_remotely
from benefits.models import DeferredSignature
from bhxh_archive.errors import NotAllowed, NotNow
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job, User
from tests.benefits.actions.test_signing import prepare
from tests.benefits.conftest import ShortRoad
from tools.csc_simulator import CODE, PIN, TOKEN, CscSimulator, Faults, Keys
from tools.trust import KnownTrust

pytestmark = pytest.mark.slow

Run = Callable[[Callable[[], Any]], Any]


@pytest.fixture
def simulator(demo_trust: KnownTrust, settings: Settings, tmp_path: Path) -> Iterator[CscSimulator]:
    """The service of the installation, with the keys of two leaders and an officer."""
    layout = demo_trust.layout
    slugs = ("giamdoc-hp", "phogiamdoc-hp", "chuyenvien-hp")
    keys = {f"khoa-{slug}": (layout.pkcs12(slug), layout.passphrase(slug)) for slug in slugs}
    with CscSimulator(Keys(keys), Faults()) as running:
        settings.CSC_URL, settings.CSC_TOKEN_FILE = running.url, tmp_path / "token"
        settings.CSC_TOKEN_FILE.write_text(f"{TOKEN}\n")
        yield running


@pytest.fixture
def leader(short_road: ShortRoad) -> User:
    user = short_road.user("giamdoc")
    user.csc_credential = "khoa-giamdoc-hp"
    user.save(update_fields=["csc_credential"])
    return user


@pytest.fixture
def waiting(short_road: ShortRoad, leader: User, simulator: CscSimulator, run_jobs: Run) -> ShortRoad:
    """Two documents made ready by the worker."""
    short_road.to("endorse")
    prepare(short_road)
    run_jobs(lambda: defer(dossier=short_road.fresh(), by=leader))
    return short_road


def test_one_leave_signs_all_and_the_dossier_moves_on(
    waiting: ShortRoad, leader: User, simulator: CscSimulator, run_jobs: Run
) -> None:
    assert len(ready_for(leader)) == 2, "made ready in the background"
    send_code(user=leader)
    assert run_jobs(lambda: sign_remotely(user=leader, pin=PIN, otp=CODE)) == 2
    assert waiting.fresh().state == State.SIGNED
    assert simulator.calls["credentials/authorize"] == simulator.calls["signatures/signHash"] == 1
    kept = [repr(row) for model in apps.get_models() for row in model._default_manager.values_list()]
    assert not any(PIN in row or CODE in row for row in kept), "neither PIN nor code is kept anywhere"
    with pytest.raises(NotNow, match="sẵn sàng"):
        sign_remotely(user=leader, pin=PIN, otp=CODE)


@pytest.mark.parametrize("url", ["http://10.0.0.8:8080", "http://ky.example.vn", "ftp://127.0.0.8x"])
def test_pin_and_code_never_go_over_a_network_in_the_open(
    leader: User, settings: Settings, simulator: CscSimulator, url: str
) -> None:
    settings.CSC_URL = url
    with pytest.raises(NotNow, match="https"):
        send_code(user=leader)


def test_as_many_as_the_service_signs_for_one_leave(
    waiting: ShortRoad, leader: User, simulator: CscSimulator, run_jobs: Run
) -> None:
    simulator.faults.most = 1
    assert run_jobs(lambda: sign_remotely(user=leader, pin=PIN, otp=CODE)) == 1
    assert waiting.fresh().state == State.AWAITING_SIGNATURE and len(ready_for(leader)) == 1
    run_jobs(lambda: sign_remotely(user=leader, pin=PIN, otp=CODE))
    assert waiting.fresh().state == State.SIGNED


def test_what_it_refuses_or_makes_wrongly_signs_nothing(
    waiting: ShortRoad, leader: User, simulator: CscSimulator
) -> None:
    for pin, otp, said in (("111111", CODE, "PIN"), (PIN, "000000", "OTP")):
        with pytest.raises(NotNow, match=said):
            sign_remotely(user=leader, pin=pin, otp=otp)
    assert simulator.calls["credentials/authorize"] == 2 and "signatures/signHash" not in simulator.calls
    simulator.faults.wrong = 2
    with pytest.raises(NotNow, match="không phải của chứng thư số này"):
        sign_remotely(user=leader, pin=PIN, otp=CODE)
    simulator.faults.down = True
    with pytest.raises(NotNow, match="Không gọi được"):
        sign_remotely(user=leader, pin=PIN, otp=CODE)
    assert set(DeferredSignature.objects.values_list("state", flat=True)) == {DeferredSignature.State.WAITING}


def test_what_is_signed_wrongly_is_passed_by_and_the_others_are_kept(
    waiting: ShortRoad, leader: User, simulator: CscSimulator
) -> None:
    first = ready_for(leader)[0]
    simulator.faults.wrong = 1
    assert sign_remotely(user=leader, pin=PIN, otp=CODE) == 1
    first.refresh_from_db()
    assert first.state == DeferredSignature.State.WAITING and "không phải của chứng thư số này" in first.said
    assert DeferredSignature.objects.get(~Q(pk=first.pk)).state == DeferredSignature.State.MADE


def test_what_could_not_be_made_ready_is_tried_again(
    short_road: ShortRoad, leader: User, simulator: CscSimulator, run_jobs: Run
) -> None:
    short_road.to("endorse")
    prepare(short_road)
    simulator.faults.down = True
    run_jobs(lambda: defer(dossier=short_road.fresh(), by=leader))
    assert ready_for(leader) == [] and retry_gaps() == 0, "tried a moment ago"
    simulator.faults.down = False
    Job.objects.filter(finished_at__isnull=False).update(finished_at=timezone.now() - 2 * TRY_AGAIN_AFTER)
    assert run_jobs(retry_gaps) == 1
    assert len(ready_for(leader)) == 2


def test_another_persons_key_makes_nothing_ready(waiting: ShortRoad, leader: User) -> None:
    DeferredSignature.objects.update(chain="", attributes=None)
    leader.csc_credential = "khoa-phogiamdoc-hp"
    assert open_remote_gaps(user=leader) == 0 and ready_for(leader) == []
    assert all("không phải của người được giao ký" in row.said for row in DeferredSignature.objects.all())


def test_an_installation_or_a_leader_without_a_service_is_told(
    short_road: ShortRoad, leader: User, settings: Settings
) -> None:
    with pytest.raises(NotNow, match="Chưa cài đặt dịch vụ ký từ xa"):
        open_remote_gaps(user=leader)
    with pytest.raises(NotAllowed, match="chưa được gán khóa"):
        open_remote_gaps(user=short_road.user("phogiamdoc"))
