"""Does who signs by order or by mandate sign only what that authority covers, and hand it to nobody?"""

from __future__ import annotations

from datetime import date

import pytest

from benefits.actions.handing_signature import change_signer
from bhxh_archive.errors import NotAllowed
from bhxh_archive.models import Assignment, Parameter
from bhxh_archive.roles import Role
from tests.benefits.actions.test_signing import prepare
from tests.benefits.conftest import ShortRoad

pytestmark = pytest.mark.django_db


@pytest.fixture
def endorsed(unsigned_road: ShortRoad) -> ShortRoad:
    unsigned_road.to("endorse")
    return unsigned_road


def seat(road: ShortRoad, authority: str, *kinds: str) -> Assignment:
    row = Assignment.objects.get(user=road.user("phogiamdoc"), role=Role.LEADER)
    row.authority, row.mandate, row.mandate_kinds = authority, "Giấy ủy quyền số 12/UQ-BHXH", list(kinds)
    row.save()
    return row


def test_a_mandate_covers_the_kinds_that_it_names(endorsed: ShortRoad) -> None:
    seat(endorsed, "TUQ.", "07B-HSB", "TRA_LOI")
    with pytest.raises(NotAllowed, match="số 12/UQ-BHXH không gồm «Quyết định về việc hưởng chế độ hưu trí"):
        prepare(endorsed, "phogiamdoc")
    row = seat(endorsed, "TUQ.", "07A-HSB")
    assert prepare(endorsed, "phogiamdoc")
    assert endorsed.dossier.events.get(verb="prepare_signature").detail["seat"] == row.pk


def test_by_order_only_where_the_office_allows_it(endorsed: ShortRoad) -> None:
    seat(endorsed, "TL.")
    with pytest.raises(NotAllowed, match=r"thừa lệnh \(TL\.\)"):
        prepare(endorsed, "phogiamdoc")
    office = endorsed.dossier.settling_office
    Parameter.objects.create(key="tl_signs", office=office, value="1", valid_from=date(2026, 1, 1))
    assert prepare(endorsed, "phogiamdoc")


@pytest.mark.parametrize("authority", ["", "Q.", "KT."])
def test_head_acting_head_and_deputy_sign_everything(endorsed: ShortRoad, authority: str) -> None:
    seat(endorsed, authority)
    assert prepare(endorsed, "phogiamdoc")


def test_a_mandate_is_not_passed_on_and_nobody_gets_what_it_does_not_cover(endorsed: ShortRoad) -> None:
    deputy, leader = endorsed.user("phogiamdoc"), endorsed.user("giamdoc")
    deputy.certificate = leader.certificate = "0" * 64
    seat(endorsed, "TUQ.", "07A-HSB")
    with pytest.raises(NotAllowed, match="không ủy quyền lại"):
        change_signer(dossier=endorsed.fresh(), signer=leader, reason="Bận", by=deputy)
    seat(endorsed, "TUQ.", "07B-HSB")
    with pytest.raises(NotAllowed, match="không gồm"):
        change_signer(dossier=endorsed.fresh(), signer=deputy, reason="Bận", by=leader)
