"""Offices in roles: is each step done by the right office's people, and does the neighbour see nothing?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from archive import queries as archive_queries
from archive.actions import accepting, packing
from archive.models import ArchiveRecord
from archive.packaging.read import read
from archive.places import StoreReader
from benefits.actions import claiming, deciding, preparing, signing
from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed
from bhxh_archive.lifecycle import State
from bhxh_archive.models import NumberSeries, Office, User
from intake.actions.consolidation import consolidation
from intake.actions.counter import registration
from intake.actions.desk import forwarding
from intake.actions.returning import returning
from intake.finding import find_dossiers
from intake.models import Dossier, Receipt
from intake.queries import dossier_for, dossiers
from tests.hardening.house import House, run_here
from tests.room import Road

HAI_PHONG, NGHE_AN, HONG_BANG = "hp", "na", "hb"


class CrossRoad(Road):
    """Received at the grass-roots office, settled and kept by the provincial one; strangers try every step first."""

    def user(self, desk: str) -> User:
        self.office = HONG_BANG if desk == "tiepnhan" else HAI_PHONG
        return super().user(desk)

    def refused(self, names: tuple[str, ...], work: Callable[[User], Any]) -> None:
        """None of these people may do it, and trying changes nothing."""
        before = (self.fresh().state, self.dossier.version)
        for name in names:
            person = User.objects.get(username=name)
            with pytest.raises(NotAllowed):
                work(person)
        assert (self.fresh().state, self.dossier.version) == before


@pytest.fixture(scope="module")
def road(house: House) -> Iterator[CrossRoad]:
    road = CrossRoad(house.people, run_here)
    road.register()
    for step in (at_the_counter, in_review, above, back_at_the_counter, to_the_archive):
        step(road)
    yield road


def at_the_counter(road: CrossRoad) -> None:
    strangers = ("tiepnhan-hp", "tiepnhan-na", "chuyenvien-hp", "luutru", "quantri")
    road.refused(strangers, lambda by: registration.accept(dossier=road.dossier, by=by))
    road.accept()
    road.scan()
    road.refused(strangers, lambda by: forwarding.forward(dossier=road.dossier, by=by))
    road.forward()


def in_review(road: CrossRoad) -> None:
    strangers = ("chuyenvien-na", "tiepnhan-hb", "tiepnhan-hp")
    road.refused(strangers, lambda by: claiming.claim(dossier=road.dossier, by=by))
    road.draft()
    road.refused(("chuyenvien-na",), lambda by: deciding.propose(dossier=road.fresh(), by=by))
    road.propose()


def above(road: CrossRoad) -> None:
    road.refused(("truongphong-na", "chuyenvien-hp"), lambda by: deciding.endorse(dossier=road.fresh(), by=by))
    road.endorse()
    road.refused(("giamdoc-na", "truongphong-hp"),
                 lambda by: preparing.prepare_signature(dossier=road.fresh(), by=by))  # fmt: skip
    preparing.prepare_signature(dossier=road.fresh(), by=road.user("giamdoc"))
    road.refused(("giamdoc-na", "truongphong-hp"), lambda by: signing.sign(dossier=road.fresh(), by=by))
    road.sign()
    road.refused(("vanthu-na", "giamdoc-hp"), lambda by: signing.issue(dossier=road.fresh(), by=by))
    road.issue()


def back_at_the_counter(road: CrossRoad) -> None:
    facts: dict[str, Any] = {
        "method": "counter",
        "receiver_name": "Phạm Thị Hường",
        "receiver_id": "031169000123",
        "printed_copies": 2,
        "printed_now": True,
        "book_done": True,
    }
    road.refused(("tiepnhan-hp", "tiepnhan-na"),
                 lambda by: returning.hand_over(dossier=road.fresh(), by=by, **facts))  # fmt: skip
    road.hand_over()
    road.refused(("tiepnhan-hp",),
                 lambda by: consolidation.consolidate(dossier=road.fresh(), paper_file_number="K", by=by))  # fmt: skip
    road.consolidate()


def to_the_archive(road: CrossRoad) -> None:
    centre = User.objects.get(username="luutru")
    assert not dossiers(centre).filter(pk=road.dossier.pk).exists(), "the archive sees nothing before the transfer"
    road.refused(("tiepnhan-hp", "luutru"), lambda by: packing.request_package(dossier=road.fresh(), by=by))
    run_here(lambda: packing.request_package(dossier=road.fresh(), by=road.user("tiepnhan")))
    run_here(lambda: packing.transfer(dossier=road.fresh(), by=road.user("tiepnhan")))
    road.refused(("tiepnhan-hb", "giamdoc-hp"),
                 lambda by: accepting.request_acceptance(dossier=road.fresh(), by=by))  # fmt: skip
    run_here(lambda: accepting.request_acceptance(dossier=road.fresh(), by=centre))
    road.fresh()


def test_the_dossier_names_its_three_offices(home: House, road: CrossRoad) -> None:
    seats = (road.dossier.receiving_office.code, road.dossier.settling_office.code, road.dossier.paper_office.code)
    assert seats == ("hong-bang", "hai-phong", "hai-phong")
    assert road.dossier.state == State.ARCHIVED


def test_each_step_was_done_for_the_right_office(home: House, road: CrossRoad) -> None:
    done = dict(road.dossier.events.values_list("verb", "office__code"))
    here = ("register", "accept", "upload", "forward", "hand_over", "consolidate", "transfer")
    there = ("claim", "propose", "endorse", "sign", "issue")
    assert {done[verb] for verb in here} == {"hong-bang"}
    assert {done[verb] for verb in there} == {"hai-phong"}
    assert road.dossier.events.get(verb="accept_transfer").role == "centre"


def test_numbers_come_from_the_office_that_gives_them(home: House, road: CrossRoad) -> None:
    decisions = NumberSeries.objects.filter(code="QD")
    assert [row.office.code for row in decisions] == ["hai-phong"]
    assert road.dossier.number and road.dossier.number.startswith("G12.99.31.001-")
    assert Receipt.objects.get(dossier=road.dossier).by.username == "tiepnhan-hb"


def test_the_settling_office_signs(home: House, road: CrossRoad) -> None:
    result = road.dossier.results.get(main=True)
    assert result.agency_certificate == Office.objects.get(code="hai-phong").certificate
    assert result.leader_certificate == User.objects.get(username="giamdoc-hp").certificate


def test_the_archive_knows_who_keeps_the_paper(home: House, road: CrossRoad) -> None:
    record = ArchiveRecord.objects.get(dossier=road.dossier)
    assert record.paper_office.code == "hai-phong"
    package = road.dossier.packages.get()
    content = read(StoreReader(storage.permanent(), package.prefix))
    assert content.dossier and content.dossier.paper_file_code == "G12.99.31.K01.G02.H003"


STRANGERS = ("tiepnhan-na", "chuyenvien-na", "truongphong-na", "giamdoc-na", "vanthu-na")


@pytest.mark.parametrize("name", STRANGERS)
def test_the_other_province_sees_nothing(home: House, road: CrossRoad, name: str) -> None:
    stranger = User.objects.get(username=name)
    with pytest.raises(Dossier.DoesNotExist):
        dossier_for(stranger, road.dossier.pk)
    assert road.dossier.number
    for words in ("pham thi huong", road.dossier.number, "031169000123"):
        assert find_dossiers(stranger, words) == []
    assert not archive_queries.records(stranger).exists()


@pytest.mark.parametrize(("name", "status"), [("tiepnhan-na", 404), ("tiepnhan-hp", 200), ("tiepnhan-hb", 200)])
def test_its_address_is_a_404_elsewhere(home: House, road: CrossRoad, name: str, status: int) -> None:
    client = Client()
    client.force_login(User.objects.get(username=name))
    for tab in ("dossier", "pages", "trail"):
        assert client.get(reverse(tab, args=[road.dossier.pk])).status_code == status


def test_both_offices_of_the_dossier_find_its_record(home: House, road: CrossRoad) -> None:
    for name in ("tiepnhan-hb", "tiepnhan-hp", "luutru"):
        assert archive_queries.records(User.objects.get(username=name)).filter(dossier=road.dossier).exists()
