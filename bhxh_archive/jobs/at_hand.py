"""How do several jobs in a row work on one large file without fetching it from the store each time?

A copy stays on this machine from the first job until `let_go`. Whoever works has a name of its own for it, so that it
can be let go, crowded out or swept in any moment; what nobody lets go of, `storage.sweep` removes a day later.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from bhxh_archive import storage
from bhxh_archive.models import StoredFile

MOST_BYTES: Final = 2 << 30
"""What all copies that wait may weigh together; the one not needed for longest goes first."""


@contextmanager
def at_hand(row: StoredFile) -> Iterator[Path]:
    """`storage.local_copy`, but the next job on this machine finds the copy there. To be read only."""
    with storage.scratch("copy") as folder:
        path = folder / row.digest
        if not _taken(row, path):
            storage.write_to(row, path)
            _leave(row, path)
        yield path


def let_go(digest: str) -> None:
    """No further job needs the copy on this machine; nothing happens where there is none."""
    _kept(digest).unlink(missing_ok=True)


def _kept(digest: str) -> Path:
    return storage.scratch_root() / f"kept-{digest}"


def _taken(row: StoredFile, path: Path) -> bool:
    try:
        os.link(_kept(row.digest), path)
    except OSError:  # not there, or a file system without links
        return False
    os.utime(path)  # one file under two names: the sweeper sees that it is in use
    return True


def _leave(row: StoredFile, path: Path) -> None:
    if row.size > MOST_BYTES:
        return
    _crowd_out(MOST_BYTES - row.size)
    path.chmod(0o400)
    with suppress(OSError):  # another worker left it meanwhile, or no links here: then each job fetches its own
        os.link(path, _kept(row.digest))


def _crowd_out(most: int) -> None:
    """Let the copies go that were not used for longest, until the others weigh `most` bytes together."""
    for _, size, path in sorted(_waiting(), reverse=True):
        most -= size
        if most < 0:
            path.unlink(missing_ok=True)


def _waiting() -> Iterator[tuple[float, int, Path]]:
    """When each copy was used last, its bytes, and where it is."""
    for path in storage.scratch_root().glob("kept-*"):
        with suppress(FileNotFoundError):  # let go in this moment
            found = path.stat()
            yield found.st_mtime, found.st_size, path
