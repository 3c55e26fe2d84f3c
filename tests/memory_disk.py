"""Where does a test's database server lie, so that the thousands of files of its databases cost little?

A database of ours is 1,300 files, and every module with rows of its own copies one and drops it again. On ext4, which
looks for a place that nothing was deleted from a moment ago, that takes five to ten times as long as in memory.
"""

from __future__ import annotations

import fcntl
import shutil
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, Final

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - a fresh folder in it, as in any folder for what is temporary
ROOM: Final = 4 * 1024**3
"""Bytes that must be free there, and as many again of the machine's memory: a whole run fills a part of it."""
PREFIX: Final = "bhxh-archive-test-"
HELD: Final = "held"
A_WHILE: Final = 600


def new_folder() -> tuple[Path, IO[str]]:
    """A fresh folder, in memory where there is room, and what says that it is in use for as long as it is open."""
    home = Path(tempfile.mkdtemp(prefix=PREFIX, dir=MEMORY if _has_room() else None))
    held = (home / HELD).open("w")
    fcntl.flock(held, fcntl.LOCK_EX)
    return home, held


def _has_room() -> bool:
    try:
        sweep()
        return shutil.disk_usage(MEMORY).free >= ROOM and _available() >= 2 * ROOM
    except OSError:  # no such folder or file: another system
        return False


def _available() -> int:
    """Bytes of memory that programs could still have."""
    rows = (line.split() for line in Path("/proc/meminfo").read_text().splitlines())
    return next(int(row[1]) * 1024 for row in rows if row[0] == "MemAvailable:")


def sweep(older_than: float = A_WHILE) -> None:
    """Give back the memory of runs that were killed; `older_than` are the seconds that nobody needs to take hold."""
    for held in MEMORY.glob(f"{PREFIX}*/{HELD}"):
        with suppress(OSError), held.open() as file:  # somebody holds it, or it is another's
            if time.time() - held.stat().st_mtime > older_than:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(held.parent)
