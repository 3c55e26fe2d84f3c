"""Does a dossier move on by signatures that the leader's own token made, each once, none before all are there?"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from pytest_django import Settings

from benefits.actions import deciding, preparing
from benefits.actions.completing import complete
from benefits.actions.deferring import defer, take_back
from benefits.actions.device_signing import open_gaps, take_signature
from benefits.actions.finishing import TRY_AGAIN_AFTER, retry_finishing
from benefits.actions.signing_codes import LIVES, new_code, user_of
from benefits.models import DeferredSignature, PreparedDocument, SigningCode
from benefits.queries import waiting_for
from bhxh_archive.errors import ChangedMeanwhile, NotAllowed, NotNow, NotValid
from bhxh_archive.keys import signer_of
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job, User
from intake.models import ResultVersion
from tests.benefits.actions.test_signing import NOBODY_LISTENS, prepare
from tests.benefits.conftest import ShortRoad

pytestmark = pytest.mark.slow

Deferred = DeferredSignature.State
Run = Callable[[Callable[[], Any]], Any]


class Token:
    """The leader's token, as the program beside it uses it."""

    def __init__(self, user: User) -> None:
        self.signer = signer_of(user).cms_signer

    @property
    def chain(self) -> list[bytes]:
        leaf = self.signer.signing_cert
        assert leaf
        return [leaf.dump(), *(one.dump() for one in self.signer.cert_registry if one != leaf)]

    def sign(self, attributes: Any) -> bytes:
        return asyncio.run(self.signer.async_sign_raw(bytes(attributes), "sha256"))


def wait(road: ShortRoad, desk: str = "giamdoc") -> list[DeferredSignature]:
    """A prepared dossier whose documents wait for the leader's token."""
    road.to("endorse")
    prepare(road, desk)
    return defer(dossier=road.fresh(), by=road.user(desk))


def sign_all(road: ShortRoad, desk: str = "giamdoc") -> None:
    leader = road.user(desk)
    token = Token(leader)
    for row in open_gaps(rows=waiting_for(leader), chain=token.chain, by=leader):
        take_signature(row=row, signature=token.sign(row.attributes), by=leader)


def test_from_waiting_to_signed_by_the_token(short_road: ShortRoad, run_jobs: Run) -> None:
    rows = wait(short_road)
    assert len(rows) == 2 and {row.state for row in rows} == {Deferred.WAITING}
    assert defer(dossier=short_road.fresh(), by=short_road.user("giamdoc")) == rows, "a second press adds nothing"
    run_jobs(lambda: sign_all(short_road))

    dossier = short_road.fresh()
    assert dossier.state == State.SIGNED
    assert set(DeferredSignature.objects.values_list("state", flat=True)) == {Deferred.DONE}
    assert set(PreparedDocument.objects.values_list("state", flat=True)) == {PreparedDocument.State.SIGNED}
    versions = ResultVersion.objects.filter(result__dossier=dossier)
    assert len(versions) == 2 and all(row.valid for row in versions)
    event = dossier.events.get(verb="sign")
    assert event.by == short_road.user("giamdoc") and event.evidence_digest
    short_road.to("issue")
    assert short_road.fresh().state == State.ISSUED


def test_it_waits_until_every_document_is_signed(short_road: ShortRoad, run_jobs: Run) -> None:
    wait(short_road)
    leader = short_road.user("giamdoc")
    token = Token(leader)
    first, second = open_gaps(rows=waiting_for(leader), chain=token.chain, by=leader)
    run_jobs(lambda: take_signature(row=first, signature=token.sign(first.attributes), by=leader))
    assert short_road.fresh().state == State.AWAITING_SIGNATURE and not complete(dossier=short_road.fresh())
    assert [row.pk for row in waiting_for(leader)] == [second.pk]
    run_jobs(lambda: take_signature(row=second, signature=token.sign(second.attributes), by=leader))
    assert short_road.fresh().state == State.SIGNED
    assert not complete(dossier=short_road.fresh()), "a second delivery of the job finds nothing to do"


