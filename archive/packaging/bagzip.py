"""How is a stored package handed out as one ZIP without ever being whole in memory or on disk?"""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import IO, cast

from archive.packaging.readers import PackageReader
from archive.packaging.sinks import CHUNK
from archive.packaging.times import VIETNAM


class _Outlet:
    """A write-only, unseekable stream that keeps what was written until it is drained."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Keep a copy: zipfile may reuse its buffer."""
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing lies behind this stream."""

    def drain(self) -> bytes:
        """What was written since the last call."""
        data, self._parts = b"".join(self._parts), []
        return data


def stream_zip(reader: PackageReader, folder: str, moment: datetime) -> Iterator[bytes]:
    """The package as ZIP bytes (stored, ZIP64 where needed), files sorted under `folder`, dated `moment`.

    Holds at most two chunks of 1 MiB and the ZIP's directory. Raises what the reader raises, in mid-stream.
    """
    outlet = _Outlet()
    with zipfile.ZipFile(cast(IO[bytes], outlet), "w", zipfile.ZIP_STORED, allowZip64=True) as archive:
        for path, size in sorted(reader.list()):
            yield from _member(archive, outlet, reader, path, _info(f"{folder}/{path}", size, moment))
    yield outlet.drain()


def _info(name: str, size: int, moment: datetime) -> zipfile.ZipInfo:
    local = moment.astimezone(VIETNAM)
    info = zipfile.ZipInfo(name, (local.year, local.month, local.day, local.hour, local.minute, local.second))
    info.file_size = size
    info.external_attr = 0o644 << 16
    return info


def _member(
    archive: zipfile.ZipFile, outlet: _Outlet, reader: PackageReader, path: str, info: zipfile.ZipInfo
) -> Iterator[bytes]:
    # ZIP64 is decided by the size on record: an unseekable stream cannot go back and widen the header.
    with reader.open(path) as source, archive.open(info, "w", force_zip64=info.file_size >= 0xF0000000) as member:
        while chunk := source.read(CHUNK):
            member.write(chunk)
            yield outlet.drain()


def write_chunks(chunks: Iterable[bytes], out: IO[bytes]) -> int:
    """Write a stream of chunks to a file; the number of bytes written."""
    return sum(out.write(chunk) for chunk in chunks)
