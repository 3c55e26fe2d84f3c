"""Can a clerk follow what was sent, in a queue of its own, until it is delivered?"""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.lifecycle import State
from intake.models import Dossier
from tests.intake.rows import add_result, put_in_state
from tests.intake.views.conftest import SignIn, address

QUEUE = reverse("queue", args=["chua-giao"])


@pytest.fixture
def issued(scanned: Dossier) -> Dossier:
    add_result(scanned)
    Dossier.objects.filter(pk=scanned.pk).update(return_method="post", return_address="Số 5 ngõ Mẫu")
    return put_in_state(scanned, State.ISSUED)


def test_sent_back_and_sent_again(issued: Dossier, clerk: Client, sign_in: SignIn) -> None:
    today = f"{timezone.localdate():%d/%m/%Y}"
    words = {"method": "post", "carrier": "VNPOST", "tracking_number": "EM1VN", "dispatched_on": today,
             "printed_copies": "2", "printed_now": "on", "book": "done", "version": issued.version}  # fmt: skip
    assert clerk.post(address("hand_over", issued), words)["Location"] == address("done", issued, "hand_over")
    assert "đang gửi bưu chính" in clerk.get(QUEUE + "?result=post").content.decode()
    assert str(issued) not in clerk.get(QUEUE + "?result=back").content.decode()
    assert str(issued) not in sign_in("tiepnhan-na").get(QUEUE).content.decode()

    page = clerk.get(address("dossier", issued)).content.decode()
    assert address("post_result", issued) in page and "EM1VN" in page
    refused = clerk.post(address("post_result", issued), {"outcome": "back", "on": today, "remark": ""})
    assert refused.status_code == 422
    clerk.post(address("post_result", issued), {"outcome": "back", "on": today, "remark": "Sai địa chỉ"})
    assert (
        clerk.post(address("post_result", issued), {"outcome": "back", "on": today, "remark": "x"}).status_code == 409
    )
    assert "bưu gửi hoàn" in clerk.get(QUEUE + "?result=back").content.decode()
    assert "Gửi lại hoặc giao tại quầy" in clerk.get(address("dossier", issued)).content.decode()

    clerk.post(address("collect_later", issued), words)
    clerk.post(address("post_result", issued), {"outcome": "delivered", "on": today, "remark": "Người nhận ký"})
    assert "Hàng chờ trống" in clerk.get(QUEUE).content.decode()
    told = clerk.get(address("trail", issued)).content.decode()
    assert "Bưu gửi bị chuyển hoàn" in told and "Bưu chính đã phát kết quả" in told
