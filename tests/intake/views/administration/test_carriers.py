"""Are postal services kept as dated data by the chief administrator, and do tracking numbers lead to their pages?"""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.actions.returning import returning
from intake.loading.catalogue import load_catalogue
from intake.models import Carrier, Dossier
from intake.queries import carriers
from tests.intake.rows import add_result, put_in_state
from tests.intake.views.conftest import SignIn, address

TODAY = timezone.localdate()
NEW = {"code": "emsx", "name": "Bưu chính Mẫu", "ordinal": "3", "tracking_url": "https://tracuu.example.vn/?ma={code}",
       "valid_from": f"{TODAY:%d/%m/%Y}", "source": "Hợp đồng 12/2026", "numbering": "s10",
       "needs_confirmation": "on"}  # fmt: skip


@pytest.fixture
def chief(sign_in: SignIn) -> Client:
    return sign_in("quantri")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"tracking_url": "http://tracuu.example.vn/{code}"}, "https://"),
        ({"tracking_url": "javascript:alert({code})"}, "https://"),
        ({"code": "vnpost"}, "Đã có đơn vị bưu chính mang mã VNPOST"),
        ({"valid_to": f"{TODAY - timedelta(days=1):%d/%m/%Y}"}, "từ ngày đầu trở đi"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(chief: Client, wrong: dict[str, str], said: str) -> None:
    answer = chief.post(reverse("carriers"), NEW | wrong)
    assert (
        answer.status_code == 422 and said in answer.content.decode() and "Hợp đồng 12/2026" in answer.content.decode()
    )


def test_one_is_added_closed_with_a_last_day_and_written_down(chief: Client, sign_in: SignIn) -> None:
    assert "Bưu chính Mẫu" in chief.post(reverse("carriers"), NEW, follow=True).content.decode()
    row = Carrier.objects.get(code="EMSX")
    assert row in carriers()

    last = {"ordinal": "3", "numbering": "free", "source": "Thanh lý hợp đồng", "valid_to": f"{TODAY:%d/%m/%Y}"}
    page = reverse("carrier", args=[row.pk])
    assert 'name="name"' not in chief.get(page).content.decode()
    assert chief.post(page, last)["Location"] == reverse("carriers")
    row.refresh_from_db()
    assert (row.valid_to, row.name, row.needs_confirmation, row.tracking_url) == (TODAY, "Bưu chính Mẫu", False, "")
    told = chief.get(reverse("admin_changes")).content.decode()
    assert "Thêm đơn vị bưu chính" in told and "Sửa đơn vị bưu chính" in told and "Bưu chính Mẫu" in told
    assert "Bưu chính Mẫu" in sign_in("quantri-hp").get(reverse("carriers")).content.decode()


def test_what_an_administrator_wrote_outlives_the_next_load(chief: Client, settings: object) -> None:
    row = Carrier.objects.get(code="VNPOST")
    chief.post(reverse("carrier", args=[row.pk]), {"ordinal": "7", "source": "Văn bản 9", "numbering": "s10"})
    load_catalogue(settings.BASE_DIR / "fixtures" / "catalogue")  # type: ignore[attr-defined]
    row.refresh_from_db()
    assert (row.ordinal, row.source) == (7, "Văn bản 9")


def test_a_tracking_number_leads_to_the_page_of_the_carrier_and_use_keeps_it_open(
    scanned: Dossier, clerk: Client, clerk_user: User, chief: Client
) -> None:
    Carrier.objects.filter(code="VNPOST").update(tracking_url=NEW["tracking_url"])
    add_result(scanned)
    Dossier.objects.filter(pk=scanned.pk).update(return_method="post", return_address="Số 5")
    issued = put_in_state(scanned, State.ISSUED)
    returning.hand_over(dossier=issued, method="post", carrier="VNPOST", tracking_number="EM 1&x", printed_copies=2,
                        printed_now=True,
                        post_office="Bưu cục Mẫu", by=clerk_user)  # fmt: skip

    page = clerk.get(address("dossier", issued)).content.decode()
    assert 'href="https://tracuu.example.vn/?ma=EM%201%26x"' in page and "Bưu cục Mẫu" in page
    ended = {"ordinal": "1", "numbering": "s10", "source": "x", "valid_to": f"{TODAY - timedelta(days=1):%d/%m/%Y}"}
    refused = chief.post(reverse("carrier", args=[Carrier.objects.get(code="VNPOST").pk]), ended)
    assert refused.status_code == 422 and "Đã có bưu gửi ngày" in refused.content.decode()
