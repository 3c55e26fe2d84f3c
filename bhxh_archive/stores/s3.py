"""How are objects kept safely in an S3 bucket?

Nothing the server promises is taken on trust: an object counts as stored only when a server that was seen to refuse a
wrong SHA-256 confirms ours, or after it was read back.
"""

import base64
import functools
from datetime import UTC, datetime
from typing import Any, Literal, cast

from bhxh_archive.stores.base import (
    Capabilities,
    Source,
    Stored,
    check_digest,
    check_key,
    whole_second,
)
from bhxh_archive.stores.errors import (
    DigestMismatch,
    KeyTaken,
    NotFound,
    Retained,
    StoreUnavailable,
    TooLarge,
    Unsupported,
)
from bhxh_archive.stores.probe import checks_digests, heeds_conditions, probe
from bhxh_archive.stores.s3_answers import AlreadyThere, Conflict, digest_in, s3_answers
from bhxh_archive.stores.s3_bucket import S3Bucket
from bhxh_archive.stores.s3_versions import delete_version, newest_versions
from bhxh_archive.stores.spool import Spooled, as_spooled
from bhxh_archive.stores.unguarded_s3 import UnguardedBucket

_LARGEST_PUT = 5 << 30  # one PUT; more would need parts, whose checksum S3 builds otherwise
_CONFLICT_TRIES = 5
LockMode = Literal["GOVERNANCE", "COMPLIANCE"]


