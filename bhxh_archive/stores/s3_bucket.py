"""How is an S3 bucket opened, and read?

django-storages opens the bucket; what it has no words for (conditional put, checksums, versions, locks) goes to the
boto3 client of the bucket it opened.
"""

import functools
import tempfile
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from botocore.config import Config
from storages.backends.s3 import S3Storage

from bhxh_archive.stores.base import CHUNK, Entry, Head, check_key, check_prefix, check_range
from bhxh_archive.stores.errors import NotFound, Unsupported
from bhxh_archive.stores.s3_answers import digest_in, s3_answers

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client
    from mypy_boto3_s3.type_defs import PaginatorConfigTypeDef

_IN_MEMORY = 8 << 20


class S3Bucket:
    """The reading half of an S3 store: one bucket, below an optional prefix."""

    def __init__(
        self,
        bucket: str,
        prefix: str = "",
        *,
        endpoint_url: str | None = None,
        access_key: str | None = None,
        secret_key: str | None = None,
        region: str = "us-east-1",
        spool_directory: Path | None = None,
        page_size: int = 1000,
    ) -> None:
        """Describe the bucket; nothing is asked of the server before first use."""
        self.bucket = bucket
        self._prefix = f"{check_key(prefix)}/" if prefix else ""
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

    @functools.cached_property
    def lockable(self) -> bool:
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

    def _nothing(self, key: str) -> Iterator[bytes]:
        if self.head(key) is None:  # S3 has no word for an empty range
            raise NotFound(key)
        return iter(())


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
