"""Does every store keep the same promises?"""

import contextlib
import hashlib
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from bhxh_archive.stores import (
    BadKey,
    BadRange,
    DigestMismatch,
    KeyTaken,
    NotFound,
    Retained,
    Store,
    content_key,
    put_content,
    spool,
)

KEY = "don-vi/2026/HS-000123/v1/METS.xml"
BYTES = bytes(range(256)) * 8192 + b"the end"  # 2 MiB and a little: more than one chunk
SHA256 = hashlib.sha256(BYTES).hexdigest()
SEVENTY_YEARS = timedelta(days=70 * 365 + 17)


def keys(store: Store, prefix: str = "") -> list[str]:
    return [entry.key for entry in store.list(prefix)]


def leftovers(store: Store) -> list[Path]:
    return list(store.spool_directory.iterdir()) if store.spool_directory.exists() else []


def read(store: Store, key: str) -> bytes:
    with store.open(key) as file:
        return file.read()


def test_a_stream_is_stored_and_read_back(store: Store) -> None:
    stored = store.put_once(KEY, BytesIO(BYTES), sha256=SHA256)
    assert (stored.key, stored.sha256, stored.size, stored.created) == (KEY, SHA256, len(BYTES), True)
    assert read(store, KEY) == BYTES
    assert leftovers(store) == []


def test_a_file_and_a_spooled_upload_are_stored_alike(store: Store, tmp_path: Path) -> None:
    source = tmp_path / "scan.tif"
    source.write_bytes(BYTES)
    assert store.put_once("a/file", source).sha256 == SHA256
    with spool([BYTES[:1000], BYTES[1000:]], store.spool_directory) as received:
        assert store.put_once("a/spooled", received).sha256 == SHA256
    assert read(store, "a/file") == read(store, "a/spooled") == BYTES
    assert source.read_bytes() == BYTES and leftovers(store) == []


def test_changing_the_source_file_later_changes_nothing_in_the_store(store: Store, tmp_path: Path) -> None:
    source = tmp_path / "scan.tif"
    source.write_bytes(BYTES)
    put_content(store, source)
    store.put_once(KEY, source)
    with source.open("r+b") as file:
        file.write(b"tampered")
    assert read(store, KEY) == read(store, content_key(SHA256)) == BYTES


def test_an_empty_object_is_an_object(store: Store) -> None:
    assert store.put_once(KEY, BytesIO(b"")).size == 0
    head = store.head(KEY)
    assert head is not None and head.size == 0 and read(store, KEY) == b""
    assert list(store.open_range(KEY, 0, 0)) == []


def test_the_same_bytes_again_are_no_error(store: Store) -> None:
    store.put_once(KEY, BytesIO(BYTES))
    assert store.put_once(KEY, BytesIO(BYTES)).created is False


def test_other_bytes_under_a_taken_key_are_refused(store: Store) -> None:
    store.put_once(KEY, BytesIO(BYTES))
    with pytest.raises(KeyTaken):
        store.put_once(KEY, BytesIO(b"other"))
    assert read(store, KEY) == BYTES and leftovers(store) == []


@pytest.mark.parametrize("announced", ["0" * 64, SHA256.upper(), "", "not hex"])
def test_a_wrong_digest_leaves_nothing(store: Store, announced: str) -> None:
    with pytest.raises(DigestMismatch):
        store.put_once(KEY, BytesIO(BYTES), sha256=announced)
    assert store.head(KEY) is None and keys(store) == [] and leftovers(store) == []


