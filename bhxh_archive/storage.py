"""Where do bytes go, and how does a row get hold of them again?

The working area is content-addressed by SHA-256; the permanent area has paths readable without the program.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.db.models import ProtectedError

from bhxh_archive.models import StoredFile
from bhxh_archive.stores import open_store
from bhxh_archive.stores.base import Source, Store
from bhxh_archive.stores.content import content_key, put_content
from bhxh_archive.stores.filesystem import FilesystemStore


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
    stored = put_content(working(), source)
    row, _ = StoredFile.objects.get_or_create(
        digest=stored.sha256, defaults={"size": stored.size, "media_type": media_type}
    )
    return row


def keep_bytes(content: bytes, media_type: str) -> StoredFile:
    """`keep` for content that is in memory already (pages, drafts, signed files)."""
    return keep(BytesIO(content), media_type)


def open_file(row: StoredFile) -> BinaryIO:
    """The stored bytes as a stream; the caller closes it."""
    return working().open(content_key(row.digest))


def read_file(row: StoredFile) -> bytes:
    """The stored bytes whole; for pages and result documents, never for uploads of unknown size."""
    with open_file(row) as stream:
        return stream.read()


def stream_range(row: StoredFile, start: int = 0, length: int | None = None) -> Iterator[bytes]:
    """Chunks of the stored bytes for a streaming answer."""
    return working().open_range(content_key(row.digest), start, row.size - start if length is None else length)


def forget(row: StoredFile) -> None:
    """Remove content that nothing refers to any more; a row that is still used is kept."""
    try:
        with transaction.atomic():
            row.delete()
    except ProtectedError:
        return
    working().delete(content_key(row.digest))


def sweep() -> int:
    """Remove what crashed uploads left in stores on this machine; returns how many files that were."""
    stores = {id(store): store for store in (working(), permanent())}
    return sum(store.sweep() for store in stores.values() if isinstance(store, FilesystemStore))


@contextmanager
def local_copy(row: StoredFile) -> Iterator[Path]:
    """A path on this machine with the stored bytes, for libraries that want a file."""
    folder = settings.VAR_DIR / "tmp"
    folder.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=folder, suffix=".tmp") as copy:
        for chunk in stream_range(row):
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)
