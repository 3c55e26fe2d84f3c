"""What lies in a watched folder, and how is a file taken out of it, with no link leading elsewhere?"""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Final

TAKEN: Final = "da-nhan"
REFUSED: Final = "khong-nhan"
MOST: Final = 1000
"""Files that are looked at in one look; the others are for the next ones."""
SENTENCES: Final = {
    "no_root": "Máy chủ chưa được đặt thư mục gốc cho các thư mục quét (WATCHED_ROOT).",
    "link": "Trên đường dẫn có một liên kết, hệ thống không đi theo. Hãy dùng thư mục thật.",
    "unreadable": "Hệ thống không đọc được thư mục. Hãy cấp quyền đọc và ghi vào thư mục.",
    "unwritable": "Hệ thống không chuyển được tệp đã nhận sang thư mục con. Hãy cấp quyền ghi vào thư mục.",
    "keeper": "Người phụ trách không còn quyền quét ở đơn vị nên tệp phải chờ. Quản trị hãy chọn người khác.",
}
_DIRECTORY: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC
_HALF_MADE: Final = (".tmp", ".part", ".partial", ".crdownload")
_NOT_PAPER: Final = {"thumbs.db", "desktop.ini"}


class FolderTrouble(Exception):
    """A folder can't be worked with. `code` is one of SENTENCES, `message` its Vietnamese sentence."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code, self.message = code, SENTENCES[code]


@dataclass(frozen=True, slots=True)
class Seen:
    """One file as it lies there: size in bytes, time of its last change in nanoseconds."""

    name: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found: the files, and how many things are none (links, names that are no text)."""

    files: list[Seen]
    odd: int


class Folder:
    """A folder `path` below `root`, opened step by step; whatever is missing of it is made. Raises FolderTrouble."""

    def __init__(self, root: Path | None, path: str) -> None:
        self._root, self._path = root, path
        self._fd = -1

    def __enter__(self) -> Folder:
        if self._root is None:
            raise FolderTrouble("no_root")
        with _translated("unreadable"):
            here = os.open(self._root, _DIRECTORY & ~os.O_NOFOLLOW)
            try:
                for name in self._path.split("/"):
                    here, before = _step(here, name), here
                    os.close(before)
            except BaseException:
                os.close(here)
                raise
        self._fd = here
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._fd)

    def look(self) -> Look:
        """The files, in the order of their names; folders, hidden and half-made files are passed over."""
        files: list[Seen] = []
        odd = 0
        with _translated("unreadable"), os.scandir(self._fd) as entries:
            for entry in entries:
                if is_passed_over(entry.name) or entry.is_dir(follow_symlinks=False):
                    continue
                if not entry.is_file(follow_symlinks=False) or not _is_text(entry.name):
                    odd += 1
                elif len(files) < MOST:
                    files += _seen(entry)
        return Look(sorted(files, key=lambda seen: seen.name), odd)

    @contextmanager
    def reading(self, seen: Seen) -> Iterator[IO[bytes] | None]:
        """The file open for reading; None when it is not as it was seen."""
        try:
            fd = os.open(seen.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=self._fd)
        except FileNotFoundError:
            yield None
            return
        except OSError as error:
            raise FolderTrouble("unreadable") from error
        with os.fdopen(fd, "rb") as file:
            yield file if same(file, seen) else None

    def is_there(self, seen: Seen) -> bool:
        """Whether the file still lies there as it was seen."""
        try:
            return _is(os.stat(seen.name, dir_fd=self._fd, follow_symlinks=False), seen)
        except OSError:
            return False

    def put_away(self, name: str, into: str, called: str) -> None:
        """Move a file into the subfolder TAKEN or REFUSED; one that is gone is none of our business any more."""
        with _translated("unwritable"):
            folder = _step(self._fd, into)
            try:
                os.rename(name, called, src_dir_fd=self._fd, dst_dir_fd=folder)
            except FileNotFoundError:
                pass
            finally:
                os.close(folder)


def same(file: IO[bytes], seen: Seen) -> bool:
    """Whether an open file is still as it was seen: asked once more when it is read to its end."""
    return _is(os.fstat(file.fileno()), seen)


def is_passed_over(name: str) -> bool:
    """Whether a file is no scan: hidden, still being written, or left there by a file manager."""
    lower = name.lower()
    return lower.startswith((".", "~$")) or lower.endswith(_HALF_MADE) or lower in _NOT_PAPER


def called_away(number: int, name: str) -> str:
    """What a file is called in its subfolder: no two are called alike, and no name is too long for the disk."""
    stem, dot, ending = name.rpartition(".") if "." in name[1:] else (name, "", "")
    tail = (dot + ending)[-20:]
    room = 240 - len(tail.encode())
    return f"{number:06d}-" + stem.encode()[: room - 7].decode(errors="ignore") + tail


def _step(here: int, name: str) -> int:
    """One folder deeper, made when it is missing; never through a link."""
    try:
        return os.open(name, _DIRECTORY, dir_fd=here)
    except FileNotFoundError:
        os.mkdir(name, 0o770, dir_fd=here)
        return os.open(name, _DIRECTORY, dir_fd=here)
    except OSError as error:
        if error.errno in (errno.ENOTDIR, errno.ELOOP):
            raise FolderTrouble("link") from error
        raise


def _seen(entry: os.DirEntry[str]) -> list[Seen]:
    try:
        found = entry.stat(follow_symlinks=False)
    except FileNotFoundError:  # gone between the two questions
        return []
    return [Seen(entry.name, found.st_size, found.st_mtime_ns)]


def _is(found: os.stat_result, seen: Seen) -> bool:
    return stat.S_ISREG(found.st_mode) and (found.st_size, found.st_mtime_ns) == (seen.size, seen.mtime_ns)


def _is_text(name: str) -> bool:
    try:
        return bool(name.encode()) and len(name) <= 255
    except UnicodeEncodeError:  # bytes that are no UTF-8
        return False


@contextmanager
def _translated(code: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FolderTrouble(code) from error
