"""Where do bytes lie whose only name is their digest?"""

from bhxh_archive.stores.base import Source, Store, Stored
from bhxh_archive.stores.spool import as_spooled


def content_key(sha256: str) -> str:
    """Return ``sha256/ab/cd/<digest>`` for a lower-case hex SHA-256."""
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise ValueError(f"not a SHA-256 in lower-case hex: {sha256!r}")
    return f"sha256/{sha256[:2]}/{sha256[2:4]}/{sha256}"


def put_content(store: Store, source: Source) -> Stored:
    """Store bytes under their own digest; the same bytes are stored once. Raises as ``Store.put_once`` does."""
    with as_spooled(source, store.spool_directory) as received:
        return store.put_once(content_key(received.sha256), received, sha256=received.sha256)
