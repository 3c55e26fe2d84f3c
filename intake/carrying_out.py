"""What does a worker do to carry out one scan, and what is told when it breaks off?

Every file is stored and hashed the moment it has come, by the same action as an upload. A worker that dies takes none
of them along; its successor finds the scan begun, begins nothing anew (the paper has moved on), says how far it came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from bhxh_archive.errors import ActionError
from intake.actions.uploads import receive_upload
from intake.asking_scanners import device_of, remember, remember_away
from intake.models import ScanRun
from intake.queries import files_kept
from intake.scanning.delivered import Delivered
from intake.scanning.device import Device
from intake.scanning.line import CHUNK
from intake.scanning.scan import Bounds, scan
from intake.scanning.trouble import Trouble

BROKEN_OFF: Final = "Hệ thống dừng giữa lượt quét. Hãy xếp lại các trang chưa nhận rồi quét tiếp."
AWAY: Final = {"unreachable", "gone", "silent", "nonsense", "redirected"}
AS_THEY_COME: Final = 5
"""Each page is taken out before the next file is looked at, so that the clerk sees them come one by one."""
Tell = Callable[[int], None]


def carry_out(run: ScanRun, tell: Tell) -> None:
    """Scan, file by file, until the paper, the scanner or the clerk ends it."""
    if not _take_up(run):
        return
    try:
        _scan(run, device_of(run.scanner), tell)
    except Trouble as error:
        if error.code in AWAY:
            remember_away(run.scanner)
        end(run, ScanRun.State.STOPPED if error.code == "cancelled" else ScanRun.State.FAILED, error.message)
    except ActionError as refused:
        end(run, ScanRun.State.FAILED, refused.message)
    else:
        end(run, ScanRun.State.DONE)


def _take_up(run: ScanRun) -> bool:
    """Whether the scan is ours to begin; one that a dead worker had begun is ended here."""
    waiting = ScanRun.objects.filter(pk=run.pk, state=ScanRun.State.WAITING)
    if waiting.update(state=ScanRun.State.SCANNING):
        return True
    if run.open:
        break_off(run)
    return False


def break_off(run: ScanRun) -> None:
    """End a scan that nobody is at any more, and tell the scanner."""
    if not run.open:
        return
    if run.job_path:
        with suppress(Trouble):
            device_of(run.scanner).stop(run.job_path)
    ScanRun.objects.filter(pk=run.pk).update(files=files_kept(run))
    end(run, ScanRun.State.FAILED, BROKEN_OFF)


def _scan(run: ScanRun, device: Device, tell: Tell) -> None:
    able = device.capabilities()
    remember(run.scanner, able, device.status())
    bounds = Bounds(bytes=settings.MAX_UPLOAD_BYTES)
    files = scan(
        device, able, run.wish, wanted=lambda: _wanted(run), bounds=bounds, begun=lambda path: _begun(run, path)
    )
    for file in files:
        with file.content:
            _keep(run, file)
        tell(file.number)
    remember(run.scanner, able, device.status())


def _wanted(run: ScanRun) -> bool:
    return not ScanRun.objects.filter(pk=run.pk, stop_asked_at__isnull=False).exists()


def _begun(run: ScanRun, path: str) -> None:
    ScanRun.objects.filter(pk=run.pk).update(job_path=path)


def _keep(run: ScanRun, file: Delivered) -> None:
    received = receive_upload(
        dossier=run.dossier, name=f"{run.file_prefix}{file.number:04d}{file.suffix}", chunks=_chunks(file), by=run.by,
        component=run.component, priority=AS_THEY_COME,
    )  # fmt: skip
    # Two white backs may be the same bytes: the second is no upload of its own, and the clerk is told.
    ScanRun.objects.filter(pk=run.pk).update(files=F("files") + 1, doubled=F("doubled") + int(received.known))


def _chunks(file: Delivered) -> Iterator[bytes]:
    return iter(lambda: file.content.read(CHUNK), b"")


def end(run: ScanRun, state: str, message: str = "") -> None:
    """Write down how a scan ended, once."""
    ScanRun.objects.filter(pk=run.pk, state__in=ScanRun.OPEN).update(
        state=state, message=message, ended_at=timezone.now()
    )
