"""What becomes of a package when the work around it is repeated, interrupted or overtaken?"""

from __future__ import annotations

import pytest

from archive.actions import packing
from archive.models import Package
from bhxh_archive.errors import NotAllowed, NotNow
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job
from intake.actions import consolidation
from tests.archive.room import ArchiveRoad


def open_again(road: ArchiveRoad) -> None:
    consolidation.rework(dossier=road.dossier, reason="Thiếu một trang", by=road.road.user("tiepnhan"))


def test_a_package_is_asked_for_once(archive_road: ArchiveRoad) -> None:
    clerk = archive_road.road.user("tiepnhan")
    first = packing.request_package(dossier=archive_road.dossier, by=clerk)
    assert packing.request_package(dossier=archive_road.dossier, by=clerk) == first
    assert Job.objects.filter(key=f"package:{first.pk}").count() == 1


def test_only_the_receiving_office_packs(archive_road: ArchiveRoad) -> None:
    for desk in ("luutru", "chuyenvien"):
        with pytest.raises(NotAllowed):
            packing.request_package(dossier=archive_road.dossier, by=archive_road.road.user(desk))


def test_a_transfer_needs_a_built_package(archive_road: ArchiveRoad) -> None:
    with pytest.raises(NotNow, match="Chưa có gói"):
        packing.transfer(dossier=archive_road.dossier, by=archive_road.road.user("tiepnhan"))


def test_built_twice_it_is_the_same_package(archive_road: ArchiveRoad) -> None:
    package = archive_road.build()
    files = set(package.files.values_list("path", "digest"))
    Package.objects.filter(pk=package.pk).update(state=Package.State.BUILDING)

    again = packing.build_package(package=archive_road.package)
    assert (again.state, again.manifest_digest) == (Package.State.BUILT, package.manifest_digest)
    assert set(again.files.values_list("path", "digest")) == files


def test_opened_again_a_package_is_outdated(archive_road: ArchiveRoad) -> None:
    package = archive_road.build()
    open_again(archive_road)
    package.refresh_from_db()

    assert package.state == Package.State.SUPERSEDED
    with pytest.raises(NotNow):
        packing.request_package(dossier=archive_road.dossier, by=archive_road.road.user("tiepnhan"))


def test_opened_again_while_it_is_being_made_it_is_never_sent(archive_road: ArchiveRoad) -> None:
    clerk = archive_road.road.user("tiepnhan")
    in_the_works = packing.request_package(dossier=archive_road.dossier, by=clerk)
    open_again(archive_road)

    packing.build_package(package=in_the_works)
    assert archive_road.package.state == Package.State.SUPERSEDED
    consolidation.consolidate(dossier=archive_road.dossier, paper_file_number="K02", by=clerk)
    with pytest.raises(NotNow, match="Chưa có gói"):
        packing.transfer(dossier=archive_road.dossier, by=clerk)
    assert archive_road.build().objid != in_the_works.objid
    assert archive_road.dossier.state == State.READY_TO_ARCHIVE
