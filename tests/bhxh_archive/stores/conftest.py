"""Which stores must keep the contract?"""

from pathlib import Path

import pytest

from bhxh_archive.stores import Store
from bhxh_archive.stores.filesystem import FilesystemStore
from tests.s3 import s3_bucket, s3_endpoint  # noqa: F401


@pytest.fixture
def directory_store(tmp_path: Path) -> FilesystemStore:
    return FilesystemStore(tmp_path / "store")


@pytest.fixture
def s3_store(s3_endpoint: str, s3_bucket: str, tmp_path: Path) -> Store:  # noqa: F811
    from bhxh_archive.stores.s3 import S3Store

    store = S3Store(
        s3_bucket,
        "kho/chinh",
        endpoint_url=s3_endpoint,
        access_key="test-access-key",
        secret_key="test-secret-key",
        spool_directory=tmp_path / "spool",
        page_size=20,  # so that sixty keys already take several pages
    )
    store.ensure_bucket()
    return store


@pytest.fixture(params=["directory_store", "s3_store"])
def store(request: pytest.FixtureRequest) -> Store:
    return request.getfixturevalue(request.param)
