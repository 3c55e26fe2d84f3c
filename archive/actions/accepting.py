"""How does the central archive judge what was transferred, and keep or refuse it?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from typing import Any

from django.db import transaction
from django.utils import timezone

from archive.actions.packing import queue_verification
from archive.codes import permanent_prefix
from archive.indexing import draw_pages, index_record
from archive.models import ArchiveRecord, Package
from archive.packaging.verify import Report
from archive.places import Seen
from archive.queries import acceptance_job
from archive.reports import acceptance_pdf
from archive.verification import as_dict, verify_package
from bhxh_archive import storage
from bhxh_archive.errors import ActionError, NotAllowed, NotNow
from bhxh_archive.jobs import enqueue
from bhxh_archive.lifecycle import check_move, move
from bhxh_archive.models import Job, User
from bhxh_archive.stores.content import put_vouched
from bhxh_archive.stores.errors import DigestMismatch, NotFound
from intake.models import Dossier

Step = Callable[[int], None]
DAMAGED = "Gói trong vùng chuyển giao đã thay đổi sau khi kiểm tra. Chưa tiếp nhận; hãy trả lại kèm lý do."
COPY_BAD = "Bản sao trong kho lâu dài chưa đạt kiểm tra. Chưa tiếp nhận; hãy báo quản trị hệ thống."


def verify_transfer(*, package: Package, seen: Seen | None = None) -> Package:
    """Verify every digest and signature of a transferred package anew; the report stays with it."""
    report = verify_package(storage.working(), package.prefix, manifest=package.manifest_digest, seen=seen)
    _judged(package, report)
    package.save(update_fields=["verified", "verified_at", "report"])
    return package


@transaction.atomic
def request_verification(*, dossier: Dossier, by: User) -> Job:
    """Have a transferred package verified once more (Kiểm tra lại gói), when a service was silent or a doubt came up.

    Raises NotAllowed outside the Archive Center, NotNow when no package waits or it is being accepted.
    """
    if not by.holds("archive.accept_transfer", None):
        raise NotAllowed("Chỉ Trung tâm Lưu trữ kiểm tra lại gói đã chuyển.")
    package = dossier.packages.select_for_update().filter(state=Package.State.TRANSFERRED).first()
    if package is None:
        raise NotNow("Hồ sơ không có gói nào đang chờ tiếp nhận.")
    tried = acceptance_job(package)
    if tried and tried.open:
        raise NotNow("Hồ sơ đang được tiếp nhận; bản sao được kiểm tra lại trong bước đó.")
    return queue_verification(package=package, by=by)


@transaction.atomic
def request_acceptance(*, dossier: Dossier, by: User, version: int | None = None) -> Job:
    """Decide to accept (Đồng ý tiếp nhận): the copying to the permanent area and the move follow in the background."""
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    package = locked.packages.filter(state=Package.State.TRANSFERRED).first()
    check_move(locked, "accept_transfer", by=by, version=version, package=package)
    assert package  # the guard refuses a dossier without one
    return enqueue("archive.tasks.accept_transfer", key=f"accept:{package.pk}", lane=Job.Lane.QUICK, by=by,
                   total=package.file_count, package_id=package.pk, user_id=by.pk)  # fmt: skip


def accept_transfer(*, package: Package, by: User, step: Step = lambda done: None) -> ArchiveRecord:
    """Copy to the permanent area, verify the copy, then move and index in one transaction. Safe to run twice.

    `step(files copied)` tells how far it is. What ends in a refusal leaves nothing in the permanent area.
    """
    if package.state == Package.State.ACCEPTED and package.record:
        return package.record
    check_move(package.sent_with, "accept_transfer", by=by, package=package)
    prefix = permanent_prefix(package.sent_with, package.bag_name)
    try:
        _copy(package, prefix, step)
        return _admit(package, prefix, by)
    except ActionError:
        _remove_copy(package, prefix)
        raise


def _copy(package: Package, prefix: str, step: Step) -> None:
    """File by file with the digests of the sender's list; what is there already is not written again, unless it is
    broken: nothing is in force here before the copy was verified."""
    source, target = storage.working(), storage.permanent()
    for done, row in enumerate(package.files.all(), start=1):
        try:
            with closing(source.open(f"{package.prefix}/{row.path}")) as stream:
                put_vouched(target, f"{prefix}/{row.path}", stream, sha256=row.digest)
        except (DigestMismatch, NotFound) as error:
            verify_transfer(package=package)
            raise NotNow(DAMAGED) from error
        step(done)


def _remove_copy(package: Package, prefix: str) -> None:
    """Take back a copy that was not accepted; another worker may have accepted the very same package meanwhile."""
    package.refresh_from_db()
    if package.state == Package.State.ACCEPTED:
        return
    for row in package.files.all():
        storage.permanent().delete(f"{prefix}/{row.path}")


def _judged(package: Package, report: Report) -> None:
    package.verified, package.verified_at, package.report = report.valid, timezone.now(), as_dict(report)


def _admit(package: Package, prefix: str, by: User) -> ArchiveRecord:
    """Verify the copy, then move, index and write the report."""
    report = verify_package(storage.permanent(), prefix, manifest=package.manifest_digest)
    if not report.valid:
        raise NotNow(COPY_BAD)
    _judged(package, report)
    draw_pages(package)
    pdf = storage.keep_bytes(acceptance_pdf(package, by=by, accepted=True), "application/pdf")
    with transaction.atomic():
        locked = _locked(package.sent_with, "accept_transfer", by=by, package=package)
        package.prefix, package.report_pdf = prefix, pdf
        record = index_record(locked, package)
        # Last: from the event's seal to the commit no other dossier can write its own.
        move(locked, "accept_transfer", by=by, package=package, evidence_digest=package.manifest_digest)
        _decide(package, Package.State.ACCEPTED, by)
    return record


def _locked(dossier: Dossier, verb: str, *, by: User, **evidence: Any) -> Dossier:
    """The dossier held against every other hand, after the questions that its move will ask once more."""
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    check_move(locked, verb, by=by, **evidence)
    return locked


def _decide(package: Package, state: str, by: User) -> None:
    package.state, package.decided_by, package.decided_at = state, by, timezone.now()
    package.save()


@transaction.atomic
def reject_transfer(*, dossier: Dossier, reason: str, by: User, version: int | None = None) -> Package:
    """Give the dossier back to the province with the reason and the report; nothing of it stays in the permanent area.

    Raises NotNow while an acceptance of the same package is under way.
    """
    package: Package | None = dossier.packages.select_for_update().filter(state=Package.State.TRANSFERRED).first()
    tried = acceptance_job(package) if package else None
    if tried and tried.open:
        raise NotNow("Hồ sơ đang được tiếp nhận nên chưa trả lại được. Hãy chờ kết quả rồi xem lại.")
    locked = _locked(dossier, "reject_transfer", by=by, reason=reason, version=version, package=package)
    assert package  # a transferred dossier has one
    pdf = acceptance_pdf(package, by=by, accepted=False, reason=reason.strip())
    package.problem, package.report_pdf = reason.strip()[:500], storage.keep_bytes(pdf, "application/pdf")
    move(locked, "reject_transfer", by=by, reason=reason, version=version, package=package,
         evidence_digest=package.manifest_digest)  # fmt: skip
    _decide(package, Package.State.REJECTED, by)
    if tried:
        enqueue("archive.tasks.clear_copy", key=f"clear:{package.pk}", lane=Job.Lane.QUICK, package_id=package.pk)
    return package


def clear_copy(*, package: Package) -> None:
    """Take out of the permanent area what an acceptance that came to nothing had copied."""
    _remove_copy(package, permanent_prefix(package.sent_with, package.bag_name))
