"""Does the directory store survive crashes, races between processes and a full disk?"""

import os
import signal
import stat
import subprocess
import sys
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest

from bhxh_archive.stores import KeyTaken, StoreUnavailable, put_content, spool
from bhxh_archive.stores.filesystem import FilesystemStore

ROOT = Path(__file__).parents[3]
KEY = "a/b/object"

PUT_SLOWLY = """
import sys
from io import BytesIO
from pathlib import Path
from bhxh_archive.stores.filesystem import FilesystemStore

class Endless(BytesIO):
    def read(self, size=-1):
        print("reading", flush=True)
        return b"x" * 65536

FilesystemStore(Path(sys.argv[1])).put_once("a/b/object", Endless())
"""

PUT_WHEN_TOLD = """
import sys
from io import BytesIO
from pathlib import Path
from bhxh_archive.stores import KeyTaken
from bhxh_archive.stores.filesystem import FilesystemStore

store = FilesystemStore(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(20):
    try:
        store.put_once(f"race/{number}", BytesIO(sys.argv[2].encode() * 1000))
        print("won", number)
    except KeyTaken:
        print("lost", number)
"""

PUT_WITH_LITTLE_SPACE = """
import resource, sys
from io import BytesIO
from pathlib import Path
from bhxh_archive.stores import StoreFull
from bhxh_archive.stores.filesystem import FilesystemStore

store = FilesystemStore(Path(sys.argv[1]))
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    store.put_once("a/b/object", BytesIO(b"x" * 200_000))
except StoreFull:
    sys.exit(42)
"""


def python(program: str, *arguments: object) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", program, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )


def test_a_kill_in_the_middle_of_a_put_leaves_nothing_visible(tmp_path: Path) -> None:
    with python(PUT_SLOWLY, tmp_path) as writer:
        assert writer.stdout is not None
        for _ in range(4):
            assert writer.stdout.readline() == "reading\n"
        writer.send_signal(signal.SIGKILL)
    store = FilesystemStore(tmp_path)
    assert list(store.list()) == [] and store.head(KEY) is None
    assert len(list(store.spool_directory.iterdir())) == 1
    assert store.sweep() == 0  # too young: it might be another process at work
    assert store.sweep(older_than=timedelta(0)) == 1
    assert list(store.spool_directory.iterdir()) == []
    assert store.put_once(KEY, BytesIO(b"whole")).created


def test_processes_race_for_a_key_and_one_wins(tmp_path: Path) -> None:
    racers = [python(PUT_WHEN_TOLD, tmp_path, name) for name in "abcd"]
    for racer in racers:
        assert racer.stdout is not None and racer.stdout.readline() == "ready\n"
    said = [racer.communicate("go\n", timeout=60)[0].split("\n") for racer in racers]
    store = FilesystemStore(tmp_path)
    for number in range(20):
        winners = [name for name, lines in zip("abcd", said, strict=True) if f"won {number}" in lines]
        assert len(winners) == 1
        with store.open(f"race/{number}") as file:
            assert file.read() == winners[0].encode() * 1000


def test_a_full_disk_is_named_and_leaves_nothing(tmp_path: Path) -> None:
    with python(PUT_WITH_LITTLE_SPACE, tmp_path) as writer:
        assert writer.wait(timeout=60) == 42
    store = FilesystemStore(tmp_path)
    assert list(store.list()) == [] and list(store.spool_directory.iterdir()) == []


def test_a_spooled_upload_is_linked_not_copied(tmp_path: Path) -> None:
    store = FilesystemStore(tmp_path)
    with spool([b"page"], store.spool_directory) as received:
        inode = received.path.stat().st_ino
        put_content(store, received)
        store.put_once(KEY, received)
    assert (tmp_path / "data" / KEY).stat().st_ino == inode
    assert list(store.spool_directory.iterdir()) == []


def test_a_spool_on_another_file_system_is_copied(tmp_path: Path) -> None:
    elsewhere = Path("/dev/shm")
    if not os.access(elsewhere, os.W_OK) or elsewhere.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("no second file system to spool on")
    store = FilesystemStore(tmp_path)
    with spool([b"page"], elsewhere) as received:
        assert store.put_once(KEY, received, sha256=received.sha256).created
        with pytest.raises(KeyTaken):
            store.put_once(KEY, BytesIO(b"other"))
        assert not store.put_once(KEY, received).created
    assert (tmp_path / "data" / KEY).read_bytes() == b"page" and list(store.spool_directory.iterdir()) == []


def test_a_stored_file_is_read_only_and_lies_under_its_key(tmp_path: Path) -> None:
    FilesystemStore(tmp_path).put_once(KEY, BytesIO(b"bytes"))
    found = tmp_path / "data" / KEY
    assert found.read_bytes() == b"bytes" and stat.S_IMODE(found.stat().st_mode) == 0o444


def test_an_object_cannot_lie_below_or_above_another(tmp_path: Path) -> None:
    store = FilesystemStore(tmp_path)
    store.put_once(KEY, BytesIO(b"bytes"))
    for key in (f"{KEY}/below", "a/b"):
        with pytest.raises(KeyTaken):
            store.put_once(key, BytesIO(b"bytes"))


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StoreUnavailable):
        FilesystemStore(tmp_path / "file")
