"""Can a clerk follow what was sent, in a queue of its own, until it is delivered?"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.models import Office, User
from intake.actions.returning import postal, returning
from intake.models import Dossier
from intake.needs.returns import return_faults
from tests.intake.conftest import draft_of
from tests.intake.rows import add_result, put_in_state
from tests.intake.views.conftest import SignIn, address

QUEUE = reverse("queue", args=["chua-giao"])
SENT: dict[str, Any] = {
    "carrier": "VNPOST",
    "tracking_number": "EM123456785VN",
    "printed_copies": 2,
    "printed_now": True,
}


@pytest.fixture
def issued(scanned: Dossier) -> Dossier:
    add_result(scanned)
    Dossier.objects.filter(pk=scanned.pk).update(return_method="post", return_address="Số 5 ngõ Mẫu")
    return put_in_state(scanned, State.ISSUED)


def another(issued: Dossier) -> Dossier:
    """A second dossier of the same counter whose result is to be sent by post."""
    found = draft_of(issued.created_by, return_method="post", return_address="Số 7 ngõ Mẫu")
    add_result(found)
    return put_in_state(found, State.ISSUED)


def test_sent_back_and_sent_again(issued: Dossier, clerk: Client, sign_in: SignIn) -> None:
    today = f"{timezone.localdate():%d/%m/%Y}"
    words = {"method": "post", "carrier": "VNPOST", "tracking_number": "EM123456785VN", "dispatched_on": today,
             "printed_copies": "2", "printed_now": "on", "book": "done", "version": issued.version}  # fmt: skip
    asked = clerk.get(address("hand_over", issued)).content.decode()
    assert "Gửi bưu chính</legend>" in asked and "Chưa đến nhận" not in asked
    after = clerk.post(address("hand_over", issued), words, follow=True).content.decode()
    assert "Khi có tin phát hoặc chuyển hoàn" in after and "In giấy giao nhận" in after
    assert "đang gửi bưu chính EM123456785VN" in clerk.get(QUEUE + "?result=post").content.decode()
    assert str(issued) not in clerk.get(QUEUE + "?result=back").content.decode()
    assert str(issued) not in sign_in("tiepnhan-na").get(QUEUE).content.decode()

    page = clerk.get(address("dossier", issued)).content.decode()
    assert address("post_result", issued) in page and "EM123456785VN" in page
    assert "Trả kết quả (nhận qua bưu chính)" in clerk.get(address("trail", issued)).content.decode()
    refused = clerk.post(address("post_result", issued), {"outcome": "back", "on": today, "remark": ""})
    assert refused.status_code == 422
    early = {"outcome": "back", "on": "01/01/2026", "remark": "Sai địa chỉ"}
    assert '<a href="#id_on">Ngày này trước' in clerk.post(address("post_result", issued), early).content.decode()
    clerk.post(address("post_result", issued), {"outcome": "back", "on": today, "remark": "Sai địa chỉ"})
    assert (
        clerk.post(address("post_result", issued), {"outcome": "back", "on": today, "remark": "x"}).status_code == 409
    )
    assert "bưu gửi hoàn" in clerk.get(QUEUE + "?result=back").content.decode()
    page = clerk.get(address("dossier", issued)).content.decode()
    assert page.count("nhận của người dân") == page.count("nhận lại, bưu gửi hoàn") == 1
    assert "Gửi lại hoặc giao tại quầy" in page and f"chuyển hoàn {today}: Sai địa chỉ" in page

    clerk.post(address("collect_later", issued), words | {"tracking_number": "EM876543216VN"})
    clerk.post(address("post_result", issued), {"outcome": "delivered", "on": today, "remark": "Người nhận ký"})
    assert "Hàng chờ trống" in clerk.get(QUEUE).content.decode()
    told = clerk.get(address("trail", issued)).content.decode()
    assert "Bưu gửi bị chuyển hoàn" in told and "Bưu chính đã phát kết quả" in told
    assert "Gửi lại qua bưu chính" in told


def test_the_day_on_which_the_post_delivered_it_is_told_beside_that_on_which_it_left(
    issued: Dossier, clerk: Client
) -> None:
    left = timezone.localdate() - timedelta(days=2)
    returning.hand_over(dossier=issued, method="post", by=issued.created_by, dispatched_on=left, **SENT)
    arrived = left + timedelta(days=1)
    postal.confirm_delivery(dossier=issued, on=arrived, proof="Báo phát số 12", by=issued.created_by)

    whole = clerk.get(address("consolidate", issued)).content.decode()

    assert f"đã giao {arrived:%d/%m/%Y}" in whole and "Ghi nhận trả" in whole


def test_a_tracking_number_of_another_consignment_is_asked_about(issued: Dossier, clerk: Client) -> None:
    """Mistyped, or two results in one envelope: only the clerk knows."""
    returning.hand_over(
        dossier=issued, method="post", by=issued.created_by, **SENT | {"tracking_number": "EM 12345678 5 VN"}
    )
    other = another(issued)
    form = {**SENT, "method": "post", "tracking_number": "em123456785vn", "version": other.version}

    asked = clerk.post(address("hand_over", other), form)
    said = asked.content.decode()
    assert asked.status_code == 422 and f"Mã bưu gửi EM 12345678 5 VN đã ghi ở hồ sơ {issued}" in said
    assert f'href="{address("dossier", issued)}"' in said and 'name="one_parcel"' in said and "em123456785vn" in said
    assert '<a href="#id_tracking_number">Mã bưu gửi EM 12345678 5 VN' in said
    assert clerk.post(address("hand_over", other), form | {"one_parcel": "on"}).status_code == 302


def test_the_same_number_elsewhere_is_no_matter(issued: Dossier, clerk_user: User) -> None:
    returning.hand_over(dossier=issued, method="post", by=clerk_user, **SENT)
    other = another(issued)
    assert not return_faults(other, "post", SENT | {"carrier": "VTPOST"})
    assert "lần gửi trước của chính hồ sơ này" in return_faults(issued, "post", SENT)[0]

    Dossier.objects.filter(pk=issued.pk).update(receiving_office=Office.objects.get(code="nghe-an"))
    assert not return_faults(other, "post", SENT)


def test_an_odd_tracking_number_is_asked_about_and_taken_when_it_is_confirmed(issued: Dossier, clerk: Client) -> None:
    form = {**SENT, "method": "post", "tracking_number": "xx", "book": "later",
            "version": issued.version}  # fmt: skip
    asked = clerk.post(address("hand_over", issued), form)
    said = asked.content.decode()
    assert asked.status_code == 422 and 'name="number_as_is"' in said
    assert '<a href="#id_tracking_number">Mã bưu gửi của đơn vị này gồm 2 chữ cái' in said
    assert clerk.post(address("hand_over", issued), form | {"number_as_is": "on"}).status_code == 302
    assert issued.hand_overs.get().tracking_number == "xx"
