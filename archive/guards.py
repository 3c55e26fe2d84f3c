"""Which conditions of this room must hold before the map lets a dossier move, and what follows from a move?"""

from __future__ import annotations

from typing import Any

from archive.models import Package
from bhxh_archive.errors import NotNow
from bhxh_archive.lifecycle import follows, needs
from intake.models import Dossier


@needs("transfer")
def package_is_built(dossier: Dossier, *, package: Package | None = None, **_: Any) -> None:
    """A package of this dossier was built and found valid."""
    if package is None or package.dossier_id != dossier.pk or package.state != Package.State.BUILT:
        raise NotNow("Chưa có gói lưu trữ đã kiểm tra. Hãy tạo gói rồi chuyển.")


@needs("accept_transfer")
def package_was_verified(dossier: Dossier, *, package: Package | None = None, **_: Any) -> None:
    """The archive itself verified the package and found it valid."""
    if package is None or package.dossier_id != dossier.pk or package.state != Package.State.TRANSFERRED:
        raise NotNow("Hồ sơ không có gói nào đang chờ tiếp nhận.")
    if package.verified is None:
        raise NotNow("Gói đang được kiểm tra, hãy chờ một chút.")
    if not package.verified:
        raise NotNow(_NOT_VALID if _has_errors(package) else _NOT_SURE)


_NOT_VALID = "Gói không đạt kiểm tra nên không tiếp nhận được. Hãy trả lại kèm lý do."
_NOT_SURE = "Gói chưa kiểm tra được hết nên chưa tiếp nhận được. Hãy bấm «Kiểm tra lại gói»."


def _has_errors(package: Package) -> bool:
    return any(found["severity"] == "error" for found in package.report.get("findings", []))


@follows("rework")
def package_is_outdated(dossier: Dossier, **_: Any) -> None:
    """What is opened again gets a new package."""
    live = [Package.State.BUILDING, Package.State.BUILT]
    dossier.packages.filter(state__in=live).update(state=Package.State.SUPERSEDED)