def test_a_broken_stream_leaves_nothing(store: Store) -> None:
    class Cut(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            if self.tell():
                raise ConnectionResetError("the sender is gone")
            return super().read(size)

    with pytest.raises(ConnectionResetError):
        store.put_once(KEY, Cut(BYTES))
    assert keys(store) == [] and leftovers(store) == []


def test_eight_writers_have_one_winner(store: Store) -> None:
    def write(number: int) -> str:
        try:
            return "created" if store.put_once(KEY, BytesIO(b"writer %d" % number)).created else "same"
        except KeyTaken:
            return "taken"

    with ThreadPoolExecutor(8) as writers:
        outcomes = list(writers.map(write, range(8)))
    assert sorted(outcomes) == ["created"] + ["taken"] * 7
    assert read(store, KEY) == b"writer %d" % outcomes.index("created")


def test_eight_writers_of_the_same_bytes_all_succeed(store: Store) -> None:
    with ThreadPoolExecutor(8) as writers:
        stored = list(writers.map(lambda _: store.put_once(KEY, BytesIO(BYTES)), range(8)))
    assert [one.created for one in stored].count(True) == 1 and {one.sha256 for one in stored} == {SHA256}


def test_a_range_is_read_without_the_rest(store: Store) -> None:
    store.put_once(KEY, BytesIO(BYTES))
    assert b"".join(store.open_range(KEY, 1_500_000, 700_000)) == BYTES[1_500_000:][:700_000]
    assert b"".join(store.open_range(KEY, len(BYTES) - 3, 100)) == b"end"
    assert b"".join(store.open_range(KEY, 0, 1)) == b"\x00"


def test_a_range_outside_the_object_is_refused(store: Store) -> None:
    store.put_once(KEY, BytesIO(b"short"))
    with pytest.raises(BadRange):
        store.open_range(KEY, 5, 1)
    for start, length in ((-1, 2), (0, -1)):
        with pytest.raises(ValueError, match="not a range"):
            store.open_range(KEY, start, length)


def test_what_is_absent_is_said_so(store: Store) -> None:
    assert store.head(KEY) is None
    with pytest.raises(NotFound):
        store.open(KEY)
    with pytest.raises(NotFound):
        store.open_range(KEY, 0, 1)
    with pytest.raises(NotFound):
        store.open_range(KEY, 0, 0)
    with pytest.raises(NotFound):
        store.set_retention(KEY, datetime.now(UTC))
    store.delete(KEY)


def test_an_opened_object_is_seekable(store: Store) -> None:
    store.put_once(KEY, BytesIO(BYTES))
    with store.open(KEY) as file:
        file.seek(-7, 2)
        assert file.read() == b"the end"


def test_head_tells_size_and_a_true_digest_if_any(store: Store) -> None:
    store.put_once(KEY, BytesIO(BYTES))
    head = store.head(KEY)
    assert head is not None and head.size == len(BYTES) and head.retain_until is None
    assert head.sha256 == (SHA256 if store.capabilities.digest_reported else None)


def test_a_listing_is_in_order_of_key_and_respects_the_prefix(store: Store) -> None:
    names = ["a/b", "a-b", "a/c/d", "a.b", "ab/x", "b", "a/bb"]
    for name in names:
        store.put_once(name, BytesIO(name.encode()))
    assert keys(store) == sorted(names)
    assert keys(store, "a/") == ["a/b", "a/bb", "a/c/d"]
    assert keys(store, "a/b") == ["a/b", "a/bb"]
    assert keys(store, "a") == sorted(names)[:-1]
    assert keys(store, "none/such") == []
    assert [entry.size for entry in store.list("a/c")] == [5]


def test_a_listing_goes_past_a_page(store: Store) -> None:
    names = [f"many/{number:04}" for number in range(61)]
    with ThreadPoolExecutor(4) as writers:
        list(writers.map(lambda name: store.put_once(name, BytesIO(b".")), names))
    assert keys(store, "many/") == names


@pytest.mark.parametrize(
    "key",
    ["", "/a", "a/", "a//b", "../a", "a/../b", "a/.", "a/...", "hồ-sơ", "a b", "a\nb", "a\\b", "a\x00b", "x" * 201]
    + ["y/" * 450 + "y"],
)
def test_an_unsafe_key_is_refused_everywhere(store: Store, key: str) -> None:
    with pytest.raises(BadKey):
        store.put_once(key, BytesIO(b"bytes"))
    for refuse in (store.open, store.head, store.delete):
        with pytest.raises(BadKey):
            refuse(key)


def test_a_retained_object_cannot_be_deleted(store: Store) -> None:
    until = datetime.now(UTC) + SEVENTY_YEARS
    store.put_once(KEY, BytesIO(BYTES), retain_until=until)
    head = store.head(KEY)
    assert head is not None and head.retain_until is not None
    assert timedelta(0) <= head.retain_until - until < timedelta(seconds=1)
    with pytest.raises(Retained):
        store.delete(KEY)
    assert read(store, KEY) == BYTES


def test_retention_is_extended_never_shortened(store: Store) -> None:
    first = datetime.now(UTC).replace(microsecond=0) + timedelta(days=365)
    store.put_once(KEY, BytesIO(BYTES), retain_until=first)
    for asked, kept in ((0, 0), (-30, 0), (30, 30), (10, 30)):
        store.set_retention(KEY, first + timedelta(days=asked))
        head = store.head(KEY)
        assert head is not None and head.retain_until == first + timedelta(days=kept)


def test_putting_the_same_bytes_with_a_date_retains_them(store: Store) -> None:
    store.put_once(KEY, BytesIO(BYTES))
    assert store.put_once(KEY, BytesIO(BYTES), retain_until=datetime.now(UTC) + SEVENTY_YEARS).created is False
    with pytest.raises(Retained):
        store.delete(KEY)


def test_a_refused_put_does_not_retain_what_is_there(store: Store) -> None:
    store.put_once(KEY, BytesIO(BYTES))
    with pytest.raises(KeyTaken):
        store.put_once(KEY, BytesIO(b"other"), retain_until=datetime.now(UTC) + SEVENTY_YEARS)
    store.delete(KEY)
    assert store.head(KEY) is None


def test_retention_ends(store: Store) -> None:
    store.put_once(KEY, BytesIO(BYTES), retain_until=datetime.now(UTC) + timedelta(seconds=1))
    with pytest.raises(Retained):
        store.delete(KEY)
    deadline = time.monotonic() + 10
    while store.head(KEY) and time.monotonic() < deadline:
        with contextlib.suppress(Retained):  # servers compare whole seconds
            store.delete(KEY)
        time.sleep(0.1)
    assert store.head(KEY) is None and keys(store) == []


def test_a_date_without_time_zone_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="time zone"):
        store.put_once(KEY, BytesIO(BYTES), retain_until=datetime(2096, 1, 1))
    assert keys(store) == []


