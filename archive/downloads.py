"""How does what was archived leave the store: a package as one file, a document byte for byte?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import BinaryIO, cast

from archive.models import Package, RecordDocument
from archive.packaging.bagzip import stream_zip
from archive.packaging.readers import Unreadable
from archive.places import StoreReader
from bhxh_archive import storage
from bhxh_archive.errors import NotAllowed, NotNow
from bhxh_archive.models import User
from bhxh_archive.stores.base import Store
from bhxh_archive.stores.errors import StoreError

DAMAGED = (
    "Tệp trong kho lâu dài không còn khớp mã băm đã ghi khi tiếp nhận nên không tải xuống được. "
    "Hãy báo Trung tâm Lưu trữ kiểm tra lại hồ sơ này."
)
DAMAGED_PACKAGE = (
    "Gói không còn nguyên vẹn như đã ghi nhận nên không tải xuống được. "
    "Hãy kiểm tra lại gói để biết tệp nào hỏng, rồi báo quản trị hệ thống khôi phục."
)


def may_take(package: Package, user: User) -> bool:
    """Who transfers a dossier and who archives it may take its package away as one file; others read it by the page."""
    sends = user.holds("intake.transfer", package.owner.receiving_office_id)
    return bool(package.bag_name) and (sends or user.holds("archive.view", None))


def require_taking(package: Package, user: User) -> None:
    """Raise NotAllowed for who may not take the package away."""
    if not may_take(package, user):
        raise NotAllowed("Chỉ nơi chuyển hồ sơ và Trung tâm Lưu trữ tải được gói lưu trữ.")


def home_of(package: Package) -> Store:
    """The store where the package lies: the permanent one once it was accepted."""
    return storage.permanent() if package.state == Package.State.ACCEPTED else storage.working()


def zip_of(package: Package) -> Iterator[bytes]:
    """The package as a ZIP in chunks of about 1 MiB; never whole in memory.

    Raises NotNow before the first byte when the store no longer holds exactly the files on record. A file that turns
    out changed ends the stream unfinished: a damaged package never leaves as if it were sound.
    """
    reader = _Vouched(package)
    reader.check()
    return stream_zip(reader, package.bag_name, package.built_at)


class _Vouched:
    """Reads a package and holds each file against what is on record of it."""

    def __init__(self, package: Package) -> None:
        self._reader = StoreReader(home_of(package), package.prefix)
        self._files = {row.path: row for row in package.files.all()}

    def check(self) -> None:
        """Raise NotNow unless names and sizes are those on record."""
        try:
            listed = self._reader.list()
        except Unreadable as error:
            raise NotNow(DAMAGED_PACKAGE) from error
        if sorted(listed) != self.list():
            raise NotNow(DAMAGED_PACKAGE)

    def list(self) -> list[tuple[str, int]]:
        """See packaging.readers.PackageReader."""
        return sorted((path, row.size) for path, row in self._files.items())

    @contextmanager
    def open(self, path: str) -> Iterator[BinaryIO]:
        """See packaging.readers.PackageReader. Raises NotNow after the last byte of a file that changed."""
        with self._reader.open(path) as source:
            seen = _Hashed(source)
            yield cast(BinaryIO, seen)
        if seen.hexdigest() != self._files[path].digest:
            raise NotNow(DAMAGED_PACKAGE)


class _Hashed:
    """A stream whose bytes are hashed while they are read."""

    def __init__(self, source: BinaryIO) -> None:
        self._source, self._seen = source, sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self._source.read(size)
        self._seen.update(chunk)
        return chunk

    def hexdigest(self) -> str:
        return self._seen.hexdigest()


def kept_file(document: RecordDocument, start: int = 0, length: int | None = None) -> Iterator[bytes]:
    """The document's bytes from the permanent store, whole or a range, in chunks, after their digest was verified.

    Raises NotNow when they are missing or no longer the same: a damaged document never leaves as if it were sound.
    """
    store, key = home_of(document.package), f"{document.package.prefix}/{document.path}"
    try:
        seen = sha256()
        for chunk in store.open_range(key, 0, document.size + 1):
            seen.update(chunk)
        if seen.hexdigest() != document.digest:
            raise NotNow(DAMAGED)
        return store.open_range(key, start, document.size - start if length is None else length)
    except StoreError as error:
        raise NotNow(DAMAGED) from error
