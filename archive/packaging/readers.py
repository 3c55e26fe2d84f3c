"""How are the files of a package listed and opened, wherever it lies?"""

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, cast


class Unreadable(Exception):
    """The package or a file in it could not be read, so nothing is known about it."""


class Damaged(Unreadable):
    """The container itself proves that the file's bytes are not those once stored (a ZIP's CRC, a broken stream)."""


class PackageReader(Protocol):
    """A bag as a flat list of files; paths are relative to the bag's folder, with "/" between segments."""

    def list(self) -> "list[tuple[str, int]]":
        """Every file with its size in bytes, in any order. Raises Unreadable when the package cannot be listed."""
        ...

    def open(self, path: str) -> AbstractContextManager[BinaryIO]:
        """The file's bytes. Raises Unreadable or OSError; a read may raise OSError too."""
        ...


def reason(error: Exception) -> str:
    """Why reading failed, without the path of the store."""
    strerror = error.strerror if isinstance(error, OSError) else None
    return strerror or str(error) or type(error).__name__


def _fail(error: OSError) -> None:
    """A folder that cannot be listed is no empty folder."""
    raise error


class DirectoryReader:
    """A bag that lies unpacked in a folder; a link or a special file is listed with size -1, never followed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._real = folder.resolve()

    def list(self) -> "list[tuple[str, int]]":
        """See PackageReader.list."""
        if not self._folder.is_dir():
            raise Unreadable("not a folder")
        return list(self._walk())

    def _walk(self) -> Iterator[tuple[str, int]]:
        for folder, folders, files in os.walk(self._folder, onerror=_fail):
            for name in [*folders, *files]:
                path = Path(folder, name)
                status = path.lstat()
                if not stat.S_ISDIR(status.st_mode):
                    size = status.st_size if stat.S_ISREG(status.st_mode) else -1
                    yield path.relative_to(self._folder).as_posix(), size

    def open(self, path: str) -> AbstractContextManager[BinaryIO]:
        """See PackageReader.open; refuses a path that leads out of the folder."""
        target = self._folder / path
        if target.is_symlink() or not target.resolve().is_relative_to(self._real):
            raise Unreadable("path leads out of the package")
        return target.open("rb")


class ZipReader:
    """A bag inside a ZIP file, with or without one folder around it; nothing is unpacked to disk."""

    def __init__(self, file: Path | BinaryIO) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise Unreadable(f"not a ZIP file: {error}") from error
        self._prefix = self._bag_folder()

    def _bag_folder(self) -> str:
        """The folder that holds `bagit.txt` directly under the top, "" when it lies at the top or nowhere."""
        names = self._zip.namelist()
        tops = {name.partition("/")[0] for name in names if name.partition("/")[2] == "bagit.txt"}
        if "bagit.txt" in names or len(tops) != 1:
            return ""
        return f"{tops.pop()}/"

    @property
    def folder(self) -> str:
        """The name of the folder around the bag, "" when there is none."""
        return self._prefix.rstrip("/")

    def list(self) -> "list[tuple[str, int]]":
        """See PackageReader.list; sizes are those of the directory, links and encrypted files get -1.

        A file beside the bag's folder is listed as `../name`, which no verdict lets pass.
        """
        return [(self._relative(info), self._size(info)) for info in self._zip.infolist() if not info.is_dir()]

    def _relative(self, info: zipfile.ZipInfo) -> str:
        inside = info.filename.startswith(self._prefix)
        return info.filename.removeprefix(self._prefix) if inside else f"../{info.filename}"

    @staticmethod
    def _size(info: zipfile.ZipInfo) -> int:
        is_link = stat.S_ISLNK(info.external_attr >> 16)
        return -1 if is_link or info.flag_bits & 0x1 else info.file_size

    @contextmanager
    def open(self, path: str) -> "Iterator[BinaryIO]":
        """See PackageReader.open; a stream never gives more than the directory's size.

        Raises Damaged when the ZIP's own checks fail while it is read.
        """
        try:
            with self._zip.open(self._prefix + path) as stream:
                yield cast(BinaryIO, stream)
        except (zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise Damaged(str(error)) from error
        except (KeyError, RuntimeError, NotImplementedError) as error:
            raise Unreadable(str(error)) from error

    def close(self) -> None:
        """Close the ZIP file."""
        self._zip.close()
