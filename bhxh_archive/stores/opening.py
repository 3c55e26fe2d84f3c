"""Which store does a URL of the settings name?"""

import os
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from bhxh_archive.stores.base import Store
from bhxh_archive.stores.filesystem import FilesystemStore

_S3_OPTIONS = {"endpoint", "region", "lock"}


def open_store(url: str, *, access_key: str | None = None, secret_key: str | None = None) -> Store:
    """Open ``file:///path`` or ``s3://bucket/prefix?endpoint=…&region=…&lock=GOVERNANCE|COMPLIANCE``.

    S3 credentials not given here come from the environment variables BHXH_S3_ACCESS_KEY and BHXH_S3_SECRET_KEY; never
    from the URL, which is logged and shown. Raises ValueError on any other URL.
    """
    parts = urlsplit(url)
    if parts.username or parts.password:
        raise ValueError("credentials do not belong into a store's URL")
    if parts.scheme == "file" and parts.netloc in ("", "localhost") and parts.path.startswith("/"):
        return FilesystemStore(Path(unquote(parts.path)))
    if parts.scheme == "s3" and parts.hostname:
        return _open_s3(parts, access_key, secret_key)
    raise ValueError(f"not a store's URL: {url!r}")


def _open_s3(parts: SplitResult, access_key: str | None, secret_key: str | None) -> Store:
    # boto3 and django-storages cost memory and start-up time that a directory store does not need
    from bhxh_archive.stores.s3 import S3Store

    options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
    if unknown := options.keys() - _S3_OPTIONS:
        raise ValueError(f"unknown in a store's URL: {', '.join(sorted(unknown))}")
    return S3Store(
        parts.netloc,
        unquote(parts.path).strip("/"),
        endpoint_url=options.get("endpoint"),
        access_key=access_key or os.environ.get("BHXH_S3_ACCESS_KEY"),
        secret_key=secret_key or os.environ.get("BHXH_S3_SECRET_KEY"),
        region=options.get("region", "us-east-1"),
        lock_mode=options.get("lock", "GOVERNANCE"),
    )
