"""Does an upload arrive whole, within its limit, or not at all?"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from bhxh_archive.stores import Spool, TooLarge, spool


def test_chunks_become_a_durable_read_only_file_with_its_digest(tmp_path: Path) -> None:
    received = spool([b"one", b"", b"two"], tmp_path / "incoming")
    assert received.path.read_bytes() == b"onetwo" and received.size == 6
    assert received.sha256 == hashlib.sha256(b"onetwo").hexdigest()
    assert received.path.stat().st_mode & 0o777 == 0o444
    received.discard()
    received.discard()
    assert list((tmp_path / "incoming").iterdir()) == []


@pytest.mark.parametrize(("limit", "fits"), [(6, True), (5, False), (0, False)])
def test_the_limit_is_exact_and_leaves_nothing(tmp_path: Path, limit: int, fits: bool) -> None:
    if fits:
        spool([b"one", b"two"], tmp_path, limit).discard()
    else:
        with pytest.raises(TooLarge):
            spool([b"one", b"two"], tmp_path, limit)
    assert list(tmp_path.iterdir()) == []


def test_a_sender_that_breaks_off_leaves_nothing(tmp_path: Path) -> None:
    def broken() -> Iterator[bytes]:
        yield b"one"
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        spool(broken(), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_an_upload_handler_feeds_chunk_by_chunk(tmp_path: Path) -> None:
    receiver = Spool(tmp_path, limit=10)
    receiver.write(b"12345")
    receiver.write(memoryview(b"67890"))
    with receiver.finish() as received:
        assert received.size == 10
    with pytest.raises(TooLarge):
        Spool(tmp_path, limit=1).write(b"12")
    Spool(tmp_path).discard()
    assert list(tmp_path.iterdir()) == []
