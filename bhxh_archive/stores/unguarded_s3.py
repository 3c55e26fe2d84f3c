"""What would an S3 server let happen if this program did not stand before it?"""

import base64
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bhxh_archive.stores.base import PROBE_PREFIX, check_key
from bhxh_archive.stores.errors import BadKey, DigestMismatch, Retained, StoreError
from bhxh_archive.stores.s3_answers import AlreadyThere, Conflict, s3_answers
from bhxh_archive.stores.s3_versions import delete_version, newest_versions

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


class UnguardedBucket:
    """The S3 store's ``Unguarded``: requests the server alone may refuse."""

    def __init__(self, client: "S3Client", bucket: str, prefix: str) -> None:
        """Work in ``bucket`` below ``prefix`` and the probe prefix only."""
        self._client = client
        self._bucket = bucket
        self._prefix = prefix

    def put(self, key: str, data: bytes, *, create_only: bool = False, sha256: str | None = None) -> bool:
        """Write at once; False when the server found the key taken (create-only) or the digest wrong."""
        conditions: dict[str, Any] = {}
        if create_only:
            conditions["IfNoneMatch"] = "*"
        if sha256:
            conditions["ChecksumSHA256"] = base64.b64encode(bytes.fromhex(sha256)).decode()
        try:
            with s3_answers(key):
                self._client.put_object(Bucket=self._bucket, Key=self._name(key), Body=data, **conditions)
        except (AlreadyThere, Conflict, DigestMismatch):
            return False
        return True

    def delete(self, key: str) -> bool:
        """Remove the newest version for good; False when the server refused."""
        name = self._name(key)
        try:
            with s3_answers(key, refusal=Retained):
                newest = newest_versions(self._client, self._bucket, name)[0]
                delete_version(self._client, self._bucket, name, newest)
        except Retained:
            return False
        return True

    def versions(self, key: str) -> int:
        """Count the versions the server still holds."""
        return len(newest_versions(self._client, self._bucket, self._name(key)))

    def shorten(self, key: str, until: datetime) -> bool:
        """Ask for an earlier end of retention; False when the server refused."""
        try:
            with s3_answers(key, refusal=Retained):
                retention: Any = {"Mode": "GOVERNANCE", "RetainUntilDate": until}
                self._client.put_object_retention(Bucket=self._bucket, Key=self._name(key), Retention=retention)
        except StoreError:
            return False
        return True

    def _name(self, key: str) -> str:
        if not key.startswith(PROBE_PREFIX):
            raise BadKey(f"a probe writes under {PROBE_PREFIX} only, not {key!r}")
        return self._prefix + check_key(key)