def test_a_deleted_key_is_free_again(store: Store) -> None:
    store.put_once(KEY, BytesIO(BYTES))
    store.delete(KEY)
    assert store.put_once(KEY, BytesIO(b"other")).created is True
    assert read(store, KEY) == b"other"


def test_content_is_stored_once_under_its_digest(store: Store) -> None:
    first, second = put_content(store, BytesIO(BYTES)), put_content(store, BytesIO(BYTES))
    assert (first.created, second.created) == (True, False)
    assert first.key == f"sha256/{SHA256[:2]}/{SHA256[2:4]}/{SHA256}" and keys(store) == [first.key]
    assert leftovers(store) == []


@pytest.mark.parametrize("lies_there", [BYTES[:-1] + b"!", b"", None])
def test_broken_content_gives_way_to_the_bytes_of_its_digest(
    store: Store, lies_there: bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    if lies_there is not None:
        store.put_once(content_key(SHA256), BytesIO(lies_there))
    stored = put_content(store, BytesIO(BYTES))
    assert (stored.created, stored.sha256, stored.size) == (True, SHA256, len(BYTES))
    assert read(store, stored.key) == BYTES and keys(store) == [stored.key] and leftovers(store) == []
    assert [vars(line)["digest"] for line in caplog.records if "repaired" in line.message] == [
        SHA256 for _ in [lies_there] if lies_there is not None
    ]


def test_no_bytes_take_the_place_of_sound_ones(store: Store) -> None:
    store.put_once(KEY, BytesIO(BYTES))
    with pytest.raises(DigestMismatch):
        store.mend(KEY, BytesIO(b"other"), sha256=SHA256)
    assert store.mend(KEY, BytesIO(BYTES), sha256=SHA256).created is False
    assert read(store, KEY) == BYTES and leftovers(store) == []


def test_what_is_retained_is_not_replaced(store: Store) -> None:
    store.put_once(KEY, BytesIO(b"other"), retain_until=datetime.now(UTC) + SEVENTY_YEARS)
    with pytest.raises(Retained):
        store.mend(KEY, BytesIO(BYTES), sha256=SHA256)
    assert read(store, KEY) == b"other"


def test_the_probe_leaves_only_what_is_locked(store: Store) -> None:
    store.put_once(KEY, BytesIO(BYTES))
    found = store.capabilities
    assert found.conditional_put and found.digest_checked and found.ranged_read
    assert found.retention in ("server", "program") and found.retention_extends and found.retention_never_shortens
    assert store.head(KEY) is not None
    left = keys(store, "probe/")
    assert len(left) == (1 if found.retention == "server" else 0)


def test_a_probe_writes_under_its_own_prefix_only(store: Store) -> None:
    bare = store.unguarded()
    for touch in (bare.delete, bare.versions, lambda key: bare.put(key, b"x")):
        with pytest.raises(BadKey):
            touch(KEY)