def test_a_silent_time_stamp_service_loses_nothing(short_road: ShortRoad, run_jobs: Run, settings: Settings) -> None:
    wait(short_road)
    leader, url = short_road.user("giamdoc"), settings.TIMESTAMP_URL
    rows = open_gaps(rows=waiting_for(leader), chain=Token(leader).chain, by=leader)
    settings.TIMESTAMP_URL = NOBODY_LISTENS
    run_jobs(lambda: [take_signature(row=row, signature=Token(leader).sign(row.attributes), by=leader) for row in rows])

    made = DeferredSignature.objects.all()
    assert {row.state for row in made} == {Deferred.MADE} and all("dấu thời gian" in row.said for row in made)
    assert short_road.fresh().state == State.AWAITING_SIGNATURE
    assert retry_finishing() == 0, "not at once"
    with pytest.raises(NotNow, match="đang chờ dấu thời gian"):
        PreparedDocument.objects.update(dated=timezone.localdate() - timedelta(days=1))
        prepare(short_road)
    PreparedDocument.objects.update(dated=timezone.localdate())

    settings.TIMESTAMP_URL = url
    before = timezone.now() - 2 * TRY_AGAIN_AFTER
    made.update(made_at=before)
    assert retry_finishing() == 0, "tried a moment ago"
    Job.objects.filter(state=Job.State.FAILED).update(finished_at=before)
    assert run_jobs(retry_finishing) == 1
    assert short_road.fresh().state == State.SIGNED and not made.exclude(said="").exists()


def test_what_was_signed_and_whose_work_was_lost_is_finished_all_the_same(short_road: ShortRoad, run_jobs: Run) -> None:
    wait(short_road)
    sign_all(short_road)
    Job.objects.all().delete()
    DeferredSignature.objects.update(made_at=timezone.now() - 2 * TRY_AGAIN_AFTER)
    assert run_jobs(retry_finishing) == 1
    assert short_road.fresh().state == State.SIGNED


def test_what_bears_the_date_of_another_day_is_not_signed(short_road: ShortRoad) -> None:
    wait(short_road)
    leader = short_road.user("giamdoc")
    row = open_gaps(rows=waiting_for(leader), chain=Token(leader).chain, by=leader)[0]
    PreparedDocument.objects.update(dated=timezone.localdate() - timedelta(days=1))
    with pytest.raises(ChangedMeanwhile):
        take_signature(row=row, signature=Token(leader).sign(row.attributes), by=leader)


def test_a_certificate_that_cannot_be_read_is_told(short_road: ShortRoad) -> None:
    wait(short_road)
    leader = short_road.user("giamdoc")
    with pytest.raises(NotValid):
        open_gaps(rows=waiting_for(leader), chain=[bytes(1)], by=leader)


def test_a_time_stamp_after_midnight_is_of_what_was_signed_the_day_before(short_road: ShortRoad, run_jobs: Run) -> None:
    wait(short_road)
    leader, before = short_road.user("giamdoc"), timezone.now() - timedelta(days=1)
    token = Token(leader)
    for row in open_gaps(rows=waiting_for(leader), chain=token.chain, by=leader):
        take_signature(row=row, signature=token.sign(row.attributes), by=leader)
    PreparedDocument.objects.update(dated=timezone.localdate(before))
    DeferredSignature.objects.update(made_at=before)
    run_jobs(lambda: complete(dossier=short_road.fresh()))
    assert short_road.fresh().state == State.SIGNED


def test_only_the_assigned_certificate_and_its_own_signature_are_taken(short_road: ShortRoad) -> None:
    wait(short_road)
    leader, other = short_road.user("giamdoc"), short_road.user("phogiamdoc")
    with pytest.raises(NotAllowed, match="không phải của người được giao ký"):
        open_gaps(rows=waiting_for(leader), chain=Token(other).chain, by=leader)
    rows = open_gaps(rows=waiting_for(leader), chain=Token(leader).chain, by=leader)
    for made in (Token(other).sign(rows[0].attributes), Token(leader).sign(rows[1].attributes), b""):
        with pytest.raises(NotNow, match="không phải của chứng thư số này"):
            take_signature(row=rows[0], signature=made, by=leader)
    with pytest.raises(DeferredSignature.DoesNotExist):
        take_signature(row=rows[0], signature=Token(leader).sign(rows[0].attributes), by=other)
    assert set(DeferredSignature.objects.values_list("state", flat=True)) == {Deferred.WAITING}


