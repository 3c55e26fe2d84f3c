"""What becomes of a package when the work around it is repeated, interrupted or overtaken?"""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from django.utils import timezone

from archive.actions import packing
from archive.models import Package
from archive.packaging.read import read
from archive.places import StoreReader
from archive.verification import verify_package
from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job
from intake.actions.consolidation import consolidation
from intake.models import Component, Folder, Upload
from tests.archive.room import ArchiveRoad
from tests.intake.rows import lies_in_store, picture


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


def test_built_twice_it_is_the_same_package(built_road: ArchiveRoad) -> None:
    package = built_road.package
    files = set(package.files.values_list("path", "digest"))
    Package.objects.filter(pk=package.pk).update(state=Package.State.BUILDING)

    again = packing.build_package(package=built_road.package)
    assert (again.state, again.manifest_digest) == (Package.State.BUILT, package.manifest_digest)
    assert set(again.files.values_list("path", "digest")) == files


def test_opened_again_a_package_is_outdated(built_road: ArchiveRoad) -> None:
    package = built_road.package
    open_again(built_road)
    package.refresh_from_db()

    assert package.state == Package.State.SUPERSEDED
    with pytest.raises(NotNow):
        packing.request_package(dossier=built_road.dossier, by=built_road.road.user("tiepnhan"))


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


def test_what_stands_for_a_paper_that_is_not_there_lies_in_the_package(archive_road: ArchiveRoad) -> None:
    data, waived = archive_road.dossier.components.filter(satisfied=Component.Satisfied.MISSING)[:2]
    data.satisfied, data.data_source, data.data_snapshot = Component.Satisfied.DATA, "CSDL dân cư", "Còn sống"
    data.data_at = datetime(2026, 6, 1, 2, tzinfo=UTC)
    waived.satisfied, waived.waiver_reason = Component.Satisfied.WAIVED, "Khoản 2 Điều 8"
    data.save()
    waived.save()

    package = archive_road.build()
    path = package.files.get(path__endswith="documentation/unpapered.json").path
    with storage.working().open(f"{package.prefix}/{path}") as kept:
        listed = {row["component"]: row for row in json.loads(kept.read())}

    assert listed[data.type.code] | {
        "way": "data", "source": "CSDL dân cư", "snapshot": "Còn sống", "at": "2026-06-01T09:00:00+07:00"
    } == listed[data.type.code]  # fmt: skip
    assert listed[waived.type.code] | {"way": "waived", "ground": "Khoản 2 Điều 8"} == listed[waived.type.code]
    described = read(StoreReader(storage.working(), package.prefix)).documentation
    assert path in [file.path for file in described]
    assert verify_package(storage.working(), package.prefix, manifest=package.manifest_digest).valid


def test_where_every_paper_is_there_nothing_stands_for_one(archive_road: ArchiveRoad) -> None:
    assert not archive_road.build().files.filter(path__endswith="unpapered.json").exists()


def test_the_slip_that_the_receiver_signed_lies_in_the_package_as_it_was_scanned(archive_road: ArchiveRoad) -> None:
    folder, clerk = Folder.objects.create(), archive_road.road.user("tiepnhan")
    assert archive_road.dossier.hand_overs.update(slip=folder) == 1
    kept, dropped = (picture(shade) for shade in (90, 120))
    facts = {"folder": folder, "state": Upload.State.ACCEPTED, "page_count": 1, "by": clerk}
    Upload.objects.create(file=dropped, digest=dropped.digest, name="sai.jpg", dropped_at=timezone.now(), **facts)
    Upload.objects.create(file=kept, digest=kept.digest, name="ky.jpg", **facts)

    package = archive_road.build()
    slips = package.files.filter(path__contains="documentation/signed-slip-").values_list("digest", flat=True)
    assert list(slips) == [kept.digest]
    assert verify_package(storage.working(), package.prefix, manifest=package.manifest_digest).valid


def test_what_is_broken_in_the_store_is_named_and_can_be_made_anew(archive_road: ArchiveRoad) -> None:
    clerk, component = archive_road.road.user("tiepnhan"), Component.objects.get(documents__isnull=False)
    made = component.documents.get().file
    lies_in_store(made, b"%PDF-")

    package = archive_road.build()
    said = f"Tệp PDF/A «{component.type.name}», mã băm {made.digest}"
    assert package.state == Package.State.FAILED and said in package.problem
    assert component.documents.get().file.broken_at
    open_again(archive_road)
    with pytest.raises(NotValid):
        archive_road.road.run_jobs(
            lambda: consolidation.consolidate(dossier=archive_road.dossier, paper_file_number="K02", by=clerk)
        )
