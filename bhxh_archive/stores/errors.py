"""What can a store refuse, and why?"""


class StoreError(Exception):
    """Anything a store refuses or fails to do; every error of this package is one."""


class BadKey(StoreError, ValueError):
    """The key is not a safe, portable ASCII path."""


class NotFound(StoreError, LookupError):
    """Nothing is stored under the key."""


class KeyTaken(StoreError):
    """Other bytes are already stored under the key; they were left alone."""


class DigestMismatch(StoreError):
    """The bytes do not have the SHA-256 they were announced with; nothing was kept."""


class TooLarge(StoreError):
    """The bytes exceed the limit; nothing was kept."""


class BadRange(StoreError, ValueError):
    """The range starts at or beyond the end of the object."""


class Retained(StoreError):
    """The object is under retention and may not be deleted yet."""


class Unsupported(StoreError):
    """The store cannot do this at all; its capabilities say so."""


class StoreUnavailable(StoreError):
    """The store did not answer, or answered with a fault of its own; trying again later may help."""


class StoreFull(StoreUnavailable):
    """No space is left on the store."""
