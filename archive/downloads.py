"""How does what was archived leave the store: a package as one file, a document byte for byte?"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from archive.models import Package, RecordDocument
from archive.packaging.bagzip import stream_zip
from archive.places import StoreReader
from bhxh_archive import storage
from bhxh_archive.errors import NotNow
from bhxh_archive.stores.base import Store
from bhxh_archive.stores.errors import StoreError

DAMAGED = (
    "Tệp trong kho lâu dài không còn khớp mã băm đã ghi khi tiếp nhận nên không tải xuống được. "
    "Hãy báo Trung tâm Lưu trữ kiểm tra lại hồ sơ này."
)


def home_of(package: Package) -> Store:
    """The store where the package lies: the permanent one once it was accepted."""
    return storage.permanent() if package.state == Package.State.ACCEPTED else storage.working()


def zip_of(package: Package) -> Iterator[bytes]:
    """The package as a ZIP in chunks of about 1 MiB; never whole in memory."""
    return stream_zip(StoreReader(home_of(package), package.prefix), package.bag_name, package.built_at)


def kept_file(document: RecordDocument) -> Iterator[bytes]:
    """The document's bytes from the permanent store, in chunks, after their digest was found to be the one on record.

    Raises NotNow when they are missing or no longer the same: a damaged document never leaves as if it were sound.
    """
    store, key = home_of(document.package), f"{document.package.prefix}/{document.path}"
    try:
        seen = sha256()
        for chunk in store.open_range(key, 0, document.size + 1):
            seen.update(chunk)
        if seen.hexdigest() != document.digest:
            raise NotNow(DAMAGED)
        return store.open_range(key, 0, document.size)
    except StoreError as error:
        raise NotNow(DAMAGED) from error
