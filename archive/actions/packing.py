"""How does a consolidated dossier become a package, checked before it is sent?"""

from __future__ import annotations

from typing import Final
from uuid import uuid4

from django.db import transaction

from archive.codes import archive_code_of
from archive.models import Package, PackageFile
from archive.packaging.build import Built, InvalidMetadata, build
from archive.places import StoreSink
from archive.specs import spec_of
from archive.verification import verify_package
from bhxh_archive import storage
from bhxh_archive.errors import Damaged, NotNow, NotValid
from bhxh_archive.jobs import enqueue
from bhxh_archive.lifecycle import Seat, State, move
from bhxh_archive.models import Job, User
from bhxh_archive.stores import StoreError
from bhxh_archive.trail import permit, record
from intake.actions.consolidation.rereading import read_anew
from intake.models import Dossier

WORKING_PREFIX = "packages"
_BROKEN: Final = (
    "Chưa tạo được gói vì tệp trong kho đã hỏng hoặc bị mất. Bấm «Mở lại tích hợp» để tạo lại PDF/A của thành phần; "
    "tệp khác phải nhờ quản trị hệ thống khôi phục từ bản sao lưu. Các tệp: {}."
)


@transaction.atomic
def request_package(*, dossier: Dossier, by: User) -> Package:
    """Queue the building of the dossier's package; an open or built one is found again."""
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    permit(locked, "intake.transfer", by, Seat.RECEIVING)
    if locked.state != State.READY_TO_ARCHIVE:
        raise NotNow("Chỉ tạo gói lưu trữ cho hồ sơ đã tích hợp.")
    live = locked.packages.filter(state__in=[Package.State.BUILDING, Package.State.BUILT]).first()
    package = live or Package.objects.create(objid=uuid4(), dossier=locked, file_code=archive_code_of(locked), by=by)
    if package.state == Package.State.BUILDING:
        enqueue("archive.tasks.build_package", key=f"package:{package.pk}", lane=Job.Lane.QUICK, package_id=package.pk)
    return package


def build_package(*, package: Package) -> Package:
    """Build and verify in the working area; run twice it writes the same bytes to the same keys."""
    if package.state != Package.State.BUILDING:
        return package
    built = _built(package)
    report = verify_package(storage.working(), f"{WORKING_PREFIX}/{built.bag_name}", manifest=built.manifest_sha256)
    if not report.valid:
        raise NotValid(f"Gói vừa tạo chưa đạt: {report.findings[0].message_vi}")
    return _keep_built(package, built)


def _built(package: Package) -> Built:
    """Raises NotValid with what is wrong in the metadata, or which files are broken in the store."""
    spec = spec_of(package.sent_with, package.objid, created=package.built_at)
    try:
        return build(spec, StoreSink(storage.working(), WORKING_PREFIX))
    except InvalidMetadata as error:
        raise NotValid(f"Chưa tạo được gói: {error.findings[0].message_vi}") from error
    except (StoreError, Damaged) as error:
        broken = read_anew(dossier=package.sent_with, by=package.by)
        if not broken:  # the store was away for a moment
            raise
        raise NotValid(_BROKEN.format("; ".join(broken))) from error


@transaction.atomic
def _keep_built(package: Package, built: Built) -> Package:
    """Put the finished package on record, unless the dossier was opened again while it was being made."""
    package = Package.objects.select_for_update(of=("self",)).select_related("dossier", "by").get(pk=package.pk)
    if package.state != Package.State.BUILDING:
        return package
    package.files.all().delete()
    PackageFile.objects.bulk_create(
        PackageFile(package=package, path=path, digest=digest, size=size) for path, digest, size in built.files
    )
    package.bag_name, package.prefix = built.bag_name, f"{WORKING_PREFIX}/{built.bag_name}"
    package.manifest_digest, package.file_count = built.manifest_sha256, len(built.files)
    package.size, package.state, package.problem = built.total_size, Package.State.BUILT, ""
    package.save()
    record(package.sent_with, "build_package", by=package.by, digest=built.manifest_sha256, package=package.pk)
    return package


def fail_package(*, package: Package, problem: str) -> None:
    """Write down why no package came about; the next request begins a new one."""
    Package.objects.filter(pk=package.pk, state=Package.State.BUILDING).update(
        state=Package.State.FAILED, problem=problem[:500]
    )


@transaction.atomic
def transfer(*, dossier: Dossier, by: User, version: int | None = None) -> Package:
    """Hand the built package to the central archive (Chuyển lưu trữ); the archive begins to verify it at once."""
    package = dossier.packages.select_for_update().filter(state=Package.State.BUILT).first()
    digest = package.manifest_digest if package else ""
    moved = move(dossier, "transfer", by=by, version=version, package=package, evidence_digest=digest)
    assert package  # the guard refuses a transfer without one
    package.dossier, package.state = moved, Package.State.TRANSFERRED
    package.save(update_fields=["state"])
    queue_verification(package=package, by=by)
    return package


def queue_verification(*, package: Package, by: User) -> Job:
    """Let the archive verify a transferred package, now or once more."""
    return enqueue("archive.tasks.verify_transfer", key=f"verify:{package.pk}", lane=Job.Lane.QUICK, by=by,
                   total=package.file_count, package_id=package.pk)  # fmt: skip
