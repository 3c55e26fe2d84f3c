"""Which work of this room runs in the background? Thin: each handler says which step it is and is safe to run twice."""

from __future__ import annotations

from archive.actions import accepting, packing
from archive.models import Package
from bhxh_archive.errors import ActionError
from bhxh_archive.models import Job, User


def _package(package_id: int) -> Package:
    rows = Package.objects.select_related(
        "dossier__procedure", "dossier__receiving_office", "dossier__settling_office", "dossier__paper_office", "by"
    )
    return rows.get(pk=package_id)


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
    accepting.verify_transfer(package=_package(package_id))


def accept_transfer(job: Job, *, package_id: int, user_id: int) -> None:
    """Copy an accepted package to the permanent area and take it into the records."""
    accepting.accept_transfer(package=_package(package_id), by=User.objects.get(pk=user_id))
