"""Where do bytes go, and how does a row get hold of them again?

The working area is content-addressed by SHA-256; the permanent area has paths readable without the program.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from functools import lru_cache, partial
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from shutil import rmtree
from tempfile import TemporaryDirectory
from typing import BinaryIO, Final

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from bhxh_archive.errors import Damaged
from bhxh_archive.models import StoredFile
from bhxh_archive.stores import open_store
from bhxh_archive.stores.base import Source, Store
from bhxh_archive.stores.content import content_key, put_content
from bhxh_archive.stores.errors import BadRange, NotFound
from bhxh_archive.stores.filesystem import FilesystemStore
from bhxh_archive.stores.spool import as_spooled

LEFT_LYING: Final = timedelta(days=1)
AT_ONCE: Final = 8 << 20
"""Up to so many bytes a file is read into memory before it is handed out."""

log = logging.getLogger(__name__)


@lru_cache(maxsize=8)
def _store(url: str) -> Store:
    return open_store(url, access_key=settings.STORE_ACCESS_KEY or None, secret_key=settings.STORE_SECRET_KEY or None)


def working() -> Store:
    """The store of everything in progress."""
    return _store(settings.WORKING_STORE_URL)


def permanent() -> Store:
    """The store of accepted packages."""
    return _store(settings.PERMANENT_STORE_URL)


def keep(source: Source, media_type: str) -> StoredFile:
    """Store bytes once, durably, before anything refers to them; the same content gives the same row."""
    store = working()
    with as_spooled(source, store.spool_directory) as received, transaction.atomic():
        _lock(received.sha256, shared=True)
        stored = put_content(store, received)
        row, _ = StoredFile.objects.get_or_create(
            digest=stored.sha256, defaults={"size": stored.size, "media_type": media_type}
        )
        _note_sound(row)
    return row


def _lock(digest: str, *, shared: bool) -> None:
    """Until the end of the transaction: many may store the same content, while one removes it nobody may."""
    function = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [f"content:{digest}"])


def keep_bytes(content: bytes, media_type: str) -> StoredFile:
    """`keep` for content that is in memory already (pages, drafts, signed files)."""
    return keep(BytesIO(content), media_type)


def open_file(row: StoredFile) -> BinaryIO:
    """The stored bytes as a stream; the caller closes it."""
    return working().open(content_key(row.digest))


def read_file(row: StoredFile) -> bytes:
    """The stored bytes whole; for pages and result documents, never for uploads of unknown size.

    Raises Damaged where they are gone or no longer those of the digest.
    """
    try:
        with open_file(row) as stream:
            content = stream.read()
    except NotFound as gone:
        raise _damaged(row) from gone
    if sha256(content).hexdigest() != row.digest:
        raise _damaged(row)
    _note_sound(row)
    return content


def read_as_is(row: StoredFile) -> bytes:
    """Whatever lies in the store in place of the file, for who finds out what is wrong with it; b"" for nothing."""
    try:
        with open_file(row) as stream:
            return stream.read()
    except NotFound:
        return b""


def is_whole(row: StoredFile) -> bool:
    """Whether the store holds exactly the bytes of the digest; reads them all."""
    try:
        for _ in stream_range(row):
            pass
    except Damaged:
        return False
    return True


def stream_whole(row: StoredFile) -> Iterator[bytes]:
    """Chunks of the stored bytes for a streaming answer, after their digest was verified: raises Damaged before the
    first byte. What is larger than `AT_ONCE` is read twice."""
    if row.size <= AT_ONCE:
        return iter((read_file(row),))
    if not is_whole(row):
        raise Damaged
    return stream_range(row)


def stream_range(row: StoredFile, start: int = 0, length: int | None = None) -> Iterator[bytes]:
    """Chunks of the stored bytes. Of the whole file the digest is verified on the way: raises Damaged after the last
    one, so that who copies it has nothing to go on with."""
    key, whole = content_key(row.digest), start == 0 and length is None
    try:
        wanted = row.size - start + (whole and row.size > 0) if length is None else length  # one more: none is added
        chunks = working().open_range(key, start, wanted)
    except (NotFound, BadRange) as gone:
        raise (_damaged(row) if whole else gone) from gone
    return _vouched(row, chunks) if whole else chunks


def _vouched(row: StoredFile, chunks: Iterator[bytes]) -> Iterator[bytes]:
    seen = sha256()
    for chunk in chunks:
        seen.update(chunk)
        yield chunk
    if seen.hexdigest() != row.digest:
        raise _damaged(row)
    _note_sound(row)


def _damaged(row: StoredFile) -> Damaged:
    log.error("stored bytes are gone or not those of their digest", extra={"file": row.pk, "digest": row.digest})
    row.broken_at = row.broken_at or timezone.now()
    StoredFile.objects.filter(pk=row.pk, broken_at=None).update(broken_at=row.broken_at)
    return Damaged()


def _note_sound(row: StoredFile) -> None:
    """What was found broken was restored, or drawn anew."""
    if row.broken_at:
        log.warning("stored bytes are those of their digest again", extra={"file": row.pk, "digest": row.digest})
        row.broken_at, row.repaired_at = None, timezone.now()
        StoredFile.objects.filter(pk=row.pk).update(broken_at=None, repaired_at=row.repaired_at)


def forget(row: StoredFile) -> None:
    """Remove content that nothing refers to any more; a row that is still used is kept."""
    digest = row.digest
    try:
        with transaction.atomic():
            row.delete()
    except (ProtectedError, IntegrityError):  # used already, or since we looked
        return
    transaction.on_commit(partial(_remove_bytes, digest))


def _remove_bytes(digest: str) -> None:
    """The row went first: a crash in between leaves bytes without a row, never a row without bytes."""
    with transaction.atomic():
        _lock(digest, shared=False)
        if not StoredFile.objects.filter(digest=digest).exists():
            working().delete(content_key(digest))


def sweep(older_than: timedelta = LEFT_LYING) -> int:
    """Remove what crashed uploads and killed workers left on this machine; returns how many things that were."""
    stores = {id(store): store for store in (working(), permanent())}
    spooled = sum(store.sweep(older_than) for store in stores.values() if isinstance(store, FilesystemStore))
    return spooled + _sweep_scratch(older_than)


def _sweep_scratch(older_than: timedelta) -> int:
    oldest, swept = time.time() - older_than.total_seconds(), 0
    for left in scratch_root().iterdir():
        with suppress(FileNotFoundError):  # its owner was alive after all
            if left.stat().st_mtime <= oldest:
                rmtree(left) if left.is_dir() else left.unlink()
                swept += 1
    return swept


def scratch_root() -> Path:
    """Where everything lies that may go at any time; `sweep` clears it."""
    root: Path = settings.VAR_DIR / "tmp"
    root.mkdir(parents=True, exist_ok=True)
    return root


@contextmanager
def scratch(purpose: str) -> Iterator[Path]:
    """A folder for as long as the block runs; what a killed process leaves in it, `sweep` removes a day later."""
    with TemporaryDirectory(dir=scratch_root(), prefix=f"{purpose}-") as folder:
        yield Path(folder)


@contextmanager
def local_copy(row: StoredFile) -> Iterator[Path]:
    """A path on this machine with the stored bytes, for libraries that want a file."""
    with scratch("copy") as folder:
        path = folder / row.digest
        write_to(row, path)
        yield path


def write_to(row: StoredFile, path: Path) -> None:
    """Write the stored bytes into a new file of this machine. Raises Damaged."""
    with path.open("wb") as copy:
        copy.writelines(stream_range(row))
