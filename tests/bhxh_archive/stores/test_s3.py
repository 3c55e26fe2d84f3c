"""Does the S3 store notice a server that does less than it says?"""

import hashlib
import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest

from bhxh_archive.stores import DigestMismatch, KeyTaken, Retained, StoreUnavailable, Unsupported
from bhxh_archive.stores.s3 import S3Store
from tests.bhxh_archive.stores.meddler import Meddling, meddled

KEY = "a/b/object"
LATER = datetime.now(UTC) + timedelta(days=3650)
LOCK_HEADERS = ("x-amz-object-lock",)
CHECKSUM_HEADERS = ("x-amz-checksum", "x-amz-sdk-checksum")


def reads_back(meddling: Meddling) -> bool:
    return any(line.startswith("GET") and KEY in line for line in meddling.seen)


def opened(endpoint: str, bucket: str) -> S3Store:
    return S3Store(bucket, endpoint_url=endpoint, access_key="test-access-key", secret_key="test-secret-key")


@pytest.fixture
def through(s3_endpoint: str, s3_bucket: str) -> Iterator:
    """A function that opens the same bucket through a meddling proxy."""
    opened(s3_endpoint, s3_bucket).ensure_bucket()
    with ExitStack() as proxies:
        yield lambda meddling: opened(proxies.enter_context(meddled(s3_endpoint, meddling)), s3_bucket)


def test_the_good_server_is_seen_as_good(through) -> None:
    found = through(Meddling()).capabilities
    assert (found.conditional_put, found.digest_checked, found.digest_reported) == (True, True, True)
    assert (found.versions, found.retention) == (True, "server")


def test_a_server_that_ignores_conditions_is_found_out(through) -> None:
    store = through(Meddling(loses=("if-none-match",)))
    assert store.capabilities.conditional_put is False
    store.put_once(KEY, BytesIO(b"first"))
    with pytest.raises(KeyTaken):
        store.put_once(KEY, BytesIO(b"second"))


def test_a_server_without_checksums_is_found_out_and_read_back(through) -> None:
    meddling = Meddling(loses=CHECKSUM_HEADERS)
    store = through(meddling)
    found = store.capabilities
    assert (found.digest_checked, found.digest_reported) == (False, False)
    store.put_once(KEY, BytesIO(b"bytes"))
    assert reads_back(meddling)


def test_no_object_is_read_back_where_the_server_vouches(through) -> None:
    meddling = Meddling()
    store = through(meddling)
    store.put_once(KEY, BytesIO(b"bytes"))
    assert not reads_back(meddling)
    store.put_once(KEY, BytesIO(b"bytes"))
    assert reads_back(meddling), "what it vouched for once may have changed on its disk since"


def test_a_server_that_only_repeats_the_digest_it_was_told_is_not_believed(through) -> None:
    store = through(
        Meddling(
            loses=CHECKSUM_HEADERS,
            echoes="x-amz-checksum-sha256",
            spoils=lambda body: body.replace(b"right", b"wrong"),
        )
    )
    assert store.put_once(KEY, BytesIO(b"bytes")).created
    with pytest.raises(DigestMismatch):
        store.put_once(f"{KEY}-spoiled", BytesIO(b"right"))
    assert store.head(f"{KEY}-spoiled") is None


@pytest.mark.parametrize("lost", [(), CHECKSUM_HEADERS])
def test_bytes_spoiled_on_the_way_are_never_stored(through, lost: tuple[str, ...]) -> None:
    store = through(Meddling(loses=lost, spoils=lambda body: body.replace(b"right", b"wrong")))
    with pytest.raises((DigestMismatch, StoreUnavailable)):
        store.put_once(KEY, BytesIO(b"right" * 1000))
    assert list(store.list()) == [] and store.head(KEY) is None


def test_a_lock_that_was_ignored_is_found_out_and_taken_back(through) -> None:
    store = through(Meddling(loses=LOCK_HEADERS))
    with pytest.raises(Unsupported):
        store.put_once(KEY, BytesIO(b"bytes"), retain_until=LATER)
    assert store.head(KEY) is None
    assert store.capabilities.retention == "nobody"


def test_a_server_that_deletes_what_it_locked_is_found_out(through) -> None:
    store = through(Meddling(adds={"x-amz-bypass-governance-retention": "true"}))
    assert store.capabilities.retention == "program"
    store.put_once(KEY, BytesIO(b"bytes"), retain_until=LATER)
    with pytest.raises(Retained):
        store.delete(KEY)


def test_a_bucket_without_lock_says_so_and_keeps_no_object_unlocked(s3_endpoint: str, s3_bucket: str) -> None:
    store = opened(s3_endpoint, s3_bucket)
    store.client.create_bucket(Bucket=s3_bucket)
    with pytest.raises(Unsupported):
        store.put_once(KEY, BytesIO(b"bytes"), retain_until=LATER)
    assert store.head(KEY) is None
    found = store.capabilities
    assert (found.retention, found.versions, found.conditional_put) == ("nobody", False, True)
    store.put_once(KEY, BytesIO(b"bytes"))
    store.delete(KEY)
    assert store.head(KEY) is None


def test_compliance_holds_even_against_a_bypass(s3_endpoint: str, s3_bucket: str) -> None:
    plain = opened(s3_endpoint, s3_bucket)
    plain.ensure_bucket()
    with meddled(s3_endpoint, Meddling(adds={"x-amz-bypass-governance-retention": "true"})) as proxy:
        store = S3Store(s3_bucket, endpoint_url=proxy, access_key="k", secret_key="s", lock_mode="COMPLIANCE")
        assert store.capabilities.retention == "server"


def test_deleting_removes_every_version(s3_endpoint: str, s3_bucket: str) -> None:
    store = opened(s3_endpoint, s3_bucket)
    assert store.ensure_bucket() is True and store.ensure_bucket() is False
    store.put_once(KEY, BytesIO(b"bytes"))
    store.put_once(f"{KEY}-longer", BytesIO(b"bytes"))
    store.client.delete_object(Bucket=s3_bucket, Key=KEY)  # an outside tool leaves a marker over the version
    assert store.head(KEY) is None
    store.delete(KEY)
    left = store.client.list_object_versions(Bucket=s3_bucket, Prefix=KEY)
    assert [version["Key"] for version in left["Versions"]] == [f"{KEY}-longer"] and "DeleteMarkers" not in left


def test_a_foreign_object_without_digest_is_compared_by_its_bytes(through, s3_bucket: str) -> None:
    store = through(Meddling(loses=CHECKSUM_HEADERS))
    store.client.put_object(Bucket=s3_bucket, Key=KEY, Body=b"bytes")
    assert store.put_once(KEY, BytesIO(b"bytes")).sha256 == hashlib.sha256(b"bytes").hexdigest()
    with pytest.raises(KeyTaken):
        store.put_once(KEY, BytesIO(b"other"))


def test_a_large_object_streams_whole(through) -> None:
    block = os.urandom(1 << 20)
    stored = through(Meddling()).put_once(KEY, BytesIO(block * 24))
    assert stored.size == 24 << 20 and stored.sha256 == hashlib.sha256(block * 24).hexdigest()


def test_a_server_that_is_not_there_is_named(s3_bucket: str) -> None:
    with pytest.raises(StoreUnavailable):
        opened("http://127.0.0.1:9", s3_bucket).head(KEY)
