"""What does every test of the archive start from: a dossier that was packed, transferred, archived?"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from archive.actions import accepting, packing
from archive.models import ArchiveRecord, Package
from bhxh_archive import storage
from intake.actions.dossier import components
from intake.actions.page_desk import uploads
from intake.models import Dossier
from intake.queries import components_of
from tests.room import Road

ON_PAPER: dict[str, Any] = {"number": "12/QĐ-CT", "issued_on": date(2026, 4, 28), "issuer": "Công ty Mẫu"}
"""What stands on the scanned paper of the mixed road; nobody wrote down what stands on the other."""


class MixedRoad(Road):
    """A road on which one paper arrives as a signed file (bản điện tử gốc), the other is scanned."""

    original: bytes

    def scan(self) -> None:
        birth = components_of(self.dossier).get(type__code="14-HSB")
        send = partial(
            uploads.receive_upload, dossier=self.dossier, name="ban-dien-tu.pdf", by=self.user("tiepnhan"),
            chunks=[self.original], component=birth,
        )  # fmt: skip
        self.run_jobs(send)
        super().scan()
        decision = components_of(self.dossier).get(type__code="12-HSB")
        components.describe_component(dossier=self.dossier, component=decision, by=self.user("tiepnhan"), **ON_PAPER)


class ArchiveRoad:
    """Takes a consolidated dossier on to the archive."""

    def __init__(self, road: Road) -> None:
        self.road = road

    @property
    def dossier(self) -> Dossier:
        return self.road.fresh()

    @property
    def package(self) -> Package:
        package = self.dossier.packages.order_by("-built_at").first()
        assert package
        return package

    def build(self) -> Package:
        clerk = self.road.user("tiepnhan")
        self.road.run_jobs(lambda: packing.request_package(dossier=self.dossier, by=clerk))
        return self.package

    def hand_over(self) -> None:
        """Transfer; the archive's own verification is queued, not run."""
        packing.transfer(dossier=self.dossier, by=self.road.user("tiepnhan"))

    def transfer(self) -> Package:
        self.road.run_jobs(self.hand_over)
        return self.package

    def accept(self) -> ArchiveRecord:
        archivist = self.road.user("luutru")
        self.road.run_jobs(lambda: accepting.request_acceptance(dossier=self.dossier, by=archivist))
        return self.record

    @property
    def record(self) -> ArchiveRecord:
        return ArchiveRecord.objects.get(dossier=self.dossier)

    def all_the_way(self) -> ArchiveRecord:
        self.build()
        self.transfer()
        return self.accept()


def flip_a_byte(folder: Path, part: str) -> Path:
    """Damage the middle of the first file below the folder whose path contains the words; returns the file."""
    path = next(path for path in sorted(folder.rglob("*")) if path.is_file() and part in str(path))
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(content)
    return path


def kept_keys() -> list[str]:
    """Everything that lies in the permanent area."""
    return [entry.key for entry in storage.permanent().list("")]
