"""Are numbers that were used outside entered by the records clerk, kept from being given twice, and taken back?"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from benefits.actions import deciding, preparing
from bhxh_archive.models import OutsideNumbers, User
from tests.benefits.conftest import As, ShortRoad

YEAR = timezone.localdate().year


@pytest.fixture
def clerk(demo: dict[str, User], signed_in: As) -> Client:
    return signed_in("vanthu-hp")


def enter(client: Client, demo: dict[str, User], **changes: Any) -> tuple[int, str]:
    office = demo["vanthu-hp"].office
    assert office
    typed = {"office": office.pk, "code": "QD", "year": YEAR, "first": 1, "last": 41, "note": "Quyết định giấy"}
    answer = client.post(reverse("outside_numbers"), typed | changes)
    return answer.status_code, answer.content.decode()


def test_the_first_number_follows_what_was_used_before(
    unsigned_road: ShortRoad, demo: dict[str, User], clerk: Client
) -> None:
    assert enter(clerk, demo)[0] == 302
    assert "01-41" in clerk.get(reverse("outside_numbers")).content.decode()
    unsigned_road.to("endorse")
    rows = preparing.prepare_signature(dossier=unsigned_road.fresh(), by=unsigned_road.user("giamdoc"))
    assert {row.number for row in rows} == {"42/QĐ-BHXH"}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"first": 9, "last": 5}, "Số cuối phải từ số đầu"),
        ({"note": " "}, "bắt buộc"),
        ({"year": YEAR + 1}, "năm nay hoặc các năm trước"),
        ({"last": 200_000}, "nhiều nhất 100.000 số"),
        ({"first": "x"}, "số"),
        ({"code": "ZZ"}, "Loại văn bản"),
    ],
)
def test_what_can_not_be_is_said_and_stays_typed(
    changes: dict[str, Any], said: str, demo: dict[str, User], clerk: Client
) -> None:
    status, text = enter(clerk, demo, **changes)
    assert status == 422 and said in text and not OutsideNumbers.objects.exists()
    assert changes.get("note") or 'value="Quyết định giấy"' in text


def test_a_number_that_was_given_or_lost_is_not_used_outside(
    unsigned_road: ShortRoad, demo: dict[str, User], clerk: Client
) -> None:
    unsigned_road.to("endorse")
    leader = unsigned_road.user("giamdoc")
    preparing.prepare_signature(dossier=unsigned_road.fresh(), by=leader)
    assert "đã cấp 1 số trong đó, đầu tiên là số 01" in enter(clerk, demo)[1]
    deciding.return_draft(dossier=unsigned_road.fresh(), reason="Sai tháng", by=leader)
    assert "đã cấp 1 số trong đó" in enter(clerk, demo)[1]
    assert enter(clerk, demo, first=2, last="")[0] == 302
    assert "Số 02 đã được ghi" in enter(clerk, demo, first=2)[1]


def test_a_wrong_entry_is_taken_back_until_the_series_has_passed_it(
    unsigned_road: ShortRoad, demo: dict[str, User], clerk: Client
) -> None:
    enter(clerk, demo, first=1, last=5)
    enter(clerk, demo, first=7, last=9)
    unsigned_road.to("endorse")
    preparing.prepare_signature(dossier=unsigned_road.fresh(), by=unsigned_road.user("giamdoc"))
    passed, ahead = OutsideNumbers.objects.order_by("first")
    for block, said in ((passed, "đã cấp đến số 06"), (ahead, "Đã bỏ ghi số 07-09")):
        address = reverse("withdraw_outside_numbers", args=[block.pk])
        assert "Bỏ ghi số" in clerk.get(address).content.decode()
        unsaid = clerk.post(address, {"reason": " "})
        assert unsaid.status_code == 422 and "Ghi lý do bỏ ghi" in unsaid.content.decode()
        page = clerk.post(address, {"reason": "Ghi nhầm năm"}, follow=True).content.decode()
        assert said in page and "Ghi nhầm năm" in page, "kept where it was refused, and beside what was withdrawn"
    assert OutsideNumbers.objects.get(pk=ahead.pk).withdrawn_reason == "Ghi nhầm năm"
    assert list(OutsideNumbers.objects.filter(withdrawn_at=None)) == [passed]
    assert enter(clerk, demo, first=8, last="")[0] == 302


def test_another_office_neither_sees_nor_changes_it(demo: dict[str, User], clerk: Client, signed_in: As) -> None:
    enter(clerk, demo)
    stranger = signed_in("vanthu-na")
    assert "01-41" not in stranger.get(reverse("outside_numbers")).content.decode()
    block = OutsideNumbers.objects.get()
    assert stranger.post(reverse("withdraw_outside_numbers", args=[block.pk])).status_code == 404
    assert enter(stranger, demo)[0] == 422
