"""How are objects kept safely in a directory of this machine?

``data/<key>`` holds the bytes, readable without this program; ``retention/`` the dates; ``incoming/`` what is not
yet acknowledged. An object appears by one hard link of a finished, flushed file: whole or not at all, and the first
of several writers wins, whichever process they are in.
"""

import contextlib
import errno
import fcntl
import functools
import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from bhxh_archive.stores.base import (
    CHUNK,
    Capabilities,
    Entry,
    Head,
    Source,
    Stored,
    check_digest,
    check_key,
    check_prefix,
    check_range,
    whole_second,
)
from bhxh_archive.stores.durable import link_durably, make_directories, remove_durably, replace_durably
from bhxh_archive.stores.errors import BadRange, KeyTaken, NotFound, Retained, StoreUnavailable, Unsupported
from bhxh_archive.stores.faults import storage_faults
from bhxh_archive.stores.probe import probe
from bhxh_archive.stores.retention import RetentionDates
from bhxh_archive.stores.spool import Spooled, as_spooled, chunks_of, spool
from bhxh_archive.stores.unguarded_files import UnguardedFiles

_NO_LINK_HERE = {errno.EXDEV, errno.EMLINK}
_NO_LINKS_AT_ALL = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS}


class FilesystemStore:
    """A ``Store`` in one directory of one file system with hard links."""

    def __init__(self, root: Path) -> None:
        """Open the store under ``root``, making its directories. Raises StoreUnavailable."""
        self._data = root / "data"
        self._retention = RetentionDates(root / "retention")
        self._lock = root / "lock"
        self.spool_directory = root / "incoming"
        try:
            make_directories(self._data)
            make_directories(self.spool_directory)
        except OSError as fault:
            raise StoreUnavailable(f"{root}: {fault.strerror}") from fault

    @functools.cached_property
    def capabilities(self) -> Capabilities:
        """What a probe found, at first use."""
        return probe(self)

    def put_once(
        self, key: str, source: Source, *, sha256: str | None = None, retain_until: datetime | None = None
    ) -> Stored:
        """Store the bytes durably under a new key, or find the same bytes there; see ``Store.put_once``."""
        path, until = self._path(key), retain_until and whole_second(retain_until)
        with storage_faults(key), self._ours(source) as received:
            check_digest(received.sha256, sha256)
            with self._locked() if until else contextlib.nullcontext():
                created = self._link(received, path, key)
                if until:
                    self._retention.extend(key, until)
        return Stored(key, received.sha256, received.size, created)

    def mend(self, key: str, source: Source, *, sha256: str) -> Stored:
        """Replace what does not have the digest by what has it, by one rename; see ``Store.mend``."""
        path = self._path(key)
        with storage_faults(key), self._copied(source) as received, self._locked():
            check_digest(received.sha256, sha256)
            if path.exists() and self._digest_there(path, key) == sha256:
                return Stored(key, sha256, received.size, created=False)
            self._refuse_retained(key)
            replace_durably(received.path, path)
        return Stored(key, sha256, received.size, created=True)

    def open(self, key: str) -> BinaryIO:
        """Open for reading. Raises NotFound."""
        try:
            with storage_faults(key):
                return self._path(key).open("rb")
        except (FileNotFoundError, NotADirectoryError, IsADirectoryError) as absent:
            raise NotFound(key) from absent

    def open_range(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """Yield ``length`` bytes from ``start``. Raises NotFound, BadRange."""
        check_range(start, length)
        file = self.open(key)
        if length and start >= os.fstat(file.fileno()).st_size:
            file.close()
            raise BadRange(f"{key} has no byte {start}")
        return _read(file, start, length)

    def head(self, key: str) -> Head | None:
        """Return size and retention; a directory keeps no digests, so ``sha256`` is None."""
        path = self._path(key)
        with storage_faults(key):
            if not path.is_file():
                return None
            return Head(path.stat().st_size, None, self._retention.until(key))

    def list(self, prefix: str = "") -> Iterator[Entry]:
        """Yield the objects under a key prefix, in order of key."""
        check_prefix(prefix)
        folder = prefix.rpartition("/")[0]
        with storage_faults(prefix):
            yield from _walk(self._data / folder, f"{folder}/" if folder else "", prefix)

    def delete(self, key: str) -> None:
        """Remove for good. Raises Retained."""
        path = self._path(key)
        with storage_faults(key), self._locked():
            self._refuse_retained(key)
            remove_durably(path)
            self._retention.forget(key)

    def set_retention(self, key: str, until: datetime) -> None:
        """Keep the object at least until then. Raises NotFound."""
        with storage_faults(key), self._locked():
            if not self._path(key).is_file():
                raise NotFound(key)
            self._retention.extend(key, whole_second(until))

    def unguarded(self) -> UnguardedFiles:
        """Give a probe the bare directory under the probe prefix."""
        return UnguardedFiles(self._data, self.spool_directory, self._retention)

    def sweep(self, older_than: timedelta = timedelta(days=1)) -> int:
        """Remove what crashed or forgotten receipts left in ``incoming/``; return how many files."""
        oldest, swept = time.time() - older_than.total_seconds(), 0
        for left in self.spool_directory.iterdir():
            with contextlib.suppress(FileNotFoundError):  # its receiver was alive after all and finished
                if left.stat().st_ctime <= oldest:
                    left.unlink()
                    swept += 1
        return swept

    def _path(self, key: str) -> Path:
        return self._data / check_key(key)

    @contextlib.contextmanager
    def _ours(self, source: Source) -> Iterator[Spooled]:
        """Yield a file that nobody else can change: a foreign one is copied."""
        with contextlib.ExitStack() as opened:
            if isinstance(source, Spooled) and not source.ours:
                source = source.path
            if isinstance(source, Path):
                source = opened.enter_context(source.open("rb"))
            yield opened.enter_context(as_spooled(source, self.spool_directory))

    def _link(self, received: Spooled, path: Path, key: str) -> bool:
        """Make the object appear; False when the same bytes were there."""
        try:
            link_durably(received.path, path)
        except (FileExistsError, NotADirectoryError):
            self._same_or_taken(received, path, key)
            return False
        except OSError as refused:
            if refused.errno in _NO_LINKS_AT_ALL:
                raise Unsupported("this file system has no hard links") from refused
            if refused.errno not in _NO_LINK_HERE:
                raise
            return self._copy_and_link(received, path, key)
        return True

    def _copy_and_link(self, received: Spooled, path: Path, key: str) -> bool:
        with self._copied(received) as copy:
            check_digest(copy.sha256, received.sha256)
            return self._link(copy, path, key)

    @contextlib.contextmanager
    def _copied(self, source: Source) -> Iterator[Spooled]:
        """Yield a new file on the store's own file system that has no other name."""
        with (
            as_spooled(source, self.spool_directory) as received,
            received.path.open("rb") as file,
            spool(chunks_of(file), self.spool_directory) as copy,
        ):
            yield copy

    def _same_or_taken(self, received: Spooled, path: Path, key: str) -> None:
        if self._digest_there(path, key) != received.sha256:
            raise KeyTaken(f"other bytes are stored under {key}")

    def _digest_there(self, path: Path, key: str) -> str:
        if not path.is_file():
            raise KeyTaken(f"{key} is, or passes through, another object's path")
        with as_spooled(path, self.spool_directory) as there:
            return there.sha256

    def _refuse_retained(self, key: str) -> None:
        until = self._retention.until(key)
        if until and until > datetime.now(UTC):
            raise Retained(f"{key} is retained until {until.isoformat()}")

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """Let retention and deletion happen one after the other, in all processes."""
        with self._lock.open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield


def _read(file: BinaryIO, start: int, length: int) -> Iterator[bytes]:
    with file:
        file.seek(start)
        while length and (chunk := file.read(min(CHUNK, length))):
            length -= len(chunk)
            yield chunk


def _walk(folder: Path, above: str, prefix: str) -> Iterator[Entry]:
    """Yield a directory's objects in the order of whole keys, where a folder sorts as its name with a slash."""
    try:
        with os.scandir(folder) as found:
            members = sorted((item.name + "/" * item.is_dir(), item) for item in found)
    except (FileNotFoundError, NotADirectoryError):
        return
    for name, item in members:
        key = above + name
        if name.endswith("/") and (key.startswith(prefix) or prefix.startswith(key)):
            yield from _walk(Path(item.path), key, prefix)
        elif key.startswith(prefix) and not name.endswith("/"):
            yield Entry(key, item.stat().st_size)
