"""Does whoever is listed beside the leader sign with a key elsewhere, on a token or at a remote service?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from pytest_django import Settings

from benefits.actions import cosigning, signing
from benefits.actions.completing import complete
from benefits.actions.deferring import defer_cosigning, take_back
from benefits.actions.device_signing import open_gaps, take_signature
from benefits.actions.remote_signing import sign_remotely
from benefits.models import DeferredSignature
from benefits.queries import deferred_of, waiting_for
from bhxh_archive.errors import ChangedMeanwhile, NotNow
from bhxh_archive.models import User
from intake.models import CoSigner
from tests.benefits.actions.test_cosigning import jointly, statement
from tests.benefits.actions.test_deferred_signing import Token
from tests.benefits.actions.test_remote_signing import simulator
from tests.benefits.actions.test_signing import NOBODY_LISTENS
from tests.benefits.conftest import ShortRoad
from tests.benefits.views.test_bulk_signing import PASSWORD, at
from tools.csc_simulator import CODE, PIN, CscSimulator

__all__ = ["jointly", "simulator"]  # fixtures
pytestmark = pytest.mark.slow
Run = Callable[[Callable[[], Any]], Any]
Deferred = DeferredSignature.State


def own_token(road: ShortRoad, desk: str = "chuyenvien", **key: Any) -> User:
    """Somebody whose key is not on the server."""
    User.objects.filter(pk=road.user(desk).pk).update(**(key or {"signs_on_device": True}))
    user = road.people[f"{desk}-hp"]
    user.refresh_from_db()
    return road.user(desk)


def test_a_token_signs_in_turn_and_the_next_one_follows(jointly: ShortRoad, run_jobs: Run, settings: Settings) -> None:
    officer = own_token(jointly)
    jointly.to("sign")
    with pytest.raises(NotNow, match="Ký trước bạn"):
        defer_cosigning(dossier=jointly.fresh(), by=jointly.user("truongphong"))
    [row] = defer_cosigning(dossier=jointly.fresh(), by=officer)
    assert defer_cosigning(dossier=jointly.fresh(), by=officer) == [row] and not row.late
    assert row.document.kind == "04-HSB" and not complete(dossier=jointly.fresh())

    [row] = open_gaps(rows=waiting_for(officer), chain=Token(officer).chain, by=officer)
    url, settings.TIMESTAMP_URL = settings.TIMESTAMP_URL, NOBODY_LISTENS
    run_jobs(lambda: take_signature(row=row, signature=Token(officer).sign(row.attributes), by=officer))
    assert statement().stage == "leader_signed" and "dấu thời gian" in deferred_of(officer)[0].said
    settings.TIMESTAMP_URL = url
    assert complete(dossier=jointly.fresh()) and not complete(dossier=jointly.fresh())
    assert not deferred_of(officer) and statement().stage == "co_signed"
    assert jointly.fresh().events.get(verb="cosign").by == officer

    cosigning.cosign(dossier=jointly.fresh(), by=jointly.user("truongphong"))
    assert statement().valid and not CoSigner.objects.filter(version=None).exists()


def test_what_is_taken_back_or_recalled_is_signed_no_more(jointly: ShortRoad) -> None:
    officer = own_token(jointly)
    jointly.to("sign")
    defer_cosigning(dossier=jointly.fresh(), by=officer)
    take_back(dossier=jointly.fresh(), by=officer)
    assert not waiting_for(officer)

    defer_cosigning(dossier=jointly.fresh(), by=officer)
    [row] = open_gaps(rows=waiting_for(officer), chain=Token(officer).chain, by=officer)
    signing.recall(dossier=jointly.fresh(), reason="Nhầm", by=jointly.user("vanthu"))
    with pytest.raises(ChangedMeanwhile):
        take_signature(row=row, signature=Token(officer).sign(row.attributes), by=officer)
    assert set(DeferredSignature.objects.values_list("state", flat=True)) == {Deferred.VOID}


def test_a_remote_service_signs_what_the_worker_made_ready(
    jointly: ShortRoad, simulator: CscSimulator, run_jobs: Run
) -> None:
    officer = own_token(jointly, csc_credential="khoa-chuyenvien-hp")
    page, client = reverse("cosign", args=[jointly.to("sign").pk]), at(jointly, "chuyenvien")
    shown = run_jobs(lambda: client.post(page, {"password": PASSWORD}, follow=True)).content.decode()
    assert "Ký từ xa" in shown and page in shown and "đang chờ Đặng Văn Bình ký" in client.get(page).content.decode()
    assert run_jobs(lambda: sign_remotely(user=officer, pin=PIN, otp=CODE)) == 1
    assert statement().stage == "co_signed" and statement().valid
