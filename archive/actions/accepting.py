"""How does the central archive judge what was transferred, and keep or refuse it?"""

from __future__ import annotations

from contextlib import closing

from django.db import transaction
from django.utils import timezone

from archive.codes import permanent_prefix
from archive.indexing import index_record
from archive.models import ArchiveRecord, Package
from archive.reports import acceptance_pdf
from archive.verification import as_dict, verify_package
from bhxh_archive import storage
from bhxh_archive.errors import NotNow
from bhxh_archive.jobs import enqueue
from bhxh_archive.lifecycle import check_move, move
from bhxh_archive.models import Job, User
from intake.models import Dossier


def verify_transfer(*, package: Package) -> Package:
    """Verify every digest and signature of a transferred package anew; the report stays with it."""
    report = verify_package(storage.working(), package.prefix)
    package.verified, package.verified_at = report.valid, timezone.now()
    package.report = as_dict(report)
    package.save(update_fields=["verified", "verified_at", "report"])
    return package


@transaction.atomic
def request_acceptance(*, dossier: Dossier, by: User) -> Job:
    """Decide to accept (Đồng ý tiếp nhận): the copying to the permanent area and the move follow in the background."""
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    package = _transferred(locked)
    check_move(locked, "accept_transfer", by=by, package=package)
    return enqueue("archive.tasks.accept_transfer", key=f"accept:{package.pk}", lane=Job.Lane.QUICK, by=by,
                   package_id=package.pk, user_id=by.pk)  # fmt: skip


def _transferred(dossier: Dossier) -> Package:
    package: Package | None = dossier.packages.filter(state=Package.State.TRANSFERRED).first()
    if package is None:
        raise NotNow("Hồ sơ không có gói nào đang chờ tiếp nhận.")
    return package


def accept_transfer(*, package: Package, by: User) -> ArchiveRecord:
    """Copy to the permanent area, verify the copy, then move and index in one transaction. Safe to run twice."""
    if package.state == Package.State.ACCEPTED and package.record:
        return package.record
    check_move(package.dossier, "accept_transfer", by=by, package=package)
    prefix = permanent_prefix(package.dossier, package.bag_name)
    _copy(package, prefix)
    report = verify_package(storage.permanent(), prefix)
    if not report.valid:
        raise NotNow("Bản sao trong kho lâu dài chưa đạt kiểm tra. Chưa tiếp nhận; hãy báo quản trị hệ thống.")
    pdf = storage.keep_bytes(acceptance_pdf(package, by=by, accepted=True), "application/pdf")
    with transaction.atomic():
        moved = move(package.dossier, "accept_transfer", by=by, package=package,
                     evidence_digest=package.manifest_digest)  # fmt: skip
        package.prefix, package.report_pdf = prefix, pdf
        _decide(package, Package.State.ACCEPTED, by)
        return index_record(moved, package)


def _copy(package: Package, prefix: str) -> None:
    """File by file with the digests of the sender's list; what is there already is not written again."""
    source, target = storage.working(), storage.permanent()
    for row in package.files.all():
        with closing(source.open(f"{package.prefix}/{row.path}")) as stream:
            target.put_once(f"{prefix}/{row.path}", stream, sha256=row.digest)


def _decide(package: Package, state: str, by: User) -> None:
    package.state, package.decided_by, package.decided_at = state, by, timezone.now()
    package.save()


@transaction.atomic
def reject_transfer(*, dossier: Dossier, reason: str, by: User) -> Package:
    """Give the dossier back to the province with the reason; nothing of it stays in the permanent area."""
    package = _transferred(dossier)
    move(dossier, "reject_transfer", by=by, reason=reason, package=package)
    _decide(package, Package.State.REJECTED, by)
    return package
