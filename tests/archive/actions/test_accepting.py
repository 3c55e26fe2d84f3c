"""Does the archive believe only its own eyes, keep what is sound, and leave no trace of what is not?"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from archive.actions import accepting
from archive.codes import permanent_prefix
from archive.models import Package
from archive.packaging.bag import manifest
from archive.verification import as_dict, verify_package
from bhxh_archive import ledger, storage
from bhxh_archive.errors import ChangedMeanwhile, NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job
from intake.returns import open_return
from tests.archive.room import ArchiveRoad, flip_a_byte, kept_keys

RunJobs = Callable[[Callable[[], Any]], Any]


def test_accepted_package_lies_in_the_permanent_area_byte_for_byte(transferred_road: ArchiveRoad) -> None:
    sent = transferred_road.package
    begun = f"{permanent_prefix(transferred_road.dossier, sent.bag_name)}/{sent.files.all()[0].path}"
    storage.permanent().put_once(begun, BytesIO(b"a copy that broke before it was accepted"))
    record = transferred_road.accept()

    package = transferred_road.package
    assert transferred_road.dossier.state == State.ARCHIVED
    assert package.state == Package.State.ACCEPTED
    assert kept_keys() == sorted(f"{package.prefix}/{row.path}" for row in package.files.all())
    for row in package.files.all():
        with storage.permanent().open(f"{package.prefix}/{row.path}") as stream:
            assert sha256(stream.read()).hexdigest() == row.digest
    assert record.documents_total == record.documents.count() > 0
    assert package.report_pdf
    assert ledger.first_broken("intake_dossierevent") is None


def test_byte_flipped_between_transfer_and_verification_refuses_the_package(
    sent_road: ArchiveRoad, stores: Path, run_jobs: RunJobs
) -> None:
    flip_a_byte(stores / "working", "rep1/data")
    accepting.verify_transfer(package=sent_road.package)

    package = sent_road.package
    assert package.verified is False
    assert "payload-changed" in {found["code"] for found in package.report["findings"]}
    with pytest.raises(NotNow):
        accepting.request_acceptance(dossier=sent_road.dossier, by=sent_road.road.user("luutru"))
    assert kept_keys() == []
    assert sent_road.dossier.state == State.TRANSFERRED


@pytest.mark.parametrize("part", ["rep1/data", "rep2/data", "EAD.xml", "manifest-sha256.txt", "bagit.txt"])
def test_byte_flipped_after_verification_is_found_while_copying(
    transferred_road: ArchiveRoad, stores: Path, part: str
) -> None:
    flip_a_byte(stores / "working" / "data" / "packages", part)
    transferred_road.road.run_jobs(
        lambda: accepting.request_acceptance(dossier=transferred_road.dossier, by=transferred_road.road.user("luutru"))
    )

    job = Job.objects.get(key=f"accept:{transferred_road.package.pk}")
    assert job.state == Job.State.FAILED
    assert job.note == accepting.DAMAGED
    assert transferred_road.package.verified is False
    assert transferred_road.dossier.state == State.TRANSFERRED
    assert kept_keys() == []


def test_package_rewritten_with_its_own_lists_is_found_out(built_road: ArchiveRoad, stores: Path) -> None:
    """Who can write the store can write its manifests too; the digest in the database cannot be rewritten there."""
    package = built_road.package
    bag = stores / "working" / "data" / package.prefix
    forge(bag, "documentation/DOC_TRUOC.txt")

    report = verify_package(storage.working(), package.prefix, manifest=package.manifest_digest)
    assert "manifest-replaced" in {found.code for found in report.findings}
    assert not as_dict(report)["valid"]


def forge(bag: Path, part: str) -> None:
    """Change a file and write the bag's lists anew, as a careful forger would."""
    target = next(path for path in bag.rglob("*") if str(path).endswith(part))
    write(target, target.read_bytes() + b"\n")
    payload = [(path.relative_to(bag).as_posix(), digest_of(path)) for path in sorted((bag / "data").rglob("*.*"))]
    write(bag / "manifest-sha256.txt", bytes(manifest(payload)))
    tags = ("bag-info.txt", "bagit.txt", "manifest-sha256.txt")
    write(bag / "tagmanifest-sha256.txt", bytes(manifest([(name, digest_of(bag / name)) for name in tags])))


def digest_of(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def write(path: Path, content: bytes) -> None:
    path.chmod(0o644)
    path.write_bytes(content)


def test_acceptance_waits_for_the_verification(sent_road: ArchiveRoad) -> None:
    with pytest.raises(NotNow, match="đang được kiểm tra"):
        accepting.request_acceptance(dossier=sent_road.dossier, by=sent_road.road.user("luutru"))


def test_acceptance_run_twice_keeps_one_record(transferred_road: ArchiveRoad) -> None:
    record = transferred_road.accept()
    again = accepting.accept_transfer(package=transferred_road.package, by=transferred_road.road.user("luutru"))
    assert again == record
    assert record.documents.count() == record.documents_total


def test_province_cannot_accept_and_stale_page_is_refused(transferred_road: ArchiveRoad) -> None:
    with pytest.raises(NotAllowed):
        accepting.request_acceptance(dossier=transferred_road.dossier, by=transferred_road.road.user("tiepnhan"))
    stale = transferred_road.dossier.version - 1
    with pytest.raises(ChangedMeanwhile):
        accepting.request_acceptance(
            dossier=transferred_road.dossier, by=transferred_road.road.user("luutru"), version=stale
        )


def test_rejected_dossier_goes_back_with_reason_and_report_and_may_come_again(transferred_road: ArchiveRoad) -> None:
    archivist = transferred_road.road.user("luutru")
    with pytest.raises(NotValid):
        accepting.reject_transfer(dossier=transferred_road.dossier, reason="  ", by=archivist)
    rejected = accepting.reject_transfer(dossier=transferred_road.dossier, reason="Thiếu trang 3", by=archivist)

    assert transferred_road.dossier.state == State.ARCHIVE_REJECTED
    assert rejected.state == Package.State.REJECTED
    assert rejected.problem == "Thiếu trang 3"
    told = open_return(transferred_road.dossier)
    assert told and (told.verb, told.reason, told.by) == ("reject_transfer", "Thiếu trang 3", archivist)
    assert rejected.report_pdf
    assert storage.read_file(rejected.report_pdf).startswith(b"%PDF")
    assert kept_keys() == []


def test_what_a_failed_acceptance_copied_is_gone_after_the_rejection(
    transferred_road: ArchiveRoad, run_jobs: RunJobs
) -> None:
    package = transferred_road.package
    archivist = transferred_road.road.user("luutru")
    job = accepting.request_acceptance(dossier=transferred_road.dossier, by=archivist)
    with pytest.raises(NotNow, match="đang được tiếp nhận"):
        accepting.reject_transfer(dossier=transferred_road.dossier, reason="Thiếu", by=archivist)
    left = f"{permanent_prefix(transferred_road.dossier, package.bag_name)}/bagit.txt"
    row = package.files.get(path="bagit.txt")
    with storage.working().open(f"{package.prefix}/bagit.txt") as stream:
        storage.permanent().put_once(left, stream, sha256=row.digest)
    Job.objects.filter(pk=job.pk).update(state=Job.State.FAILED)

    run_jobs(lambda: accepting.reject_transfer(dossier=transferred_road.dossier, reason="Thiếu", by=archivist))
    assert kept_keys() == []
