"""How does the packaging, which knows nothing of this program, read from and write to its stores?"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from typing import BinaryIO

from archive.packaging.model import Opener
from archive.packaging.readers import Unreadable
from bhxh_archive.stores.base import Store
from bhxh_archive.stores.errors import StoreError

Seen = Callable[[str], None]
"""Told of the path of each file that is opened: how far a long reading is."""


class StoreSink:
    """Writes each file of a package once under a prefix; the store checks the digest while it receives."""

    def __init__(self, store: Store, prefix: str) -> None:
        self._store, self._prefix = store, prefix

    def put(self, path: str, opener: Opener, digest: str, size: int) -> None:
        """See packaging.sinks.Sink. Raises StoreError when the bytes are not those on record."""
        with opener() as source:
            self._store.put_once(f"{self._prefix}/{path}", source, sha256=digest)


class StoreReader:
    """Reads a bag that lies under a prefix of a store."""

    def __init__(self, store: Store, prefix: str, seen: Seen | None = None) -> None:
        self._store, self._prefix, self._seen = store, f"{prefix}/", seen

    def list(self) -> list[tuple[str, int]]:
        """See packaging.readers.PackageReader."""
        try:
            return [(row.key.removeprefix(self._prefix), row.size) for row in self._store.list(self._prefix)]
        except StoreError as error:
            raise Unreadable("the store cannot be listed") from error

    def open(self, path: str) -> AbstractContextManager[BinaryIO]:
        """See packaging.readers.PackageReader."""
        if self._seen:
            self._seen(path)
        try:
            return closing(self._store.open(f"{self._prefix}{path}"))
        except (StoreError, LookupError) as error:
            raise Unreadable("the file cannot be opened") from error
