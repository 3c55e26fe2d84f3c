"""Pressed twice, sent twice, done by two people at once: does everything happen once and nothing get lost?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from archive.actions import accepting, packing
from archive.models import ArchiveRecord, Package
from benefits.actions import claiming, deciding, preparing, signing
from benefits.models import BoundNumber, PreparedDocument
from bhxh_archive import ledger
from bhxh_archive.errors import ActionError, AlreadyDone, ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Assignment, Job, NumberGap, User
from intake.actions.consolidation import consolidation
from intake.actions.counter import registration
from intake.actions.desk import forwarding
from intake.actions.dossier import books
from intake.actions.page_desk import pages
from intake.actions.returning import returning
from intake.models import Dossier, Receipt, Result, Upload
from intake.queries import components_of, pages_of
from tests.hardening import house as at
from tests.hardening.house import House, at_once, each_at_once, failures, run_here
from tests.room import PERSON, Road, scan


def twice(work: Callable[[], Any]) -> list[Any]:
    return at_once([work, work])


@pytest.fixture(scope="module")
def road(house: House) -> Iterator[Road]:
    """A dossier whose every step was pressed twice at the same moment, from acceptance to the archive."""
    road = house.road()
    road.register()
    for step in STEPS:
        step(road)
        road.fresh()
    yield road


def accept(road: Road) -> None:
    clerk = road.user("tiepnhan")
    books.take_book(dossier=road.dossier, form="paper", covers=1, leaves=2, by=clerk)
    twice(lambda: registration.accept(dossier=road.dossier, by=clerk))


def forward(road: Road) -> None:
    road.scan()
    twice(lambda: forwarding.forward(dossier=road.dossier, by=road.user("tiepnhan")))


def propose(road: Road) -> None:
    road.draft()
    twice(lambda: deciding.propose(dossier=road.dossier, by=road.user("chuyenvien")))


def endorse(road: Road) -> None:
    twice(lambda: deciding.endorse(dossier=road.dossier, by=road.user("truongphong")))


def prepare(road: Road) -> None:
    twice(lambda: preparing.prepare_signature(dossier=road.dossier, by=road.user("giamdoc")))


def sign(road: Road) -> None:
    twice(lambda: signing.sign(dossier=road.dossier, by=road.user("giamdoc")))


def issue(road: Road) -> None:
    run_here(lambda: twice(lambda: signing.issue(dossier=road.dossier, by=road.user("vanthu"))))


def hand_over(road: Road) -> None:
    facts: dict[str, Any] = {
        "method": "counter",
        "receiver_name": "Phạm Thị Hường",
        "receiver_id": "031169000123",
        "printed_copies": 2,
        "printed_now": True,
        "book_done": True,
    }
    clerk = road.user("tiepnhan")
    run_here(lambda: twice(lambda: returning.hand_over(dossier=road.dossier, by=clerk, **facts)))


def consolidate(road: Road) -> None:
    clerk = road.user("tiepnhan")
    twice(lambda: consolidation.consolidate(dossier=road.dossier, paper_file_number="K01.G02.H003", by=clerk))


def pack(road: Road) -> None:
    run_here(lambda: twice(lambda: packing.request_package(dossier=road.dossier, by=road.user("tiepnhan"))))


def transfer(road: Road) -> None:
    run_here(lambda: twice(lambda: packing.transfer(dossier=road.dossier, by=road.user("tiepnhan"))))


def receive(road: Road) -> None:
    run_here(lambda: twice(lambda: accepting.request_acceptance(dossier=road.dossier, by=road.user("luutru"))))


STEPS = (accept, forward, propose, endorse, prepare, sign, issue, hand_over, consolidate, pack, transfer, receive)


def test_every_step_happened_once(home: House, road: Road) -> None:
    verbs = Counter(road.dossier.events.values_list("verb", flat=True))
    moves = ("accept", "forward", "propose", "endorse", "sign", "issue", "hand_over", "consolidate", "transfer",
             "accept_transfer", "build_package")  # fmt: skip
    assert {verb: verbs[verb] for verb in moves} == dict.fromkeys(moves, 1)
    assert road.dossier.state == State.ARCHIVED
    assert ledger.first_broken("intake_dossierevent") is None


def test_one_receipt_and_one_number_were_given(home: House, road: Road) -> None:
    assert Receipt.objects.filter(dossier=road.dossier).count() == 1
    assert BoundNumber.objects.filter(draft__dossier=road.dossier).count() == 1
    assert not NumberGap.objects.exists()


def test_there_is_one_set_of_signatures(home: House, road: Road) -> None:
    results = Result.objects.filter(dossier=road.dossier)
    assert [row.kind for row in results] == ["07A-HSB", "04-HSB"]
    for result in results:
        stages = [row.stage for row in result.versions.all()]
        assert stages == ["leader_signed", "issued", "long_term"]
        assert result.latest and len(result.latest.report["signatures"]) == 2
    assert PreparedDocument.objects.filter(draft__dossier=road.dossier).count() == 2


def test_one_package_became_one_record(home: House, road: Road) -> None:
    package = Package.objects.get(dossier=road.dossier)
    record = ArchiveRecord.objects.get(dossier=road.dossier)
    assert (package.state, package.record) == (Package.State.ACCEPTED, record)
    assert record.documents.count() == 3
    assert [row.page_rows.count() for row in record.documents.all()] == [row.pages for row in record.documents.all()]


def test_a_file_sent_by_four_clicks_at_once_is_one_upload(home: House) -> None:
    dossier, content = home.draft(), scan("Bấm bốn lần")
    sent = at_once([lambda: home.send(dossier, "don.jpg", content)] * 4)
    assert failures(sent) == []
    assert len({row.pk for row in sent}) == 1
    assert Job.objects.filter(key=f"examine:{sent[0].pk}").count() == 1
    assert dossier.events.filter(verb="upload").count() == 1


def test_a_file_sent_again_later_changes_nothing(home: House) -> None:
    dossier, content = home.draft(), scan("Gửi lại")
    first = run_here(lambda: home.send(dossier, "don.jpg", content))
    again = run_here(lambda: home.send(dossier, "ten-khac.jpg", content))
    assert again.pk == first.pk
    assert pages_of(dossier).count() == 1


def test_a_form_sent_twice_registers_one_dossier(home: House) -> None:
    clerk, key = home.user("tiepnhan-hp"), uuid4().hex
    office = clerk.office
    assert office
    made = at_once(
        [lambda: registration.register(office=office, procedure_code="HUU", persons=[PERSON], by=clerk, key=key)] * 3
    )
    assert failures(made) == []
    assert len({row.pk for row in made}) == 1


def test_accepting_twice_takes_one_number(home: House) -> None:
    dossier = home.draft()
    answers = twice(lambda: registration.accept(dossier=dossier, by=home.user("tiepnhan-hp")))
    refused = failures(answers)
    assert [type(error) for error in refused] == [AlreadyDone]
    follower = registration.accept(dossier=home.draft(), by=home.user("tiepnhan-hp"))
    dossier.refresh_from_db()
    assert _serial(follower) == _serial(dossier) + 1


def _serial(dossier: Dossier) -> int:
    assert dossier.number
    return int(dossier.number.split("-")[2])


def test_ten_counters_accept_at_once_without_gap_or_double(home: House) -> None:
    drafts = [home.draft() for _ in range(10)]
    clerk = home.user("tiepnhan-hp")
    done = each_at_once(lambda draft: registration.accept(dossier=draft, by=clerk), drafts)
    assert failures(done) == []
    serials = sorted(_serial(row) for row in done)
    assert serials == list(range(serials[0], serials[0] + 10))


def test_two_clerks_scan_one_dossier_at_once(home: House) -> None:
    dossier = home.draft()
    contents = [scan(f"Máy quét {number}", size=(827, 1170)) for number in range(4)]
    sent = each_at_once(lambda content: home.send(dossier, "quet.jpg", content), contents)
    assert failures(sent) == []
    with home.worker(), home.worker():
        at.wait_for(*sent)
    ordinals = [page.ordinal for page in pages_of(dossier)]
    assert sorted(ordinals) == [1, 2, 3, 4]


def test_two_clerks_file_pages_of_one_dossier_at_once(home: House) -> None:
    dossier, clerk = home.draft(), home.user("tiepnhan-hp")
    for number in range(4):
        run_here(partial(home.send, dossier, "quet.jpg", scan(f"Xếp {number}", size=(827, 1170))))
    component = components_of(dossier).get(type__code="12-HSB")
    ids = [page.pk for page in pages_of(dossier)]
    filed = each_at_once(
        lambda part: pages.file_pages(dossier=dossier, page_ids=part, component=component, by=clerk),
        (ids[:2], ids[2:]),
    )
    assert failures(filed) == []
    assert sorted(component.pages.values_list("ordinal", flat=True)) == [1, 2, 3, 4]


def test_a_form_that_another_clerk_overtook_is_told_so(home: House) -> None:
    dossier, clerk = home.draft(), home.user("tiepnhan-hp")
    edits = each_at_once(
        lambda note: registration.edit_registration(
            dossier=dossier, persons=[PERSON], by=clerk, version=dossier.version, note=note
        ),
        ("một", "hai"),
    )
    assert [type(error) for error in failures(edits)] == [ChangedMeanwhile]


@pytest.mark.parametrize("attempt", range(4))
def test_forwarding_and_uploading_at_once_never_leave_an_unseen_file_behind(home: House, attempt: int) -> None:
    road = home.road()
    road.register()
    road.accept()
    road.scan()
    late = scan(f"Đến muộn {attempt}", size=(827, 1170))
    forwarded, sent = at_once(
        [
            lambda: forwarding.forward(dossier=road.dossier, by=road.user("tiepnhan")),
            lambda: home.send(road.dossier, "muon.jpg", late),
        ]
    )
    if isinstance(forwarded, ActionError):
        assert isinstance(forwarded, NotValid)
        assert isinstance(sent, Upload)
        assert road.fresh().state == State.RECEIVED
    else:
        assert isinstance(sent, NotNow)
        assert road.fresh().state == State.IN_REVIEW


def test_two_officers_claim_one_dossier_at_once(home: House) -> None:
    road = home.road()
    dossier = road.to("forward")
    first, second = road.user("chuyenvien"), _second_officer(road.user("chuyenvien"))
    claims = each_at_once(lambda by: claiming.claim(dossier=dossier, by=by), (first, second))
    lost = failures(claims)
    assert [type(error) for error in lost] == [ChangedMeanwhile]
    assert road.fresh().holder in (first, second)
    assert road.dossier.events.filter(verb="claim").count() == 1


def _second_officer(like: User) -> User:
    assert like.office
    other = User.objects.create(username="chuyenvien2-hp", full_name="Lý Thị Mơ")
    since = timezone.localdate() - timedelta(days=1)
    Assignment.objects.create(user=other, office=like.office, role="officer", valid_from=since)
    return other
