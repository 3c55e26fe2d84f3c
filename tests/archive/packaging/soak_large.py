"""Packs, verifies and zips generated files in a process of its own; prints seconds and peak memory as JSON.

Arguments: folder, number of files, bytes per file.
"""

import json
import sys
import time
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, cast

from archive.packaging.bagzip import stream_zip
from archive.packaging.build import build
from archive.packaging.model import FileSource
from archive.packaging.readers import DirectoryReader
from archive.packaging.sinks import DirectorySink
from archive.packaging.verify import verify
from tests.archive.packaging.samples import MOMENT, documents, spec
from tests.memory import peak_mib

BLOCK = bytes(range(256)) * 4096


class Generated:
    """A stream of `size` bytes that never exist together."""

    def __init__(self, size: int) -> None:
        self._left = size

    def read(self, amount: int) -> bytes:
        data = BLOCK[: min(amount, self._left, len(BLOCK))]
        self._left -= len(data)
        return data

    def close(self) -> None:
        """Nothing is held."""


def generated(path: str, size: int, digest: str) -> FileSource:
    return FileSource(
        path=path,
        sha256=digest,
        size=size,
        media_type="image/jpeg",
        created=MOMENT,
        open=lambda: closing(cast(BinaryIO, Generated(size))),
    )


def digest_of(size: int) -> str:
    hasher, stream = sha256(), Generated(size)
    while data := stream.read(len(BLOCK)):
        hasher.update(data)
    return hasher.hexdigest()


def main(folder: Path, count: int, size: int) -> None:
    digest = digest_of(size)
    first, second = documents()
    scans = tuple(generated(f"scan.{number:06d}.jpg", size, digest) for number in range(count))
    made = spec(documents=(first, replace(second, originals=scans)))
    facts: dict[str, float] = {"before_mib": peak_mib()}
    start = time.perf_counter()
    result = build(made, DirectorySink(folder))
    facts |= {"build_s": time.perf_counter() - start, "build_mib": peak_mib(), "bytes": result.total_size}
    reader, start = DirectoryReader(folder / result.bag_name), time.perf_counter()
    facts["exit_code"] = verify(reader).exit_code
    facts |= {"verify_s": time.perf_counter() - start, "verify_mib": peak_mib()}
    start = time.perf_counter()
    facts["zip_bytes"] = sum(len(chunk) for chunk in stream_zip(reader, result.bag_name, MOMENT))
    facts |= {"zip_s": time.perf_counter() - start, "zip_mib": peak_mib()}
    print(json.dumps(facts))


main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
