"""What would a directory let happen if this program did not stand before it?"""

from datetime import datetime
from pathlib import Path

from bhxh_archive.stores.base import PROBE_PREFIX, check_digest, check_key
from bhxh_archive.stores.durable import link_durably, remove_durably
from bhxh_archive.stores.errors import BadKey, DigestMismatch
from bhxh_archive.stores.retention import RetentionDates
from bhxh_archive.stores.spool import spool


class UnguardedFiles:
    """The directory store's ``Unguarded``: what anyone who may write to the directory can do."""

    def __init__(self, data: Path, incoming: Path, retention: RetentionDates) -> None:
        """Work in ``data``, below the probe prefix only."""
        self._data = data
        self._incoming = incoming
        self._retention = retention

    def put(self, key: str, data: bytes, *, create_only: bool = False, sha256: str | None = None) -> bool:
        """Write at once; False when the name is taken (create-only) or the digest is another."""
        path = self._path(key)
        with spool([data], self._incoming) as received:
            try:
                check_digest(received.sha256, sha256)
                if not create_only:
                    remove_durably(path)
                link_durably(received.path, path)
            except (DigestMismatch, FileExistsError):
                return False
        return True

    def delete(self, key: str) -> bool:
        """Remove the file and its date; a directory refuses its owner nothing."""
        remove_durably(self._path(key))
        self._retention.forget(key)
        return True

    def versions(self, key: str) -> int:
        """Count what is kept: a directory forgets what it replaces."""
        return int(self._path(key).is_file())

    def shorten(self, key: str, until: datetime) -> bool:
        """Report False: there is no way to shorten a date but to edit the file it is in."""
        return False

    def _path(self, key: str) -> Path:
        if not key.startswith(PROBE_PREFIX):
            raise BadKey(f"a probe writes under {PROBE_PREFIX} only, not {key!r}")
        return self._data / check_key(key)
