"""How are objects kept safely in an S3 bucket?

django-storages opens the bucket; conditional put, checksums, versions and locks go to its boto3 client, because its
own file interface has none of them. Nothing the server promises is taken on trust: an object counts as stored only
when a server that was seen to refuse a wrong SHA-256 confirms ours, or after it was read back.
"""

import base64
import functools
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Literal, cast

from botocore.config import Config
from storages.backends.s3 import S3Storage

from bhxh_archive.stores.base import (
    CHUNK,
    Capabilities,
    Entry,
    Head,
    Source,
    Stored,
    check_digest,
    check_key,
    check_prefix,
    check_range,
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
from bhxh_archive.stores.probe import checks_digests, probe
from bhxh_archive.stores.s3_answers import AlreadyThere, Conflict, digest_in, s3_answers
from bhxh_archive.stores.s3_versions import delete_version, newest_versions
from bhxh_archive.stores.spool import Spooled, as_spooled
from bhxh_archive.stores.unguarded_s3 import UnguardedBucket

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import PaginatorConfigTypeDef

LARGEST_PUT = 5 << 30  # one PUT; more would need parts, whose checksum S3 builds otherwise
_IN_MEMORY = 8 << 20
_CONFLICT_TRIES = 5
LockMode = Literal["GOVERNANCE", "COMPLIANCE"]


class S3Store:
    """A ``Store`` in one bucket, below an optional prefix."""

    def __init__(
        self,
        bucket: str,
        prefix: str = "",
        *,
        endpoint_url: str | None = None,
        access_key: str | None = None,
        secret_key: str | None = None,
        region: str = "us-east-1",
        lock_mode: str = "GOVERNANCE",
        spool_directory: Path | None = None,
        page_size: int = 1000,
    ) -> None:
        """Describe the bucket; nothing is asked of the server before first use."""
        if lock_mode not in ("GOVERNANCE", "COMPLIANCE"):
            raise ValueError(f"not a lock mode: {lock_mode!r}")
        self.bucket = bucket
        self._prefix = f"{check_key(prefix)}/" if prefix else ""
        self._lock_mode = cast(LockMode, lock_mode)
        self._region = region
        self._page: PaginatorConfigTypeDef = {"PageSize": page_size}
        self.spool_directory = spool_directory or Path(tempfile.gettempdir())
        self._storage = S3Storage(
            bucket_name=bucket,
            endpoint_url=endpoint_url,
            access_key=access_key,
            secret_key=secret_key,
            region_name=region,
            client_config=_client_config(),
        )

    @property
    def client(self) -> "S3Client":
        """The boto3 client django-storages opened for this thread."""
        return cast("S3Client", self._storage.connection.meta.client)

    @functools.cached_property
    def capabilities(self) -> Capabilities:
        """What a probe found, at first use."""
        return probe(self)

    def ensure_bucket(self) -> bool:
        """Create the bucket with Object Lock (and so versions) unless it is there; True when created."""
        with s3_answers(self.bucket):
            if any(there["Name"] == self.bucket for there in self.client.list_buckets()["Buckets"]):
                return False
            where: Any = {}
            if self._region != "us-east-1":  # the one region S3 does not want to hear of
                where = {"CreateBucketConfiguration": {"LocationConstraint": self._region}}
            self.client.create_bucket(Bucket=self.bucket, ObjectLockEnabledForBucket=True, **where)
            return True

    def put_once(
        self, key: str, source: Source, *, sha256: str | None = None, retain_until: datetime | None = None
    ) -> Stored:
        """Store the bytes under a new key, or find the same bytes there; see ``Store.put_once``."""
        check_key(key)
        until = retain_until and whole_second(retain_until)
        with as_spooled(source, self.spool_directory) as received:
            check_digest(received.sha256, sha256)
            if received.size > LARGEST_PUT:
                raise TooLarge(f"more than {LARGEST_PUT} bytes")
            created = self.head(key) is None and self._create(key, received, until)
            if not created:
                self._same_or_taken(key, received)
                if until:
                    self.set_retention(key, until)
        return Stored(key, received.sha256, received.size, created)

    def open(self, key: str) -> BinaryIO:
        """Fetch the object into a temporary file and open it. Raises NotFound."""
        copy = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  the caller closes it
        with s3_answers(key):
            body = self.client.get_object(Bucket=self.bucket, Key=self._name(key))["Body"]
            for chunk in body.iter_chunks(CHUNK):
                copy.write(chunk)
        copy.seek(0)
        return cast(BinaryIO, copy)

    def open_range(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """Yield ``length`` bytes from ``start``. Raises NotFound, BadRange."""
        check_range(start, length)
        if not length:
            return self._nothing(key)
        wanted = f"bytes={start}-{start + length - 1}"
        with s3_answers(key):
            body = self.client.get_object(Bucket=self.bucket, Key=self._name(key), Range=wanted)["Body"]
        return _chunks(body, key)

    def head(self, key: str) -> Head | None:
        """Return size, digest and retention. The digest is the server's own, or else the one put beside the bytes."""
        try:
            with s3_answers(key):
                found = self.client.head_object(Bucket=self.bucket, Key=self._name(key), ChecksumMode="ENABLED")
        except NotFound:
            return None
        until = found.get("ObjectLockRetainUntilDate")
        digest = digest_in(found) or found["Metadata"].get("sha256")
        return Head(found["ContentLength"], digest, until.astimezone(UTC) if until else None)

    def list(self, prefix: str = "") -> Iterator[Entry]:
        """Yield the objects under a key prefix, in order of key."""
        check_prefix(prefix)
        pages = self.client.get_paginator("list_objects_v2")
        with s3_answers(prefix):
            for page in pages.paginate(Bucket=self.bucket, Prefix=self._prefix + prefix, PaginationConfig=self._page):
                for found in page.get("Contents", []):
                    yield Entry(found["Key"].removeprefix(self._prefix), found["Size"])

    def delete(self, key: str) -> None:
        """Remove every version for good. Raises Retained, from our own look at the lock or from the server's."""
        head = self.head(key)
        if head and head.retain_until and head.retain_until > datetime.now(UTC):
            raise Retained(f"{key} is retained until {head.retain_until.isoformat()}")
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
        if not self._lockable:
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

    @functools.cached_property
    def _lockable(self) -> bool:
        """Whether the bucket says it has Object Lock; a server that does not know the question must not be asked to
        lock: it would take the request for a plain PUT and replace the object."""
        try:
            with s3_answers(self.bucket):
                told = self.client.get_object_lock_configuration(Bucket=self.bucket)
        except (NotFound, Unsupported):
            return False
        return told.get("ObjectLockConfiguration", {}).get("ObjectLockEnabled") == "Enabled"

    def _name(self, key: str) -> str:
        return self._prefix + check_key(key)

    def _create(self, key: str, received: Spooled, until: datetime | None) -> bool:
        """Send the bytes; False when another writer was first."""
        if until and not self._lockable:
            raise Unsupported(f"the bucket {self.bucket} has no Object Lock")
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

    def _send(self, key: str, received: Spooled, until: datetime | None) -> Any:
        lock: Any = {"ObjectLockMode": self._lock_mode, "ObjectLockRetainUntilDate": until} if until else {}
        with received.path.open("rb") as body, s3_answers(key):
            return self.client.put_object(
                Bucket=self.bucket,
                Key=self._name(key),
                Body=body,
                ContentLength=received.size,
                ContentType="application/octet-stream",
                IfNoneMatch="*",
                ChecksumSHA256=base64.b64encode(bytes.fromhex(received.sha256)).decode(),
                Metadata={"sha256": received.sha256},
                **lock,
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
        """Read the object back unless a server seen to check digests confirms it. Raises DigestMismatch."""
        confirmed = self._checks_digests and (digest_in(answer) or self._reported_digest(key))
        if (confirmed or self._digest_read_back(key)) != received.sha256:
            raise DigestMismatch(f"the store did not keep the bytes of {key}")

    @functools.cached_property
    def _checks_digests(self) -> bool:
        return checks_digests(self)

    def _reported_digest(self, key: str) -> str | None:
        with s3_answers(key):
            return digest_in(self.client.head_object(Bucket=self.bucket, Key=self._name(key), ChecksumMode="ENABLED"))

    def _check_locked(self, key: str, until: datetime) -> None:
        head = self.head(key)
        if head is None or head.retain_until is None or head.retain_until < until:
            raise Unsupported(f"the store did not keep the retention of {key}")

    def _same_or_taken(self, key: str, received: Spooled) -> None:
        head = self.head(key)
        there = head and (head.sha256 or self._digest_read_back(key))
        if there != received.sha256:
            raise KeyTaken(f"other bytes are stored under {key}")

    def _nothing(self, key: str) -> Iterator[bytes]:
        if self.head(key) is None:  # S3 has no word for an empty range
            raise NotFound(key)
        return iter(())

    def _digest_read_back(self, key: str) -> str:
        with self.open(key) as stream, as_spooled(stream, self.spool_directory) as there:
            return there.sha256


def _client_config() -> Config:
    """Path addressing for servers without wildcard names; the payload is signed, so that even a server without
    checksums notices a changed byte; no CRC of boto's own, which some servers answer wrongly for ranges."""
    return Config(
        s3={"addressing_style": "path", "payload_signing_enabled": True},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        retries={"max_attempts": 4, "mode": "standard"},
        connect_timeout=5,
        read_timeout=60,
    )


def _chunks(body: Any, key: str) -> Iterator[bytes]:
    with body, s3_answers(key):
        yield from body.iter_chunks(CHUNK)
