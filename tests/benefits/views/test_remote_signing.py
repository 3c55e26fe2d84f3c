"""Does the leader's page sign at the remote service, and show neither PIN nor code again?"""

from __future__ import annotations

import pytest
from django.urls import reverse

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from tests.benefits.actions.test_remote_signing import Run, leader, simulator, waiting
from tests.benefits.conftest import As, ShortRoad
from tools.csc_simulator import CODE, PIN, CscSimulator

pytestmark = pytest.mark.slow

__all__ = ["leader", "simulator", "waiting"]  # fixtures


def test_from_the_list_to_the_signature(
    waiting: ShortRoad, leader: User, signed_in: As, run_jobs: Run, simulator: CscSimulator
) -> None:
    client, page, sign = signed_in("giamdoc-hp"), reverse("device_signing"), reverse("sign_at_service")
    shown = client.get(page).content.decode()
    assert "Ký từ xa" in shown and shown.count("Sẵn sàng ký từ xa") == 2 and "Lấy mã ký" not in shown
    assert "đã gửi mã OTP" in client.post(reverse("send_remote_code"), follow=True).content.decode()
    for sent, said in (({"pin": "111111", "otp": CODE}, "Mã PIN của dịch vụ ký từ xa không đúng"), ({}, "Nhập mã PIN")):
        refused = client.post(sign, sent)
        text = refused.content.decode()
        assert refused.status_code == 422 and said in text and "111111" not in text
    done = run_jobs(lambda: client.post(sign, {"pin": PIN, "otp": CODE}, follow=True)).content.decode()
    assert "Đã ký 2 văn bản ở dịch vụ ký từ xa" in done and PIN not in done
    assert waiting.fresh().state == State.SIGNED


def test_the_key_is_in_one_place(leader: User, signed_in: As) -> None:
    page = reverse("user", args=[leader.pk])
    sent = {"full_name": leader.full_name, "certificate": "", "signs_on_device": "on", "csc_credential": "k"}
    refused = signed_in("quantri-hp").post(page, sent | {"is_active": "on"})
    assert refused.status_code == 422 and "chỉ nằm ở một nơi" in refused.content.decode()
