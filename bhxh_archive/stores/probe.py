"""What does this store really do, whatever its label says?

Object Lock in particular is often announced and not enforced, so the probe locks an object and tries to delete it.
"""

import contextlib
import hashlib
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Literal

from bhxh_archive.stores.base import PROBE_PREFIX, Capabilities, Store
from bhxh_archive.stores.errors import Retained, StoreError, Unsupported

_RACERS = 4
_LOCKED_FOR = timedelta(seconds=60)
_FORGOTTEN_AFTER = timedelta(hours=1)
_BYTES = b"bhxh-archive probe"
_OTHER = b"bhxh-archive other"


def probe(store: Store) -> Capabilities:
    """Try everything under ``probe/`` and report what happened.

    A locked object of a few bytes outlives the probe by two minutes; a later probe removes it. Raises StoreUnavailable.
    """
    started = datetime.now(UTC)
    key = _new_key(started)
    retention, extends, never_shortens = _try_retention(store, f"{key}/retained")
    found = Capabilities(
        conditional_put=heeds_conditions(store),
        digest_checked=checks_digests(store),
        digest_reported=_reports_digest(store, f"{key}/reported"),
        ranged_read=_reads_range(store, f"{key}/range"),
        versions=_keeps_versions(store, f"{key}/versions"),
        retention=retention,
        retention_extends=extends,
        retention_never_shortens=never_shortens,
        probed_at=datetime.now(UTC),
    )
    _clean(store, key, started - _FORGOTTEN_AFTER)
    return found


def checks_digests(store: Store) -> bool:
    """Announce a wrong SHA-256 and see whether the store refuses the bytes."""
    key, bare = f"{_new_key(datetime.now(UTC))}/digest", store.unguarded()
    if bare.put(key, _BYTES, sha256="0" * 64):
        bare.delete(key)
        return False
    return True


def heeds_conditions(store: Store) -> bool:
    """Let several writers race to create one key, then come late, and see whether exactly one is let through."""
    key, bare = f"{_new_key(datetime.now(UTC))}/race", store.unguarded()
    with ThreadPoolExecutor(_RACERS) as racers:
        attempts = [racers.submit(bare.put, key, _BYTES + bytes([n]), create_only=True) for n in range(_RACERS)]
        winners = sum(attempt.result() for attempt in attempts)
    late = bare.put(key, _OTHER, create_only=True)
    store.delete(key)
    return winners == 1 and not late


def _new_key(now: datetime) -> str:
    return f"{PROBE_PREFIX}{int(now.timestamp()):012d}-{uuid.uuid4().hex}"


def _clean(store: Store, own: str, forgotten: datetime) -> None:
    """Remove this probe's objects and those of probes long past, not of another one running now."""
    past = f"{PROBE_PREFIX}{int(forgotten.timestamp()):012d}"
    for entry in list(store.list(PROBE_PREFIX)):
        if entry.key.startswith(own) or entry.key < past:
            with contextlib.suppress(Retained):
                store.delete(entry.key)


def _reports_digest(store: Store, key: str) -> bool:
    digest = hashlib.sha256(_BYTES).hexdigest()
    store.unguarded().put(key, _BYTES, sha256=digest)
    head = store.head(key)
    return head is not None and head.sha256 == digest


def _reads_range(store: Store, key: str) -> bool:
    store.unguarded().put(key, _BYTES)
    return b"".join(store.open_range(key, 5, 7)) == _BYTES[5:12]


def _keeps_versions(store: Store, key: str) -> bool:
    bare = store.unguarded()
    return bare.put(key, _BYTES) and bare.put(key, _OTHER) and bare.versions(key) == 2


def _try_retention(store: Store, key: str) -> tuple[Literal["server", "program", "nobody"], bool, bool]:
    """Say who refused to delete, whether the date could be extended, and whether it held against shortening."""
    until = datetime.now(UTC).replace(microsecond=0) + _LOCKED_FOR
    try:
        store.put_once(key, BytesIO(_BYTES), retain_until=until)
        store.set_retention(key, until + _LOCKED_FOR)
        extends = _retained_until(store, key) == until + _LOCKED_FOR
        store.set_retention(key, until)
        store.unguarded().shorten(key, until)
        never_shortens = _retained_until(store, key) == until + _LOCKED_FOR
    except Unsupported:
        return "nobody", False, False
    return _who_refuses(store, key), extends, never_shortens


def _retained_until(store: Store, key: str) -> datetime | None:
    head = store.head(key)
    return head.retain_until if head else None


def _who_refuses(store: Store, key: str) -> Literal["server", "program", "nobody"]:
    try:
        store.delete(key)
    except Retained:
        return "program" if store.unguarded().delete(key) else "server"
    except StoreError:
        return "nobody"  # refused for another reason than the lock proves nothing
    return "nobody"
