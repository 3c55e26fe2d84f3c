"""Where do bytes lie whose only name is their digest?"""

import logging

from bhxh_archive.stores.base import Source, Store, Stored
from bhxh_archive.stores.errors import KeyTaken
from bhxh_archive.stores.spool import as_spooled

log = logging.getLogger(__name__)


def content_key(sha256: str) -> str:
    """Return ``sha256/ab/cd/<digest>`` for a lower-case hex SHA-256."""
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise ValueError(f"not a SHA-256 in lower-case hex: {sha256!r}")
    return f"sha256/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def put_content(store: Store, source: Source) -> Stored:
    """Store bytes under their own digest; the same bytes are stored once, broken ones that lie there give way.

    Raises as ``Store.put_once`` does.
    """
    with as_spooled(source, store.spool_directory) as received:
        return put_vouched(store, content_key(received.sha256), received, sha256=received.sha256)


def put_vouched(store: Store, key: str, source: Source, *, sha256: str) -> Stored:
    """Store bytes under a key under which nothing but the bytes of this digest may lie; what else does is broken and
    gives way. Raises as ``Store.put_once`` does, and Retained."""
    with as_spooled(source, store.spool_directory) as received:
        try:
            return store.put_once(key, received, sha256=sha256)
        except KeyTaken:
            mended = store.mend(key, received, sha256=sha256)
    log.warning("broken stored bytes were repaired: those of their digest came again", extra={"digest": sha256})
    return mended
