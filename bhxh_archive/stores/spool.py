"""How are an upload's bytes received to disk, hashed on the way?"""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Self

from bhxh_archive.stores.errors import TooLarge
from bhxh_archive.stores.faults import storage_faults

_CHUNK = 1 << 20
SPOOL_SUFFIX = ".part"


@dataclass(frozen=True)
class Spooled:
    """Bytes received into a file and hashed, waiting for their key.

    ``ours`` says that nobody else writes to the file and it is durable: a store may then link it instead of copying.
    """

    path: Path
    sha256: str
    size: int
    ours: bool = True

    def discard(self) -> None:
        """Remove the file if it is ours; an object it was linked into stays."""
        if self.ours:
            self.path.unlink(missing_ok=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.discard()


class Spool:
    """Receives chunk after chunk; ``finish`` gives the Spooled, ``discard`` leaves nothing behind."""

    def __init__(self, directory: Path, limit: int | None = None) -> None:
        """Open a new file in ``directory``, refusing more than ``limit`` bytes."""
        self._limit = limit
        self._digest = hashlib.sha256()
        self._size = 0
        with storage_faults(directory):
            directory.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(suffix=SPOOL_SUFFIX, dir=directory)
        self._path = Path(name)
        self._file = os.fdopen(descriptor, "wb", buffering=0)

    def write(self, chunk: bytes | memoryview) -> None:
        """Append a chunk. Raises TooLarge or StoreFull; then nothing is left behind."""
        self._size += len(chunk)
        try:
            if self._limit is not None and self._size > self._limit:
                raise TooLarge(f"more than {self._limit} bytes")
            with storage_faults(self._path):
                _write_all(self._file.fileno(), chunk)
        except BaseException:  # whatever stopped us, also Ctrl-C: no half file stays
            self.discard()
            raise
        self._digest.update(chunk)

    def finish(self) -> Spooled:
        """Make the bytes durable and read-only, and hand them over."""
        with storage_faults(self._path):
            os.fchmod(self._file.fileno(), 0o444)
            os.fsync(self._file.fileno())
            self._file.close()
        return Spooled(self._path, self._digest.hexdigest(), self._size)

    def discard(self) -> None:
        """Forget what was received."""
        self._file.close()
        self._path.unlink(missing_ok=True)


def _write_all(descriptor: int, chunk: bytes | memoryview) -> None:
    view = memoryview(chunk)
    while view:
        view = view[os.write(descriptor, view) :]


def spool(chunks: Iterable[bytes], directory: Path, limit: int | None = None) -> Spooled:
    """Receive ``chunks`` into a durable file in ``directory``, hashed on the way.

    Raises TooLarge past ``limit`` bytes, StoreFull on a full disk; then nothing is left behind.
    """
    receiver = Spool(directory, limit)
    try:
        for chunk in chunks:
            receiver.write(chunk)
        return receiver.finish()
    except BaseException:  # the sender broke off, or the disk: no half file stays
        receiver.discard()
        raise


def chunks_of(stream: BinaryIO) -> Iterator[bytes]:
    """Yield a stream's bytes, a mebibyte at a time."""
    while chunk := stream.read(_CHUNK):
        yield chunk


@contextlib.contextmanager
def as_spooled(source: BinaryIO | Path | Spooled, directory: Path) -> Iterator[Spooled]:
    """Yield any source as a file with its digest; a stream is spooled for as long as the block runs."""
    if isinstance(source, Spooled):
        yield source
    elif isinstance(source, Path):
        yield _measured(source)
    else:
        with spool(chunks_of(source), directory) as received:
            yield received


def _measured(path: Path) -> Spooled:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return Spooled(path, digest, file.tell(), ours=False)
