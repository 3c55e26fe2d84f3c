"""Which scanner, scan, watched folder and bridge stand for those in an address?"""

from __future__ import annotations

from typing import Any

from intake.models import Bridge, Dossier, ScanFile, Scanner, ScanRun, Upload, WatchedFolder


def of_scanners(dossier: Dossier) -> dict[str, int]:
    """A scanner of the receiving office that was found in the network, and two scans that are over."""
    scanner = Scanner.objects.create(
        office=dossier.receiving_office, name="Máy quầy 1", host="10.9.8.7", port=80, base="/eSCL", address="10.9.8.7"
    )
    facts = {"scanner": scanner, "by": dossier.created_by, "source": "feeder", "resolution": 200, "colour": "colour"}
    run = ScanRun.objects.create(dossier=dossier, state=ScanRun.State.DONE, **facts)
    folder = WatchedFolder.objects.create(
        office=dossier.receiving_office, path="quay-1", keeper=dossier.created_by, by=dossier.created_by
    )
    return {"scanner_pk": scanner.pk, "scan_pk": run.pk, "stack_scan_pk": _into_tray(dossier, facts),
            "folder_pk": folder.pk, "bridge_pk": _bridge(dossier)}  # fmt: skip


def _bridge(dossier: Dossier) -> int:
    """A bridge of the receiving office."""
    facts = {"office": dossier.receiving_office, "by": dossier.created_by}
    bridge = Bridge.objects.create(name="Máy quầy", key_digest="0" * 64, **facts)
    WatchedFolder.objects.create(path="~1", bridge=bridge, keeper=dossier.created_by, **facts)
    return bridge.pk


def _into_tray(dossier: Dossier, facts: dict[str, Any]) -> int:
    """A scan into the tray, of which one page can be seen."""
    run = ScanRun.objects.create(state=ScanRun.State.DONE, **facts)
    sent = Upload.objects.filter(folder=dossier.folder).first()
    ScanFile.objects.create(run=run, number=1, digest="0" * 64, size=1, thumb=sent.file if sent else None)
    return run.pk