def test_asked_again_the_gaps_stay_and_a_signature_sent_again_is_kept_once(short_road: ShortRoad) -> None:
    wait(short_road)
    leader = short_road.user("giamdoc")
    token = Token(leader)
    first = open_gaps(rows=waiting_for(leader), chain=token.chain, by=leader)
    again = open_gaps(rows=waiting_for(leader), chain=token.chain, by=leader)
    assert [row.file_id for row in first] == [row.file_id for row in again]
    signature = token.sign(first[0].attributes)
    times = {take_signature(row=first[0], signature=signature, by=leader).made_at for _ in range(2)}
    assert len(times) == 1


def test_what_was_returned_or_taken_back_meanwhile_is_signed_no_more(short_road: ShortRoad, run_jobs: Run) -> None:
    wait(short_road)
    leader = short_road.user("giamdoc")
    token = Token(leader)
    rows = open_gaps(rows=waiting_for(leader), chain=token.chain, by=leader)
    take_back(dossier=short_road.fresh(), by=leader)
    with pytest.raises(ChangedMeanwhile):
        take_signature(row=rows[0], signature=token.sign(rows[0].attributes), by=leader)
    with pytest.raises(NotNow):
        take_back(dossier=short_road.fresh(), by=leader)

    again = defer(dossier=short_road.fresh(), by=leader)
    assert {row.pk for row in again}.isdisjoint(row.pk for row in rows)
    run_jobs(lambda: sign_some(again[:1], leader))
    deciding.return_draft(dossier=short_road.fresh(), reason="Sai tên", by=leader)
    assert waiting_for(leader) == [] and not complete(dossier=short_road.fresh())
    assert not DeferredSignature.objects.exclude(state=Deferred.VOID).exists()


def sign_some(rows: list[DeferredSignature], leader: User) -> None:
    token = Token(leader)
    for row in open_gaps(rows=rows, chain=token.chain, by=leader):
        take_signature(row=row, signature=token.sign(row.attributes), by=leader)


def test_a_leader_who_lost_the_right_signs_nothing_more(short_road: ShortRoad, run_jobs: Run) -> None:
    wait(short_road)
    leader = short_road.user("giamdoc")
    rows = open_gaps(rows=waiting_for(leader), chain=Token(leader).chain, by=leader)
    for row in rows:
        take_signature(row=row, signature=Token(leader).sign(row.attributes), by=leader)
    leader.assignments.update(valid_to=timezone.localdate() - timedelta(days=1))
    with pytest.raises(NotAllowed):
        complete(dossier=short_road.fresh())
    assert short_road.fresh().state == State.AWAITING_SIGNATURE


def test_a_code_holds_for_minutes_for_one_leader_and_only_the_newest(short_road: ShortRoad) -> None:
    leader = short_road.user("giamdoc")
    first, second = (new_code(by=leader) for _ in range(2))
    assert user_of(first) is None and user_of(second.lower().replace("-", " ")) == leader and user_of("") is None
    assert second not in str(SigningCode.objects.values_list())
    SigningCode.objects.update(expires_at=timezone.now() - LIVES)
    assert user_of(second) is None
    with pytest.raises(NotAllowed):
        new_code(by=short_road.user("chuyenvien"))


def test_nothing_waits_that_is_not_prepared(short_road: ShortRoad) -> None:
    short_road.to("endorse")
    with pytest.raises(NotNow, match="chưa được chuẩn bị"):
        defer(dossier=short_road.fresh(), by=short_road.user("giamdoc"))
    preparing.prepare_signature(dossier=short_road.fresh(), by=short_road.user("giamdoc"))
    with pytest.raises(NotNow, match="đang được Nguyễn Thị Ngọc Khuê chuẩn bị"):
        defer(dossier=short_road.fresh(), by=short_road.user("phogiamdoc"))
