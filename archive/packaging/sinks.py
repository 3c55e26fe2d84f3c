"""Where does a package go while it is being built?"""

import os
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from archive.packaging.model import Opener, PackagingError

CHUNK = 1 << 20


class DigestMismatch(PackagingError):
    """The bytes streamed are not those whose digest or size was on record."""


class Sink(Protocol):
    """Takes each file once, with the digest and size it must have; an existing path is never overwritten."""

    def put(self, path: str, opener: Opener, digest: str, size: int) -> None:
        """Store the file at `path` (`<bag>/…`). Raises when the bytes do not have this SHA-256 (lower hex) and size."""
        ...


class DirectorySink:
    """Writes the bag under a folder, each file once, checked while it is copied; `durable` syncs each to disk."""

    def __init__(self, folder: Path, *, durable: bool = True) -> None:
        self._folder = folder
        self._durable = durable

    def put(self, path: str, opener: Opener, digest: str, size: int) -> None:
        """See Sink.put. Raises DigestMismatch, or FileExistsError when the path is taken."""
        target = self._folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        hasher, written = sha256(), 0
        with opener() as source, target.open("xb") as out:
            while chunk := source.read(CHUNK):
                hasher.update(chunk)
                written += out.write(chunk)
            if self._durable:
                out.flush()
                os.fsync(out.fileno())
        if written != size or hasher.hexdigest() != digest:
            raise DigestMismatch(f"{path}: the source no longer has its recorded digest")
