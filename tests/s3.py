"""Where do tests get a real S3 server?

Put ``from tests.s3 import s3_bucket, s3_endpoint  # noqa: F401`` into a conftest to use the fixtures.
"""

import uuid
from collections.abc import Iterator

import pytest

from tools.s3server import CannotInstall, running


@pytest.fixture(scope="session")
def s3_endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run MiniStack for the session; skip with the reason where it can't be installed."""
    try:
        with running(tmp_path_factory.mktemp("s3")) as endpoint:
            yield endpoint
    except CannotInstall as reason:
        pytest.skip(f"no S3 server: {reason}")


@pytest.fixture
def s3_bucket() -> str:
    """Name a bucket no other test uses."""
    return f"test-{uuid.uuid4().hex[:12]}"
