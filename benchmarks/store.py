"""How many scanned pages per second are received, hashed and stored, against writing the same bytes bare?"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.report import KEPT, Row
from bhxh_archive.stores import Store, put_content, spool
from bhxh_archive.stores.filesystem import FilesystemStore
from tools.s3server import CannotInstall, running

if TYPE_CHECKING:
    from bhxh_archive.stores.s3 import S3Store

PAGES = 200
PAGE_SIZE = 350_000  # bytes: an A4 page at 200 dpi in colour, as JPEG
CHUNK = 64 << 10  # bytes: what Django hands over at a time
ROUNDS = 3
RAW, FLUSHED, STORED = "directory: written", "directory: written and flushed", "directory: received, hashed, stored"
S3_RAW, S3_STORED = "S3: sent by boto3", "S3: received, hashed, stored"


def measure(*, tiny: bool = False) -> list[Row]:
    """Return pages per second for the directory store and, where it can be installed, the S3 test server."""
    pages, rounds = (2, 1) if tiny else (PAGES, ROUNDS)
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=KEPT, prefix="store-") as name, ExitStack() as servers:
        folder = Path(name)
        cases = _directory_cases(folder)
        try:
            cases |= _s3_cases(servers.enter_context(running(folder / "server")), folder / "spool")
        except CannotInstall as reason:
            missing: Row = {"case": "S3", "value": 0.0, "unit": "pages/s", "note": str(reason)}
            return [*_rows(_timed(cases, pages, rounds)), missing]
        return _rows(_timed(cases, pages, rounds))


def _directory_cases(folder: Path) -> dict[str, Callable[[bytes], None]]:
    raw, numbers, store = folder / "raw", count(), FilesystemStore(folder / "store")
    raw.mkdir()
    return {
        RAW: lambda page: _write(raw / str(next(numbers)), page, flush=False),
        FLUSHED: lambda page: _write(raw / str(next(numbers)), page, flush=True),
        STORED: lambda page: _receive(store, page),
    }


def _s3_cases(endpoint: str, spool_directory: Path) -> dict[str, Callable[[bytes], None]]:
    from bhxh_archive.stores.s3 import S3Store  # loads Django's settings, which the directory does not need

    store = S3Store(
        "bench", endpoint_url=endpoint, access_key="bench", secret_key="bench", spool_directory=spool_directory
    )
    store.ensure_bucket()
    numbers = count()
    return {
        S3_RAW: lambda page: _send(store, f"raw/{next(numbers)}", page),
        S3_STORED: lambda page: _receive(store, page),
    }


def _write(path: Path, page: bytes, *, flush: bool) -> None:
    with path.open("wb", buffering=0) as file:
        file.write(page)
        if flush:
            os.fsync(file.fileno())


def _send(store: "S3Store", key: str, page: bytes) -> None:
    store.client.put_object(Bucket=store.bucket, Key=key, Body=page)


def _receive(store: Store, page: bytes) -> None:
    with spool(_chunks(page), store.spool_directory) as received:
        put_content(store, received)


def _chunks(page: bytes) -> Iterator[bytes]:
    for start in range(0, len(page), CHUNK):
        yield page[start : start + CHUNK]


def _timed(cases: dict[str, Callable[[bytes], None]], number: int, rounds: int) -> dict[str, float]:
    """Return the median pages per second of each case; cases take turns, so that a slow minute hits all alike."""
    rates: dict[str, list[float]] = {case: [] for case in cases}
    for _ in range(rounds):
        for case, put in cases.items():
            pages = [os.urandom(PAGE_SIZE) for _ in range(number)]
            os.sync()
            started = time.perf_counter()
            for page in pages:
                put(page)
            rates[case].append(number / (time.perf_counter() - started))
    return {case: statistics.median(found) for case, found in rates.items()}


def _rows(rates: dict[str, float]) -> list[Row]:
    baselines = {FLUSHED: RAW, STORED: FLUSHED, S3_STORED: S3_RAW}
    rows: list[Row] = []
    for case, rate in rates.items():
        row: Row = {"case": case, "value": round(rate, 1), "unit": "pages/s"}
        if against := baselines.get(case):
            row |= {"against": against, "ratio": round(rate / rates[against], 3)}
        rows.append(row)
    return rows
