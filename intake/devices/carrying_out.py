"""What does a worker do to carry out one scan, and what is told when it breaks off?

Every file is stored and hashed the moment it has come: into a dossier by the same action as an upload, without one as
a file of the stack that it is going to be. A worker that dies takes none
of them along; its successor finds the scan begun, begins nothing anew (the paper has moved on), says how far it came.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from bhxh_archive.errors import ActionError
from intake.actions.devices.scanning import note_end
from intake.actions.page_desk.uploads import receive_upload
from intake.actions.stacks.diverting_scans import ask_to_look
from intake.actions.stacks.scan_files import ask_to_bind, keep_scan_file, note_sent
from intake.devices.asking_scanners import device_of, remember, remember_away
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
            keep(run, file)
        tell(file.number)
    remember(run.scanner, able, device.status())


def _wanted(run: ScanRun) -> bool:
    return not ScanRun.objects.filter(pk=run.pk, stop_asked_at__isnull=False).exists()


def _begun(run: ScanRun, path: str) -> None:
    ScanRun.objects.filter(pk=run.pk).update(job_path=path)


def keep(run: ScanRun, file: Delivered) -> None:
    """Store one file of a scan where it belongs, and count it."""
    into = _into_dossier if run.dossier else _into_tray
    new, doubled = into(run, file)
    # Two white backs may be the same bytes: the second is no upload of its own, and the clerk is told.
    ScanRun.objects.filter(pk=run.pk).update(files=F("files") + int(new), doubled=F("doubled") + int(doubled))


def _into_dossier(run: ScanRun, file: Delivered) -> tuple[bool, bool]:
    """Whether it is one more file, and whether its bytes lay in the dossier already."""
    assert run.dossier
    name = f"{run.file_prefix}{file.number:04d}{file.suffix}"
    received = receive_upload(
        dossier=run.dossier, name=name, chunks=_chunks(file), by=run.by,
        component=run.component, priority=AS_THEY_COME, sending=run.sending,
    )  # fmt: skip
    known = received.known and received.upload.name != name
    return not run.scanner.bridge_id or note_sent(run, file, received.upload.digest), known


def _into_tray(run: ScanRun, file: Delivered) -> tuple[bool, bool]:
    """In a stack every page counts, also one that is like another."""
    new = keep_scan_file(run=run, number=file.number, media_type=file.media_type, chunks=_chunks(file))
    return new, False


def _chunks(file: Delivered) -> Iterator[bytes]:
    return iter(lambda: file.content.read(CHUNK), b"")


@transaction.atomic
def end(run: ScanRun, state: str, message: str = "") -> None:
    """Write down how a scan ended, once; what came for the tray becomes a stack, and what came into a dossier is looked
    through for sheets that would make it one."""
    ended = ScanRun.objects.filter(pk=run.pk, state__in=ScanRun.OPEN).update(
        state=state, message=message, ended_at=timezone.now()
    )
    if ended:
        note_end(run)
        ask_to_bind(run)
        ask_to_look(run)
