"""What does the sweeper look for in the watched folders, and what does a worker do with the files that lie at rest?

A device writes while we look. So a file is taken once its size and time stayed the same between two looks; its bytes
are stored and hashed first, then it becomes a stack, and once that is judged the file is moved out of the way.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import IO, Final

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotValid
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Job, StoredFile
from intake.actions.devices.watching import take_watched
from intake.actions.page_desk.uploads import take_bytes
from intake.models import Upload, WatchedFile, WatchedFolder
from intake.queries.watching import judged
from intake.scanning.folder import REFUSED, TAKEN, Folder, FolderTrouble, Look, Seen, called_away, same
from intake.scanning.line import CHUNK

AT_REST: Final = timedelta(seconds=4)
EMPTY_AT_REST: Final = timedelta(minutes=1)
"""Devices begin with an empty file and fill it later."""
AGAIN_AFTER: Final = timedelta(minutes=1)
"""How long a folder with which a worker had trouble is left alone."""
OF_THE_WORKER: Final = ("unwritable", "keeper")
State = WatchedFile.State


def look_everywhere() -> int:
    """One look into every watched folder; how many of them have something for a worker."""
    return sum(look_into(folder) for folder in WatchedFolder.objects.filter(removed_at=None, bridge=None))


def look_into(folder: WatchedFolder) -> bool:
    """Write down what lies there; what is at rest is queued for a worker."""
    now = timezone.now()
    try:
        with _opened(folder) as there:
            found = there.look()
    except FolderTrouble as error:
        _note(folder, looked_at=now, trouble=error.code)
        return False
    _write_down(folder, found, now)
    _note(folder, looked_at=now, odd=found.odd, trouble=folder.trouble if folder.trouble in OF_THE_WORKER else "")
    if not _has_work(folder, now):
        return False
    enqueue("intake.device_tasks.take_in", key=f"take_in:{folder.pk}", lane=Job.Lane.SCAN, folder_id=folder.pk)
    return True


def _opened(folder: WatchedFolder) -> Folder:
    return Folder(settings.WATCHED_ROOT, folder.path)


def _note(folder: WatchedFolder, **facts: object) -> None:
    WatchedFolder.objects.filter(pk=folder.pk).update(**facts)


def _write_down(folder: WatchedFolder, found: Look, now: datetime) -> None:
    """New files, changed ones, and those that somebody took away before they were at rest."""
    known = {row.name: row for row in folder.files.filter(state__in=WatchedFile.LYING)}
    new = [_row(folder, seen, now) for seen in found.files if seen.name not in known]
    WatchedFile.objects.bulk_create(new, ignore_conflicts=True)
    for seen in found.files:
        row = known.get(seen.name)
        if row and row.state == State.SEEN and row.seen != seen:
            WatchedFile.objects.filter(pk=row.pk, state=State.SEEN).update(
                size=seen.size, mtime_ns=seen.mtime_ns, since=now
            )
    gone = set(known) - {seen.name for seen in found.files}
    folder.files.filter(name__in=gone, state=State.SEEN).delete()


def _row(folder: WatchedFolder, seen: Seen, now: datetime) -> WatchedFile:
    return WatchedFile(folder=folder, name=seen.name, size=seen.size, mtime_ns=seen.mtime_ns, since=now)


def _has_work(folder: WatchedFolder, now: datetime) -> bool:
    if folder.trouble in OF_THE_WORKER and folder.tried_at and folder.tried_at > now - AGAIN_AFTER:
        return False
    return folder.files.filter(_at_rest(now)).exists() or judged(folder).exists()


def _at_rest(now: datetime) -> Q:
    filled, empty = Q(size__gt=0, since__lte=now - AT_REST), Q(size=0, since__lte=now - EMPTY_AT_REST)
    return Q(state=State.SEEN) & (filled | empty)


def take_in(folder: WatchedFolder) -> None:
    """Take what is at rest, and move away what is judged; safe to run twice and to be killed anywhere."""
    now = timezone.now()
    _note(folder, tried_at=now)
    try:
        with _opened(folder) as there:
            for row in folder.files.filter(_at_rest(now)).order_by("pk"):
                _take(there, folder, row)
            for row in judged(folder):
                _put_away(there, row)
    except FolderTrouble as error:
        _note(folder, trouble=error.code)
    except NotAllowed:
        _note(folder, trouble="keeper")
    else:
        _note(folder, trouble="")


def _take(there: Folder, folder: WatchedFolder, row: WatchedFile) -> None:
    try:
        stored = _stored(there, row.seen)
    except NotValid as refused:
        return _refuse(there, row, refused.message)
    if stored is None:  # it changed while it was read: the next look sees it anew
        return None
    try:
        take_watched(file=row, stored=stored, by=folder.keeper)
    except NotAllowed:
        storage.forget(stored)
        raise


def _refuse(there: Folder, row: WatchedFile, why: str) -> None:
    """Say why before the file is gone from sight; one that can't be moved away is seen anew."""
    _end(row, State.REFUSED, why)
    try:
        there.put_away(row.name, REFUSED, called_away(row.pk, row.name))
    except FolderTrouble:
        WatchedFile.objects.filter(pk=row.pk).delete()
        raise


def _stored(there: Folder, seen: Seen) -> StoredFile | None:
    with there.reading(seen) as file:
        if file is None:
            return None
        stored = take_bytes(_chunks(file))
        if same(file, seen):
            return stored
    storage.forget(stored)
    return None


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.read(CHUNK), b"")


def _put_away(there: Folder, row: WatchedFile) -> None:
    """Out of the way, unless another file lies there under the same name by now."""
    assert row.batch
    refused = row.batch.upload.state == Upload.State.REFUSED
    if there.is_there(row.seen):
        there.put_away(row.name, REFUSED if refused else TAKEN, called_away(row.pk, row.name))
    _end(row, State.REFUSED if refused else State.DONE, row.batch.upload.message if refused else row.note)


def _end(row: WatchedFile, state: State, note: str) -> None:
    WatchedFile.objects.filter(pk=row.pk).update(state=state, note=note[:500], ended_at=timezone.now())
