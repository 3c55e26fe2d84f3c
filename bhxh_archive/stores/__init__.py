"""Where are a dossier's bytes kept, each written once and never changed?"""

from bhxh_archive.stores.base import Capabilities, Entry, Head, Store, Stored
from bhxh_archive.stores.content import content_key, put_content, put_vouched
from bhxh_archive.stores.errors import (
    BadKey,
    BadRange,
    DigestMismatch,
    KeyTaken,
    NotFound,
    Retained,
    StoreError,
    StoreFull,
    StoreUnavailable,
    TooLarge,
    Unsupported,
)
from bhxh_archive.stores.opening import open_store
from bhxh_archive.stores.spool import Spool, Spooled, spool

__all__ = [
    "BadKey",
    "BadRange",
    "Capabilities",
    "DigestMismatch",
    "Entry",
    "Head",
    "KeyTaken",
    "NotFound",
    "Retained",
    "Spool",
    "Spooled",
    "Store",
    "StoreError",
    "StoreFull",
    "StoreUnavailable",
    "Stored",
    "TooLarge",
    "Unsupported",
    "content_key",
    "open_store",
    "put_content",
    "put_vouched",
    "spool",
]
