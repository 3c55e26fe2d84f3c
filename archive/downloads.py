"""How does an archived package leave the store as one file?"""

from __future__ import annotations

from collections.abc import Iterator

from archive.models import Package
from archive.packaging.bagzip import stream_zip
from archive.places import StoreReader
from bhxh_archive import storage
from bhxh_archive.stores.base import Store


def home_of(package: Package) -> Store:
    """The store where the package lies: the permanent one once it was accepted."""
    return storage.permanent() if package.state == Package.State.ACCEPTED else storage.working()


def zip_of(package: Package) -> Iterator[bytes]:
    """The package as a ZIP in chunks of about 1 MiB; never whole in memory."""
    return stream_zip(StoreReader(home_of(package), package.prefix), package.bag_name, package.built_at)
