"""What does a bridge do when it calls home: tell of its scanners, take up a scan, bring its files, say how it ended?

What it brings is taken in by the same actions as what the server's own workers bring, for the clerk who asked for it.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import StoredFile
from intake.actions.devices.watching import take_watched
from intake.actions.page_desk.uploads import take_bytes
from intake.devices.carrying_out import BROKEN_OFF, end, keep
from intake.models import Bridge, Scanner, ScanRun, WatchedFile, WatchedFolder
from intake.models.bridges import TWICE
from intake.queries.bridges import runs_of, silent_runs
from intake.scanning.delivered import Delivered
from intake.scanning.report import Reported
from intake.scanning.trouble import SENTENCES

WAITED: Final = timedelta(seconds=60)
UNHEARD: Final = timedelta(minutes=2)
"""How long a bridge may be cut off in the middle of a scan before it is given up."""
NOT_THERE: Final = "Cầu nối không gọi về nên chưa quét được. Hãy xem máy chạy cầu nối đã bật và còn nối mạng."
CUT_OFF: Final = "Cầu nối mất liên lạc giữa lượt quét. Hãy xếp lại các trang chưa nhận rồi quét tiếp."
SHUT_OUT: Final = "Cầu nối của máy quét này đã bị thu hồi khóa nên lượt quét dừng. Hãy quét bằng máy khác."
OVER: Final = "Lượt quét này đã kết thúc, không nhận thêm trang."
DAMAGED: Final = "Nội dung tệp không khớp mã băm đã báo: tệp bị hỏng trên đường truyền. Gửi lại."
TAKEN_UP: Final = "Lượt quét này đã được nhận rồi."
log = logging.getLogger(__name__)


def seen(bridge: Bridge, *, forwards: bool) -> None:
    """It has called; `forwards`: it watches a folder as well."""
    now = timezone.now()
    Bridge.objects.filter(pk=bridge.pk).update(seen_at=now)
    if forwards:
        WatchedFolder.objects.filter(bridge=bridge).update(looked_at=now)


@transaction.atomic
def report(bridge: Bridge, scanners: Iterable[Reported]) -> None:
    """Write down how its scanners stand. One that nobody knows is a proposal, as if it had been found by the server."""
    now = timezone.now()
    for told in scanners:
        place = told.place
        facts = {"host": place.host, "condition": told.condition, "feeder": told.feeder, "seen_at": now}
        if told.able:
            facts["capabilities"] = told.able.as_json()
        address = {"bridge": bridge, "address": place.address, "port": place.port, "base": place.base}
        if not Scanner.objects.filter(removed_at=None, **address).update(**facts):
            Scanner.objects.create(office=bridge.office, name=told.name, proposed=True, **address, **facts)
    Bridge.objects.filter(pk=bridge.pk).update(reported_at=now)


def next_run(bridge: Bridge) -> ScanRun | None:
    """The oldest scan that waits for one of its confirmed scanners."""
    confirmed = runs_of(bridge).filter(scanner__removed_at=None).exclude(scanner__confirmed_at=None)
    return confirmed.filter(state=ScanRun.State.WAITING, stop_asked_at=None).first()


def claim(bridge: Bridge, run_id: int, word: str) -> ScanRun:
    """Take a scan up, once; who asks again with the same word is told so again. Raises NotNow for anybody else."""
    now = timezone.now()
    waiting = runs_of(bridge).filter(pk=run_id, state=ScanRun.State.WAITING, stop_asked_at=None)
    ScanRun.objects.filter(pk__in=waiting.values("pk")).update(state=ScanRun.State.SCANNING, claim=word, heard_at=now)
    run = runs_of(bridge).get(pk=run_id)
    if run.state != ScanRun.State.SCANNING or run.claim != word:
        raise NotNow(TAKEN_UP)
    return run


def mine(bridge: Bridge, run_id: int, word: str) -> ScanRun:
    """The scan that this bridge took up with this word. Raises ScanRun.DoesNotExist, and NotNow when it is over."""
    run = runs_of(bridge).get(pk=run_id)
    if run.state != ScanRun.State.SCANNING or run.claim != word:
        raise NotNow(_tell_twice(run) if run.claim == word and run.message in (BROKEN_OFF, TWICE) else OVER)
    ScanRun.objects.filter(pk=run.pk).update(heard_at=timezone.now())
    return run


def _tell_twice(run: ScanRun) -> str:
    """Whoever took it up is still at it: a second program ended it by asking for work with the same key."""
    log.warning("bridge %s: two programs run with one key", run.scanner.bridge_id)
    ScanRun.objects.filter(pk=run.pk).update(message=TWICE)
    return TWICE


def bring(run: ScanRun, file: Delivered, digest: str) -> bool:
    """Take one file of a scan in; False when that number had come already. Raises NotNow when other bytes had."""
    came = run.came.filter(number=file.number).first()
    if came and came.digest != digest:
        raise NotNow(f"Tệp {file.number} của lượt quét này đã nhận với nội dung khác.")
    if came:
        return False
    keep(run, file)
    return True


def finish(run: ScanRun, code: str) -> None:
    """How the scan ended: "" is well, otherwise a code of Trouble; its sentence is what the clerk reads."""
    if code == "cancelled":
        end(run, ScanRun.State.STOPPED, SENTENCES[code])
    elif code:
        end(run, ScanRun.State.FAILED, SENTENCES[code])
    else:
        end(run, ScanRun.State.DONE)


def lost(bridge: Bridge) -> None:
    """End what a bridge had taken up and knows no more, having been started anew: the paper has moved on."""
    for run in runs_of(bridge).filter(state=ScanRun.State.SCANNING):
        end(run, ScanRun.State.FAILED, BROKEN_OFF)


def give_up_silent() -> int:
    """End the scans whose bridge is silent; how many these were."""
    now = timezone.now()
    runs = list(silent_runs(now - WAITED, now - UNHEARD))
    for run in runs:
        if run.stop_asked_at:
            end(run, ScanRun.State.STOPPED, SENTENCES["cancelled"] if run.stop_asked_by_id else SHUT_OUT)
        else:
            end(run, ScanRun.State.FAILED, CUT_OFF if run.state == ScanRun.State.SCANNING else NOT_THERE)
    return len(runs)


def forward(bridge: Bridge, name: str, digest: str, chunks: Iterable[bytes]) -> WatchedFile:
    """A file of the folder that the bridge watches, as a stack; sent again, it is taken once.

    Raises NotNow while nobody answers for the folder or when the bytes are not those of the digest, NotValid for a
    file that is not taken.
    """
    folder = WatchedFolder.objects.select_related("office", "keeper").get(bridge=bridge, removed_at=None)
    taken = folder.files.filter(digest=digest, name=name, state=WatchedFile.State.DONE)
    if known := taken.first():
        return known
    stored = _stored(folder, name, digest, chunks)
    try:
        return _lay(folder, name, stored)
    except NotAllowed as error:
        storage.forget(stored)
        WatchedFolder.objects.filter(pk=folder.pk).update(trouble="keeper")
        raise NotNow(error.message) from error


def _stored(folder: WatchedFolder, name: str, digest: str, chunks: Iterable[bytes]) -> StoredFile:
    try:
        stored = take_bytes(chunks)
    except NotValid as refused:
        _note(folder, name, WatchedFile.State.REFUSED, note=refused.message, ended_at=timezone.now())
        raise
    if stored.digest != digest:
        storage.forget(stored)
        raise NotNow(DAMAGED)
    return stored


@transaction.atomic
def _lay(folder: WatchedFolder, name: str, stored: StoredFile) -> WatchedFile:
    row = _note(folder, name, WatchedFile.State.SEEN, size=stored.size)
    row = take_watched(file=row, stored=stored, by=folder.keeper)
    row.state, row.ended_at = WatchedFile.State.DONE, timezone.now()
    row.save(update_fields=["state", "ended_at"])
    WatchedFolder.objects.filter(pk=folder.pk).update(trouble="")
    return row


def _note(folder: WatchedFolder, name: str, state: str, *, size: int = 0, **facts: Any) -> WatchedFile:
    given = {"size": size, "mtime_ns": 0, "since": timezone.now()}
    return WatchedFile.objects.create(folder=folder, name=name, state=state, **given, **facts)
