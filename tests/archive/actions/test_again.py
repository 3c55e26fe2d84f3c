"""A dossier that was given back: is it verified anew, mended, packed anew and kept, and nothing of before beside it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.actions import accepting, packing
from archive.models import ArchiveRecord, Package
from bhxh_archive import ledger
from bhxh_archive.errors import NotAllowed, NotNow
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job
from intake.actions.consolidation import consolidation
from tests.archive.room import ArchiveRoad, flip_a_byte, kept_keys


def give_back(road: ArchiveRoad, reason: str = "Thiếu trang 3") -> Package:
    return accepting.reject_transfer(dossier=road.dossier, reason=reason, by=road.road.user("luutru"))


def test_given_back_opened_again_and_sent_again_it_is_kept(transferred_road: ArchiveRoad) -> None:
    clerk = transferred_road.road.user("tiepnhan")
    first = give_back(transferred_road)
    assert kept_keys() == []
    with pytest.raises(NotNow):
        packing.request_package(dossier=transferred_road.dossier, by=clerk)
    consolidation.rework(dossier=transferred_road.dossier, reason="Bổ sung theo yêu cầu", by=clerk)
    consolidation.consolidate(dossier=transferred_road.dossier, paper_file_number="K01.G02.H004", by=clerk)
    record = transferred_road.all_the_way()

    second = transferred_road.package
    first.refresh_from_db()
    assert (first.state, first.record, second.state) == (Package.State.REJECTED, None, Package.State.ACCEPTED)
    assert second.objid != first.objid
    assert kept_keys() == sorted(f"{second.prefix}/{row.path}" for row in second.files.all())
    assert record.paper_file_number.endswith("K01.G02.H004")
    assert ArchiveRecord.objects.count() == 1
    assert transferred_road.dossier.state == State.ARCHIVED
    verbs = list(transferred_road.dossier.events.order_by("seq").values_list("verb", flat=True))
    assert [verb for verb in verbs if verb in ("transfer", "reject_transfer", "rework", "accept_transfer")] == [
        "transfer", "reject_transfer", "rework", "transfer", "accept_transfer"]  # fmt: skip
    assert ledger.first_broken("intake_dossierevent") is None


def test_what_is_kept_is_not_given_back(archived_road: ArchiveRoad) -> None:
    kept = kept_keys()
    with pytest.raises(NotNow):
        give_back(archived_road)
    with pytest.raises(NotNow):
        consolidation.rework(dossier=archived_road.dossier, reason="Hỏng", by=archived_road.road.user("tiepnhan"))
    assert kept_keys() == kept


def test_a_transferred_package_is_verified_once_more_on_request(transferred_road: ArchiveRoad, stores: Path) -> None:
    archivist, damaged = transferred_road.road.user("luutru"), flip_a_byte(stores / "working", "rep1/data")
    transferred_road.road.run_jobs(
        lambda: accepting.request_verification(dossier=transferred_road.dossier, by=archivist)
    )
    assert transferred_road.package.verified is False

    flip_a_byte(damaged.parent, damaged.name)
    job = transferred_road.road.run_jobs(
        lambda: accepting.request_verification(dossier=transferred_road.dossier, by=archivist)
    )
    assert transferred_road.package.verified is True
    assert Job.objects.get(pk=job.pk).state == Job.State.DONE
    assert transferred_road.accept().documents_total


def test_verification_is_asked_for_by_the_archive_and_while_a_package_waits(archive_road: ArchiveRoad) -> None:
    archivist = archive_road.road.user("luutru")
    with pytest.raises(NotNow, match="không có gói"):
        accepting.request_verification(dossier=archive_road.dossier, by=archivist)
    archive_road.build()
    archive_road.hand_over()
    first = Job.objects.get(key=f"verify:{archive_road.package.pk}")
    assert accepting.request_verification(dossier=archive_road.dossier, by=archivist) == first
    with pytest.raises(NotAllowed):
        accepting.request_verification(dossier=archive_road.dossier, by=archive_road.road.user("tiepnhan"))


def test_no_verification_beside_an_acceptance(transferred_road: ArchiveRoad) -> None:
    archivist = transferred_road.road.user("luutru")
    accepting.request_acceptance(dossier=transferred_road.dossier, by=archivist)
    with pytest.raises(NotNow, match="đang được tiếp nhận"):
        accepting.request_verification(dossier=transferred_road.dossier, by=archivist)


def test_what_could_not_be_checked_is_checked_again_not_given_back(transferred_road: ArchiveRoad) -> None:
    package, archivist = transferred_road.package, transferred_road.road.user("luutru")
    silent = {"code": "signature", "path": "data/x.pdf", "severity": "unchecked", "message": "Dịch vụ không trả lời."}
    package.verified, package.report = False, package.report | {"complete": False, "findings": [silent]}
    package.save(update_fields=["verified", "report"])

    with pytest.raises(NotNow, match="Kiểm tra lại gói"):
        accepting.request_acceptance(dossier=transferred_road.dossier, by=archivist)
