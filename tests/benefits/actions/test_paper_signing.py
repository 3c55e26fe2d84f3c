"""Is a dossier signed with ink only by order, under its own number, and issued by nothing but its scans?

What follows on the pages is in `tests/benefits/views/test_paper_signing.py`.
"""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from django.utils import timezone

from benefits.actions import deciding, signing
from benefits.actions.paper_orders import call_off_order, give_order
from benefits.actions.paper_signing import issue_on_paper, sign_on_paper
from benefits.models import BoundNumber, DeferredSignature, PaperOrder, PreparedDocument
from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import NumberGap
from intake import bulk
from intake.actions.returning.paper_scans import keep_paper_scan
from intake.models import Result
from intake.queries import is_on_paper, results_of
from tests.benefits.actions.test_signing import prepare
from tests.benefits.conftest import ShortRoad


def order(road: ShortRoad) -> PaperOrder:
    head, today = road.user("giamdoc"), timezone.localdate()
    assert head.office
    return give_order(office=head.office, begins=today, ends=today, reason="Mất dịch vụ dấu thời gian", by=head)


@pytest.fixture
def prepared(unsigned_road: ShortRoad) -> ShortRoad:
    """A decision and its statement as they wait for the leader."""
    unsigned_road.to("endorse")
    prepare(unsigned_road)
    return unsigned_road


def ink(road: ShortRoad) -> None:
    sign_on_paper(dossier=road.fresh(), by=road.user("giamdoc"))


def test_nothing_is_signed_without_an_order_or_behind_the_back_of_a_token(prepared: ShortRoad) -> None:
    with pytest.raises(NotNow, match="không có lệnh"):
        ink(prepared)
    call_off_order(order=order(prepared), by=prepared.user("giamdoc"))
    with pytest.raises(NotNow, match="không có lệnh"):
        ink(prepared)

    order(prepared)
    leader = prepared.user("giamdoc")
    first, _ = (DeferredSignature.objects.create(document=row, by=leader) for row in PreparedDocument.objects.all())
    DeferredSignature.objects.filter(pk=first.pk).update(state="made", signature=b"x", made_at=timezone.now())
    with pytest.raises(NotNow, match="chờ dấu thời gian"):
        ink(prepared)
    assert not Result.objects.exists()

    DeferredSignature.objects.update(state="waiting")
    ink(prepared)
    assert set(DeferredSignature.objects.values_list("state", flat=True)) == {"void"}


def test_it_is_signed_once_under_its_number_and_printed_without_a_field(prepared: ShortRoad) -> None:
    given = order(prepared)
    ink(prepared)
    for desk, refusal in (("giamdoc", NotNow), ("vanthu", NotAllowed)):
        with pytest.raises(refusal):
            sign_on_paper(dossier=prepared.fresh(), by=prepared.user(desk))

    rows, results = list(PreparedDocument.objects.all()), list(results_of(prepared.fresh()))
    assert prepared.dossier.state == State.SIGNED and {row.number for row in results} == {"01/QĐ-BHXH"}
    assert all(row.on_paper and not row.leader_certificate and not row.latest.valid for row in results if row.latest)
    prints = [row.signed_file for row in rows if row.signed_file and row.state == PreparedDocument.State.SIGNED]
    for row, file in zip(rows, prints, strict=True):
        with pikepdf.open(BytesIO(storage.read_file(file))) as printed:
            assert "/AcroForm" not in printed.Root and len(printed.pages) == row.pages
    event = prepared.dossier.events.get(verb="sign")
    assert event.detail == {"on_paper": True, "order": given.pk}
    assert event.evidence_digest == signing.digest_of_all(prints)


def test_many_are_signed_at_once_while_the_order_holds(unsigned_road: ShortRoad) -> None:
    unsigned_road.to("endorse")
    leader, verb = unsigned_road.user("giamdoc"), bulk.find("ky-giay")
    assert verb and verb.rehearse and verb not in bulk.verbs_of("cho-ky", leader)
    with pytest.raises(NotNow, match="không có lệnh"):
        verb.rehearse(unsigned_road.fresh(), leader, "")
    assert not BoundNumber.objects.exists(), "no number is bound for nothing"

    order(unsigned_road)
    assert verb in bulk.verbs_of("cho-ky", leader)
    assert "Số 01/QĐ-BHXH" in verb.rehearse(unsigned_road.fresh(), leader, "")
    assert "Số 01/QĐ-BHXH" in verb.act(unsigned_road.fresh(), leader, "")
    assert is_on_paper(unsigned_road.fresh())


def test_not_scanned_it_is_not_issued_and_recalled_its_number_is_a_gap(prepared: ShortRoad) -> None:
    order(prepared)
    ink(prepared)
    with pytest.raises(NotNow, match="ký trên giấy"):
        signing.issue(dossier=prepared.fresh(), by=prepared.user("vanthu"))
    with pytest.raises(NotValid) as refused:
        issue_on_paper(dossier=prepared.fresh(), copies=1, by=prepared.user("vanthu"))
    assert len(refused.value.problems) == 3, "two scans and a copy are missing"

    signing.recall(dossier=prepared.fresh(), reason="Sai tên", by=prepared.user("giamdoc"))
    assert NumberGap.objects.get().reason == "Sai tên" and not results_of(prepared.fresh())
    with pytest.raises(NotNow):
        keep_paper_scan(result=Result.objects.all()[0], name="ky.jpg", chunks=[b"x"], by=prepared.user("vanthu"))
    deciding.propose(dossier=prepared.fresh(), by=prepared.user("chuyenvien"))
    deciding.endorse(dossier=prepared.fresh(), by=prepared.user("truongphong"))
    prepare(prepared)
    ink(prepared)
    assert {row.number for row in results_of(prepared.fresh())} == {"02/QĐ-BHXH"}
