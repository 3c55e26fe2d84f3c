"""Which background work does the archive have? Each task calls the action whose step it is and is safe to run twice."""

from __future__ import annotations

from archive import persons
from archive.actions import accepting, checking, packing
from archive.models import ArchiveRecord, Package
from archive.places import Seen
from bhxh_archive.errors import ActionError
from bhxh_archive.jobs import progress
from bhxh_archive.models import Job, User


def _package(package_id: int) -> Package:
    rows = Package.objects.select_related(
        "dossier__procedure", "dossier__receiving_office", "dossier__settling_office", "dossier__paper_office", "by"
    )
    return rows.get(pk=package_id)


def _counted(job: Job) -> Seen:
    """Tell the job how many different files have been opened."""
    paths: set[str] = set()

    def seen(path: str) -> None:
        if path not in paths:
            paths.add(path)
            progress(job, done=len(paths))

    return seen


def build_package(job: Job, *, package_id: int) -> None:
    """Build and check the package of a consolidated dossier."""
    package = _package(package_id)
    try:
        packing.build_package(package=package)
    except ActionError as error:
        packing.fail_package(package=package, problem=error.message)
        raise


def _building_failed(job: Job, *, package_id: int) -> None:
    packing.fail_package(package=_package(package_id), problem=job.note or "Không tạo được gói. Hãy thử lại.")


build_package.failed = _building_failed  # type: ignore[attr-defined]


def verify_transfer(job: Job, *, package_id: int) -> None:
    """Verify a transferred package."""
    accepting.verify_transfer(package=_package(package_id), seen=_counted(job))


def accept_transfer(job: Job, *, package_id: int, user_id: int) -> None:
    """Copy an accepted package to the permanent area and take it into the records."""
    by = User.objects.get(pk=user_id)
    accepting.accept_transfer(package=_package(package_id), by=by, step=lambda done: progress(job, done=done))


def clear_copy(job: Job, *, package_id: int) -> None:
    """Remove what a failed acceptance left in the permanent area."""
    accepting.clear_copy(package=_package(package_id))


def index_persons(job: Job, *, record_id: int) -> None:
    """Make the people of a record findable anew, those of an employer's list with them."""
    record = ArchiveRecord.objects.select_related("dossier").get(pk=record_id)
    if record.dossier:
        persons.index_persons(record, record.dossier)


def check_package(job: Job, *, package_id: int, user_id: int) -> None:
    """Verify a kept package anew."""
    checking.check_package(package=_package(package_id), by=User.objects.get(pk=user_id), seen=_counted(job))
