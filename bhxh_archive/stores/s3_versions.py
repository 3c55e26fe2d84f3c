"""Which versions of an object does a bucket hold, and how does one go for good?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bhxh_archive.stores.errors import Unsupported
from bhxh_archive.stores.s3_answers import s3_answers

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client


def newest_versions(client: "S3Client", bucket: str, name: str) -> list[str | None]:
    """Return the ids of a key's versions and delete markers, newest first; [None] where the server has no versions."""
    try:
        with s3_answers(name):
            return list(_version_ids(client, bucket, name))
    except Unsupported:
        return [None]


def _version_ids(client: "S3Client", bucket: str, name: str) -> Iterator[str]:
    for page in client.get_paginator("list_object_versions").paginate(Bucket=bucket, Prefix=name):
        kept = [*page.get("Versions", []), *page.get("DeleteMarkers", [])]
        for version in kept:
            if version["Key"] == name:
                yield version["VersionId"]


def delete_version(client: "S3Client", bucket: str, name: str, version: str | None) -> None:
    """Remove one version; without an id, the object of a server that has no versions."""
    if version is None:
        client.delete_object(Bucket=bucket, Key=name)
    else:
        client.delete_object(Bucket=bucket, Key=name, VersionId=version)
