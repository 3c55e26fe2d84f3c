"""What must every object store do, and in which words?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from bhxh_archive.stores.errors import BadKey, DigestMismatch
from bhxh_archive.stores.spool import Spooled

CHUNK = 1 << 20  # bytes read at a time
PROBE_PREFIX = "probe/"  # the only place where a probe may write
LONGEST_KEY = 900  # S3 allows 1024 bytes; the rest is left to the bucket's own prefix

_SEGMENT = re.compile(r"[A-Za-z0-9._=+,@~-]{1,200}")
_SHA256 = re.compile(r"[0-9a-f]{64}")

Source = BinaryIO | Path | Spooled


@dataclass(frozen=True)
class Stored:
    """What a store holds after a put; ``created`` is False when the same bytes were there before."""

    key: str
    sha256: str
    size: int
    created: bool


@dataclass(frozen=True)
class Head:
    """What a store says about an object without reading it; ``sha256`` is None where it keeps no digest."""

    size: int
    sha256: str | None
    retain_until: datetime | None


@dataclass(frozen=True)
class Entry:
    """One line of a listing."""

    key: str
    size: int


@dataclass(frozen=True)
class Capabilities:
    """What a probe saw the store do; a label or a claim is never taken for it.

    ``retention`` names who refused to delete a retained object: the store's ``server`` (write once, read many),
    only this ``program`` (an administrator of the disk still could), or ``nobody``.
    """

    conditional_put: bool
    digest_checked: bool
    digest_reported: bool
    ranged_read: bool
    versions: bool
    retention: Literal["server", "program", "nobody"]
    retention_extends: bool
    retention_never_shortens: bool
    probed_at: datetime


class Unguarded(Protocol):
    """The bare store under ``PROBE_PREFIX``, without this program's own guards: a probe's way to see who refuses."""

    def put(self, key: str, data: bytes, *, create_only: bool = False, sha256: str | None = None) -> bool:
        """Write at once; False when the store refused."""

    def delete(self, key: str) -> bool:
        """Remove the newest version for good; False when the store refused."""

    def versions(self, key: str) -> int:
        """Count the versions the store still holds."""

    def shorten(self, key: str, until: datetime) -> bool:
        """Ask for an earlier end of retention; False when the store refused."""


class Store(Protocol):
    """A place for bytes under ASCII keys, each written once and never changed."""

    spool_directory: Path  # receive uploads here: a put of the spooled file is then cheapest

    @property
    def capabilities(self) -> Capabilities:
        """What a probe found; probed at first use, then remembered by this object."""

    def put_once(
        self, key: str, source: Source, *, sha256: str | None = None, retain_until: datetime | None = None
    ) -> Stored:
        """Store the bytes durably under a new key, or find the same bytes there.

        ``sha256`` is the announced digest, 64 hex digits. With ``retain_until`` (aware) retention is in force before
        this returns, also when the bytes were there before. Raises KeyTaken, DigestMismatch, TooLarge, BadKey,
        Unsupported (retention the store cannot keep), StoreFull or StoreUnavailable; then nothing new is visible.
        """

    def mend(self, key: str, source: Source, *, sha256: str) -> Stored:
        """Let the bytes with this digest take the place of what lies under the key and does not have it.

        The one way in which an object is ever replaced, for a caller who knows its right digest; ``created`` is False
        where it lay there sound. Raises Retained, and as ``put_once`` does; then the key holds what it held.
        """

    def open(self, key: str) -> BinaryIO:
        """Open for reading, seekable; the caller closes. Raises NotFound."""

    def open_range(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """Yield ``length`` bytes from ``start``, fewer at the end, none for 0. Raises NotFound, BadRange at once."""

    def head(self, key: str) -> Head | None:
        """Return size, digest and retention, or None when nothing is there."""

    def list(self, prefix: str = "") -> Iterator[Entry]:
        """Yield every object whose key starts with ``prefix``, in order of key."""

    def delete(self, key: str) -> None:
        """Remove for good; nothing happens when nothing is there. Raises Retained."""

    def set_retention(self, key: str, until: datetime) -> None:
        """Keep the object at least until then; an earlier date changes nothing. Raises NotFound, Unsupported."""

    def unguarded(self) -> Unguarded:
        """Give a probe the bare store under ``PROBE_PREFIX``."""


def check_key(key: str) -> str:
    """Return the key when it is safe on every store, else raise BadKey."""
    segments = key.split("/")
    if len(key) > LONGEST_KEY or not all(_SEGMENT.fullmatch(part) and part.strip(".") for part in segments):
        raise BadKey(f"not a portable key: {key!r}")
    return key


def check_prefix(prefix: str) -> str:
    """Return the listing prefix when it could begin a key, else raise BadKey."""
    if prefix:
        check_key(prefix.removesuffix("/"))
    return prefix


def check_range(start: int, length: int) -> None:
    """Raise ValueError when the start or the length is negative."""
    if start < 0 or length < 0:
        raise ValueError(f"not a range: {start}+{length}")


def check_digest(actual: str, announced: str | None) -> None:
    """Raise DigestMismatch unless the announced SHA-256, if any, is the one of the bytes."""
    if announced is None:
        return
    if not _SHA256.fullmatch(announced):
        raise DigestMismatch(f"not a SHA-256 in lower-case hex: {announced!r}")
    if announced != actual:
        raise DigestMismatch(f"announced {announced}, received {actual}")


def whole_second(until: datetime) -> datetime:
    """Return the date in UTC, rounded up to a second: S3 keeps no fractions and must not keep less than asked."""
    if until.tzinfo is None:
        raise ValueError("a retention date needs its time zone")
    until = until.astimezone(UTC)
    return until if until.microsecond == 0 else until.replace(microsecond=0) + timedelta(seconds=1)
