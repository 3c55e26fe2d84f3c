"""How is an archived package verified again, whenever somebody wants to know?"""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from archive.downloads import home_of
from archive.models import ArchiveRecord, Package
from archive.places import Seen
from archive.verification import as_dict, verify_package
from bhxh_archive.errors import NotAllowed, NotNow
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Job, User
from bhxh_archive.trail import record as write_down


@transaction.atomic
def request_check(*, record: ArchiveRecord, by: User) -> list[Job]:
    """Queue the verification of every accepted package of a record (Kiểm tra lại)."""
    if not by.holds("archive.view", None):
        raise NotAllowed("Chỉ Trung tâm Lưu trữ kiểm tra lại gói đã lưu.")
    packages = record.packages.filter(state=Package.State.ACCEPTED)
    if not packages:
        raise NotNow("Hồ sơ này không có gói nào trong kho lâu dài.")
    return [
        enqueue("archive.tasks.check_package", key=f"check:{package.pk}", lane=Job.Lane.QUICK, by=by,
                total=package.file_count, package_id=package.pk, user_id=by.pk)
        for package in packages
    ]  # fmt: skip


def check_package(*, package: Package, by: User, seen: Seen | None = None) -> Package:
    """Verify a kept package anew where it lies; verdict and report replace the former ones, the trail keeps each."""
    report = verify_package(home_of(package), package.prefix, manifest=package.manifest_digest, seen=seen)
    package.verified, package.verified_at, package.report = report.valid, timezone.now(), as_dict(report)
    with transaction.atomic():
        package.save(update_fields=["verified", "verified_at", "report"])
        if package.dossier:
            write_down(package.dossier, "check_package", by=by, digest=package.manifest_digest, package=package.pk,
                       valid=report.valid, complete=report.complete)  # fmt: skip
    return package
