"""What does an S3 server's answer mean in the words of a store?"""

import base64
import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from bhxh_archive.stores.errors import (
    BadRange,
    DigestMismatch,
    NotFound,
    StoreError,
    StoreFull,
    StoreUnavailable,
    Unsupported,
)


class AlreadyThere(StoreError):
    """A conditional put found an object under the key (412)."""


class Conflict(StoreError):
    """Another conditional put was under way; to be tried again (409)."""


_MEANING: dict[str, type[StoreError]] = {
    "404": NotFound,
    "NoSuchKey": NotFound,
    "NoSuchVersion": NotFound,
    "NotFound": NotFound,
    "412": AlreadyThere,
    "PreconditionFailed": AlreadyThere,
    "ConditionalRequestConflict": Conflict,
    "OperationAborted": Conflict,
    "416": BadRange,
    "InvalidRange": BadRange,
    "BadDigest": DigestMismatch,
    "XAmzContentChecksumMismatch": DigestMismatch,
    "XAmzContentSHA256Mismatch": DigestMismatch,
    "NotImplemented": Unsupported,
    "501": Unsupported,
    "ObjectLockConfigurationNotFoundError": Unsupported,
    "XMinioStorageFull": StoreFull,
    "QuotaExceeded": StoreFull,
    "InsufficientStorage": StoreFull,
}
_REFUSALS = {"AccessDenied", "403", "ObjectLocked", "InvalidRequest"}


@contextlib.contextmanager
def s3_answers(what: str, *, refusal: type[StoreError] = StoreUnavailable) -> Iterator[None]:
    """Raise the store's own errors for a server's; ``refusal`` is what an access refused means here."""
    try:
        yield
    except ClientError as answer:
        code = answer.response.get("Error", {}).get("Code", "")
        meaning = refusal if code in _REFUSALS else _MEANING.get(code, StoreUnavailable)
        raise meaning(f"{what}: {answer}") from answer
    except BotoCoreError as fault:
        raise StoreUnavailable(f"{what}: {fault}") from fault


def digest_in(answer: Mapping[str, Any]) -> str | None:
    """Return the whole object's SHA-256 in hex, if the server reports one; a multipart composite is not one."""
    checksum = answer.get("ChecksumSHA256")
    if not checksum or "-" in checksum:
        return None
    return base64.b64decode(checksum).hex()