class S3Store(S3Bucket):
    """A ``Store`` in one bucket, below an optional prefix."""

    def __init__(self, bucket: str, prefix: str = "", *, lock_mode: str = "GOVERNANCE", **opening: Any) -> None:
        """Describe the bucket as S3Bucket does, and the lock retention asks for: GOVERNANCE, or COMPLIANCE, which
        nobody can lift; nothing is asked of the server before first use."""
        if lock_mode not in ("GOVERNANCE", "COMPLIANCE"):
            raise ValueError(f"not a lock mode: {lock_mode!r}")
        super().__init__(bucket, prefix, **opening)
        self._lock_mode = cast(LockMode, lock_mode)

    @functools.cached_property
    def capabilities(self) -> Capabilities:
        """What a probe found, at first use."""
        return probe(self)

    def put_once(
        self, key: str, source: Source, *, sha256: str | None = None, retain_until: datetime | None = None
    ) -> Stored:
        """Store the bytes under a new key, or find the same bytes there; see ``Store.put_once``."""
        check_key(key)
        until = retain_until and whole_second(retain_until)
        with as_spooled(source, self.spool_directory) as received:
            check_digest(received.sha256, sha256)
            if received.size > _LARGEST_PUT:
                raise TooLarge(f"more than {_LARGEST_PUT} bytes")
            created = self._create(key, received, until)
            if not created:
                self._same_or_taken(key, received)
                if until:
                    self.set_retention(key, until)
        return Stored(key, received.sha256, received.size, created)

    def mend(self, key: str, source: Source, *, sha256: str) -> Stored:
        """Replace what does not have the digest by what has it, as a new version; see ``Store.mend``."""
        with as_spooled(source, self.spool_directory) as received:
            check_digest(received.sha256, sha256)
            if self.head(key) and self._digest_there(key) == sha256:
                return Stored(key, sha256, received.size, created=False)
            self._refuse_retained(key)
            self._confirm(key, received, None, self._send(key, received, None, over=True))
        return Stored(key, sha256, received.size, created=True)

    def delete(self, key: str) -> None:
        """Remove every version for good. Raises Retained, from our own look at the lock or from the server's."""
        self._refuse_retained(key)
        with s3_answers(key, refusal=Retained):
            for version in newest_versions(self.client, self.bucket, self._name(key)):
                delete_version(self.client, self.bucket, self._name(key), version)

    def set_retention(self, key: str, until: datetime) -> None:
        """Keep the object at least until then. Raises NotFound, Unsupported."""
        until, head = whole_second(until), self.head(key)
        if head is None:
            raise NotFound(key)
        if head.retain_until and head.retain_until >= until:
            return
        if not self.lockable:
            raise Unsupported(f"the bucket {self.bucket} has no Object Lock")
        with s3_answers(key):
            self.client.put_object_retention(
                Bucket=self.bucket,
                Key=self._name(key),
                Retention={"Mode": self._lock_mode, "RetainUntilDate": until},
            )
        self._check_locked(key, until)

    def unguarded(self) -> UnguardedBucket:
        """Give a probe the bare bucket under the probe prefix."""
        return UnguardedBucket(self.client, self.bucket, self._prefix)

    def _create(self, key: str, received: Spooled, until: datetime | None) -> bool:
        """Send the bytes; False when another writer was first."""
        if until and not self.lockable:
            raise Unsupported(f"the bucket {self.bucket} has no Object Lock")
        if not self._heeds_conditions and self.head(key):
            return False
        for _ in range(_CONFLICT_TRIES):
            try:
                answer = self._send(key, received, until)
            except AlreadyThere:
                return False
            except Conflict:  # two conditional writers at once; S3 asks the loser to come again
                continue
            self._confirm(key, received, until, answer)
            return True
        raise StoreUnavailable(f"{key}: writers conflict")

    def _refuse_retained(self, key: str) -> None:
        head = self.head(key)
        if head and head.retain_until and head.retain_until > datetime.now(UTC):
            raise Retained(f"{key} is retained until {head.retain_until.isoformat()}")

    def _send(self, key: str, received: Spooled, until: datetime | None, *, over: bool = False) -> Any:
        conditions: Any = {"ObjectLockMode": self._lock_mode, "ObjectLockRetainUntilDate": until} if until else {}
        if not over:
            conditions["IfNoneMatch"] = "*"
        with received.path.open("rb") as body, s3_answers(key):
            return self.client.put_object(
                Bucket=self.bucket,
                Key=self._name(key),
                Body=body,
                ContentLength=received.size,
                ContentType="application/octet-stream",
                ChecksumSHA256=base64.b64encode(bytes.fromhex(received.sha256)).decode(),
                Metadata={"sha256": received.sha256},
                **conditions,
            )

    def _confirm(self, key: str, received: Spooled, until: datetime | None, answer: Any) -> None:
        """Take back what the server did not keep as it was sent. Raises DigestMismatch, Unsupported."""
        try:
            self._verify(key, received, answer)
            if until:
                self._check_locked(key, until)
        except (DigestMismatch, Unsupported):
            with s3_answers(key):
                delete_version(self.client, self.bucket, self._name(key), answer.get("VersionId"))
            raise

    def _verify(self, key: str, received: Spooled, answer: Any) -> None:
        told = digest_in(answer) if self._checks_digests else None
        if (told or self._true_digest(key)) != received.sha256:
            raise DigestMismatch(f"the store did not keep the bytes of {key}")

    def _true_digest(self, key: str) -> str:
        """Take the digest from a server seen to check digests, else read the object back."""
        if self._checks_digests and (reported := self._reported_digest(key)):
            return reported
        return self._digest_there(key)

    def _digest_there(self, key: str) -> str:
        """Read the object back: what a server once confirmed may have changed on its disk since."""
        with self.open(key) as stream, as_spooled(stream, self.spool_directory) as there:
            return there.sha256

    def _reported_digest(self, key: str) -> str | None:
        with s3_answers(key):
            return digest_in(self.client.head_object(Bucket=self.bucket, Key=self._name(key), ChecksumMode="ENABLED"))

    @functools.cached_property
    def _checks_digests(self) -> bool:
        return checks_digests(self)

    @functools.cached_property
    def _heeds_conditions(self) -> bool:
        return heeds_conditions(self)

    def _check_locked(self, key: str, until: datetime) -> None:
        head = self.head(key)
        if head is None or head.retain_until is None or head.retain_until < until:
            raise Unsupported(f"the store did not keep the retention of {key}")

    def _same_or_taken(self, key: str, received: Spooled) -> None:
        if self._digest_there(key) != received.sha256:
            raise KeyTaken(f"other bytes are stored under {key}")
