"""Does another leader sign what was laid before one, under the same number, and only one who had no hand in it?"""

from __future__ import annotations

import pytest

from benefits.actions import deciding, signing
from benefits.actions.deferring import defer
from benefits.actions.handing_signature import change_signer
from benefits.models import BoundNumber, DeferredSignature, PreparedDocument
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Assignment
from bhxh_archive.queues import find
from bhxh_archive.roles import Role
from tests.benefits.actions.test_deciding import give
from tests.benefits.actions.test_deferred_signing import sign_all
from tests.benefits.actions.test_signing import prepare
from tests.benefits.conftest import ShortRoad

pytestmark = pytest.mark.slow

WHY = "Đi công tác"


def hand_on(road: ShortRoad, to: str = "phogiamdoc", by: str = "giamdoc", reason: str = WHY) -> None:
    change_signer(dossier=road.fresh(), signer=road.user(to), reason=reason, by=road.user(by))


def test_the_other_signs_under_the_same_number_and_the_endorsement_stands(short_road: ShortRoad) -> None:
    short_road.to("endorse")
    prepare(short_road)
    number = BoundNumber.objects.get()
    frozen = short_road.dossier.drafts.get().frozen_digest
    hand_on(short_road)

    draft = short_road.dossier.drafts.get()
    assert draft.signer == short_road.user("phogiamdoc") and draft.frozen_digest == frozen and draft.controlled_by
    with pytest.raises(NotAllowed, match="chuyển người ký"):
        prepare(short_road)
    rows = prepare(short_road, "phogiamdoc")
    assert BoundNumber.objects.get() == number and {row.number for row in rows} == {"01/QĐ-BHXH"}
    assert PreparedDocument.objects.filter(state="void").count() == 2
    signing.sign(dossier=short_road.fresh(), by=short_road.user("phogiamdoc"))
    assert short_road.fresh().state == State.SIGNED
    event = short_road.dossier.events.get(verb="change_signer")
    assert event.reason == WHY and event.detail["signer"] == short_road.user("phogiamdoc").pk


def test_it_lies_on_the_desk_of_whom_it_was_given_to(short_road: ShortRoad) -> None:
    short_road.to("endorse")
    queue = find("cho-ky", short_road.user("giamdoc"))
    assert queue
    both = [short_road.user(desk) for desk in ("giamdoc", "phogiamdoc")]
    assert [queue.rows(user).count() for user in both] == [1, 1], "before: of any leader"
    hand_on(short_road)
    assert [queue.rows(user).count() for user in both] == [0, 1]
    hand_on(short_road, to="giamdoc", by="giamdoc", reason="Đã về")
    assert [queue.rows(user).count() for user in both] == [1, 0]


def test_who_drafted_controlled_or_signs_nothing_here_is_refused(short_road: ShortRoad) -> None:
    short_road.to("endorse")
    for desk in ("chuyenvien", "truongphong"):
        give(short_road.user(desk), Role.LEADER)
        short_road.people[f"{desk}-hp"].certificate = "ab" * 32
        short_road.people[f"{desk}-hp"].save(update_fields=["certificate"])
        with pytest.raises(NotAllowed, match="đã soạn, trình hoặc kiểm soát"):
            hand_on(short_road, to=desk)
    with pytest.raises(NotValid, match="không phải người ký"):
        hand_on(short_road, to="vanthu")
    with pytest.raises(NotValid, match="lý do"):
        hand_on(short_road, reason=" ")
    with pytest.raises(NotAllowed):
        hand_on(short_road, by="vanthu")
    Assignment.objects.filter(user=short_road.user("phogiamdoc")).delete()
    with pytest.raises(NotValid):
        hand_on(short_road)


def test_a_signer_without_a_certificate_is_told_before(short_road: ShortRoad) -> None:
    short_road.to("endorse")
    deputy = short_road.user("phogiamdoc")
    deputy.certificate = ""
    deputy.save(update_fields=["certificate"])
    with pytest.raises(NotValid, match="chưa được gán chứng thư số"):
        hand_on(short_road)


def test_what_waits_for_a_token_is_let_go_but_not_what_it_has_signed(short_road: ShortRoad) -> None:
    short_road.to("endorse")
    prepare(short_road)
    defer(dossier=short_road.fresh(), by=short_road.user("giamdoc"))
    hand_on(short_road)
    assert set(DeferredSignature.objects.values_list("state", flat=True)) == {"void"}

    prepare(short_road, "phogiamdoc")
    defer(dossier=short_road.fresh(), by=short_road.user("phogiamdoc"))
    sign_all(short_road, "phogiamdoc")
    with pytest.raises(NotNow, match="đang chờ dấu thời gian"):
        hand_on(short_road, to="giamdoc")


def test_returned_and_proposed_again_it_is_anybodys(short_road: ShortRoad) -> None:
    short_road.to("endorse")
    hand_on(short_road)
    deciding.return_draft(dossier=short_road.fresh(), reason="Sai tên", by=short_road.user("phogiamdoc"))
    assert short_road.dossier.drafts.get().signer is None
