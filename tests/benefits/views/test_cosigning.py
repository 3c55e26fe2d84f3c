"""Does whose turn it is to sign beside the leader find it, read it, and sign it, one dossier or many?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from bhxh_archive.queues import find
from intake.models import BulkRun, CoSigner
from tests.benefits.actions.test_cosigning import cosign, jointly
from tests.benefits.conftest import ShortRoad
from tests.benefits.views.test_bulk_signing import RunJobs, at, choose
from tests.codes import typed_by

__all__ = ["jointly"]  # fixture
pytestmark = pytest.mark.slow


def queued(road: ShortRoad, desk: str, slug: str) -> bool:
    user = road.user(desk)
    queue = find(slug, user)
    assert queue
    return bool(queue.rows(user).filter(pk=road.dossier.pk).exists())


def test_the_page_shows_what_is_signed_and_the_queues_follow_the_turn(jointly: ShortRoad) -> None:
    leader = at(jointly, "giamdoc")
    leader.post(reverse("prepare_signature", args=[jointly.to("endorse").pk]))
    page = leader.get(reverse("sign", args=[jointly.dossier.pk])).content.decode()
    assert "Ký số sau lãnh đạo" in page and "Đặng Văn Bình, Vũ Thị Thanh Huyền" in page
    jointly.sign()
    dossier = jointly.fresh()
    assert [queued(jointly, desk, "cho-ky-tiep") for desk in ("chuyenvien", "truongphong")] == [True, False]
    assert not queued(jointly, "vanthu", "cho-phat-hanh") and not queued(jointly, "giamdoc", "tq-phat-hanh")
    assert queued(jointly, "giamdoc", "tq-ky-tiep")
    address, officer = reverse("cosign", args=[dossier.pk]), at(jointly, "chuyenvien")
    results = officer.get(reverse("results", args=[dossier.pk])).content.decode()
    assert address in results and "lần lượt: Đặng Văn Bình («Người lập»), Vũ Thị Thanh Huyền" in results
    shown = officer.get(address).content.decode()
    assert "Bản quá trình đóng" in shown and "01/QĐ-BHXH" in shown and "Người lập" in shown

    assert at(jointly, "truongphong").get(address).status_code == 409
    assert officer.post(address, typed_by("chuyenvien-hp", password="sai")).status_code == 422
    assert officer.post(address, typed_by("chuyenvien-hp", version=dossier.version)).status_code == 302
    assert [queued(jointly, desk, "cho-ky-tiep") for desk in ("chuyenvien", "truongphong")] == [False, True]
    results = officer.get(reverse("results", args=[dossier.pk])).content.decode()
    assert "Người lập: Đặng Văn Bình, ký số lúc" in results and "Vũ Thị Thanh Huyền, chờ ký số" in results
    cosign(jointly, "truongphong")
    assert queued(jointly, "vanthu", "cho-phat-hanh") and not queued(jointly, "giamdoc", "tq-ky-tiep")


def test_many_are_signed_at_once_and_by_a_worker(jointly: ShortRoad, run_jobs: RunJobs, settings: Settings) -> None:
    dossier, officer = jointly.to("sign"), at(jointly, "chuyenvien")
    run = choose(officer, run_jobs, "cho-ky-tiep", "ky-tiep", chosen=[dossier.pk])
    shown = officer.get(run).content.decode()
    assert "Bản quá trình đóng" in shown and "1 văn bản" in shown and reverse("cosign", args=[dossier.pk]) in shown
    run_jobs(lambda: officer.post(run + "lam/", typed_by("chuyenvien-hp")))
    assert CoSigner.objects.get(version__isnull=False).field == "drafter"

    settings.SIGN_IN_WORKER = True
    sent = typed_by("truongphong-hp", version=jointly.fresh().version)
    head: Client = at(jointly, "truongphong")
    run_jobs(lambda: head.post(reverse("cosign", args=[dossier.pk]), sent))
    assert BulkRun.objects.count() == 2 and not CoSigner.objects.filter(version=None).exists()
