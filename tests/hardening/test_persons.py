"""One death, several people: does each get a result with a number, and is the dossier found by any of them?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from archive import searching
from archive.actions import accepting, packing
from archive.models import ArchiveRecord
from benefits.actions import claiming, deciding, drafting, preparing, signing
from benefits.models import BoundNumber
from bhxh_archive import ledger
from bhxh_archive.errors import NotAllowed, NotValid
from bhxh_archive.lifecycle import State
from intake.actions.consolidation import consolidation
from intake.actions.counter import registration
from intake.actions.counter.linking import link_event
from intake.actions.dossier.components import add_component, satisfy_by_data
from intake.actions.returning import returning
from intake.finding import find_dossiers
from intake.models import Component, Dossier, Person
from intake.queries import linked_to
from tests.hardening.house import House, run_here
from tests.room import Road

PEOPLE = [
    {"role": "deceased", "full_name": "Bùi Văn Thịnh", "birth_year": 1950, "insurance_number": "3199000001"},
    {"role": "submitter", "full_name": "Bùi Thị Lụa", "birth_year": 1980, "personal_id": "031180000001"},
    {"role": "relative", "full_name": "Bùi Minh Khôi", "birth_year": 2014, "relation": "con", "address": "Số 1"},
    {"role": "relative", "full_name": "Trần Thị Gấm", "birth_year": 1952, "relation": "vợ", "address": "Số 1 phố Mẫu"},
    {"role": "receiver", "full_name": "Bùi Thị Lụa", "birth_year": 1980, "relation": "người giám hộ"},
]  # fmt: skip
REASONS = {"reasons": "Không thuộc đối tượng hưởng hằng tháng | Điều 86 Luật BHXH 2024"}


def survivors(house: House) -> Dossier:
    """A survivor dossier whose papers were all looked up as data, accepted at the counter."""
    clerk = house.user("tiepnhan-hp")
    assert clerk.office
    dossier = registration.register(
        office=clerk.office, procedure_code="TUAT_T", persons=PEOPLE, by=clerk, return_method="counter",
        counted_pages=0, counted_sheets=0,
    )  # fmt: skip
    dossier.components.filter(type__requirement="C").update(asked=False)
    for component in dossier.components.filter(type__code__in=["KHAI_TU", "09-HSB"]):
        satisfy_by_data(dossier=dossier, component=component, source="CSDL quốc gia", snapshot="Đã ghi", by=clerk)
    return registration.accept(dossier=dossier, by=clerk)


@pytest.fixture(scope="module")
def road(house: House) -> Iterator[Road]:
    """Two written answers, to two relatives, in one dossier, signed in one ceremony, up to the archive."""
    road = house.road()
    road.dossier = survivors(house)
    road.forward()
    officer = road.user("chuyenvien")
    claiming.claim(dossier=road.fresh(), by=officer)
    kind = road.dossier.procedure.result_kinds.get(role="ANSWER")
    for person in road.dossier.persons.filter(role=Person.Role.RELATIVE):
        draft = drafting.open_draft(dossier=road.dossier, kind=kind, by=officer, receiver=person)
        drafting.save_draft(draft=draft, entries=REASONS, by=officer)
    deciding.propose(dossier=road.fresh(), by=officer)
    deciding.endorse(dossier=road.fresh(), by=road.user("truongphong"))
    preparing.prepare_signature(dossier=road.fresh(), by=road.user("giamdoc"))
    signing.sign(dossier=road.fresh(), by=road.user("giamdoc"))
    road.issue()
    to_the_archive(road)
    yield road


def to_the_archive(road: Road) -> None:
    clerk = road.user("tiepnhan")
    facts: dict[str, Any] = {
        "method": "counter",
        "receiver_name": "Bùi Thị Lụa",
        "receiver_id": "031180000001",
        "printed_copies": 2,
        "printed_now": True,
        "book_done": True,
    }
    run_here(lambda: returning.hand_over(dossier=road.fresh(), by=clerk, **facts))
    consolidation.consolidate(dossier=road.fresh(), paper_file_number="T01", by=clerk)
    run_here(lambda: packing.request_package(dossier=road.fresh(), by=clerk))
    run_here(lambda: packing.transfer(dossier=road.fresh(), by=clerk))
    run_here(lambda: accepting.request_acceptance(dossier=road.fresh(), by=road.user("luutru")))
    road.fresh()


def test_each_receiver_has_a_result_with_a_number_of_its_own(home: House, road: Road) -> None:
    results = list(road.dossier.results.order_by("id"))
    assert sorted(row.receiver.full_name for row in results if row.receiver) == ["Bùi Minh Khôi", "Trần Thị Gấm"]
    assert len({row.number for row in results}) == 2
    assert BoundNumber.objects.filter(draft__dossier=road.dossier, released_at=None).count() == 2
    for row in results:
        assert [version.stage for version in row.versions.all()] == ["leader_signed", "issued", "long_term"]


def test_they_were_signed_in_one_ceremony(home: House, road: Road) -> None:
    assert road.dossier.events.filter(verb="sign").count() == 1
    assert road.dossier.state == State.ARCHIVED
    assert ledger.first_broken("intake_dossierevent") is None


@pytest.mark.parametrize("words", ["bui van thinh", "Bùi Thị Lụa", "bui minh khoi", "trần thị gấm", "3199000001",
                                   "031180000001"])  # fmt: skip
def test_it_is_found_by_any_of_its_people(home: House, road: Road, words: str) -> None:
    assert [row.dossier for row in find_dossiers(home.user("tiepnhan-hp"), words)] == [road.dossier]
    found = searching.find(home.user("luutru"), text=words)
    assert [hit.record.dossier_id for hit in found.hits] == [road.dossier.pk]


def test_the_archive_holds_every_person_and_both_results(home: House, road: Road) -> None:
    record = ArchiveRecord.objects.get(dossier=road.dossier)
    assert sorted(record.persons.values_list("role", flat=True)) == sorted(str(row["role"]) for row in PEOPLE)
    assert record.documents.count() == 2


def test_a_component_may_be_asked_for_once_more_for_each_person(home: House) -> None:
    clerk, dossier = home.user("tiepnhan-hp"), survivors(home)
    like = dossier.components.get(type__code="GIAM_DINH_THAN_NHAN")
    child, wife = dossier.persons.filter(role="relative")
    added = [add_component(dossier=dossier, like=like, person=who, by=clerk) for who in (child, wife, child)]
    assert len({row.pk for row in added}) == 2
    assert Component.objects.filter(dossier=dossier, type=like.type).count() == 3


def test_dossiers_of_one_event_are_linked_to_its_first(home: House, road: Road) -> None:
    clerk = home.user("tiepnhan-hp")
    first, second, third = (survivors(home) for _ in range(3))
    link_event(dossier=second, to=first, by=clerk)
    link_event(dossier=third, to=second, by=clerk)
    link_event(dossier=third, to=first, by=clerk)
    assert set(linked_to(first, clerk)) == {second, third}
    assert Dossier.objects.get(pk=third.pk).event_of == first
    assert third.events.filter(verb="link_event").count() == 1


def test_two_events_become_one_when_their_first_dossiers_are_linked(home: House, road: Road) -> None:
    clerk = home.user("tiepnhan-hp")
    first, second, third = (survivors(home) for _ in range(3))
    link_event(dossier=third, to=second, by=clerk)
    link_event(dossier=second, to=first, by=clerk)
    link_event(dossier=first, to=third, by=clerk)
    assert set(linked_to(first, clerk)) == {second, third}
    first.refresh_from_db()
    assert first.event_of is None


def test_a_dossier_is_not_linked_to_itself_nor_by_a_stranger(home: House, road: Road) -> None:
    dossier = survivors(home)
    with pytest.raises(NotValid):
        link_event(dossier=dossier, to=dossier, by=home.user("tiepnhan-hp"))
    with pytest.raises(NotAllowed):
        link_event(dossier=dossier, to=road.dossier, by=home.user("tiepnhan-na"))
