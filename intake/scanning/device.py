"""Which questions does a scanner answer: what can you, what do you do, begin, next page, stop?"""

from __future__ import annotations

import re
from contextlib import suppress
from tempfile import SpooledTemporaryFile
from typing import IO, Final
from urllib.parse import urlsplit

from urllib3.response import BaseHTTPResponse

from intake.scanning.capabilities import Capabilities, read_capabilities
from intake.scanning.line import Line, chunks_of
from intake.scanning.place import Place
from intake.scanning.status import Status, read_status
from intake.scanning.trouble import Trouble
from intake.scanning.xml import MOST_XML_BYTES

PAGE_SECONDS: Final = 90.0
"""Enough for a lamp that warms up, or 600 dpi on both sides."""
IN_MEMORY: Final = 4 * 1024 * 1024
_JOB: Final = re.compile(r"/[!-~]{1,500}")


class Device:
    """One scanner at one place; every method raises Trouble. `page_seconds`: how long it may think before a page."""

    def __init__(self, place: Place, *, page_seconds: float = PAGE_SECONDS) -> None:
        self.place, self._page_seconds = place, page_seconds
        self._line = Line(place)

    def capabilities(self) -> Capabilities:
        return read_capabilities(self._document("ScannerCapabilities"))

    def status(self) -> Status:
        return read_status(self._document("ScannerStatus"))

    def _document(self, name: str) -> bytes:
        with self._line.ask("GET", f"{self.place.base}/{name}") as answer:
            if answer.status == 503:
                raise Trouble("busy")
            if answer.status != 200:
                raise Trouble("nonsense")
            try:
                return b"".join(chunks_of(answer, most=MOST_XML_BYTES))
            except Trouble as error:
                raise Trouble("nonsense" if error.code == "large" else error.code) from error

    def begin(self, settings: bytes) -> tuple[int, str, float]:
        """Ask for a scan: the HTTP status, the path of the job when it is 201, seconds to wait when it is 503.

        Of the address that the device names only the path is taken: it often knows itself by another name.
        """
        with self._line.ask("POST", f"{self.place.base}/ScanJobs", body=settings) as answer:
            path = urlsplit(answer.headers.get("Location", "")).path.rstrip("/")
            if answer.status == 201 and not _JOB.fullmatch(path):
                raise Trouble("nonsense")
            return answer.status, path, _seconds(answer)

    def next_page(self, job: str, *, most: int) -> tuple[int, IO[bytes] | None, float]:
        """The next page: HTTP status, with 200 the bytes (at most so many), seconds to wait when it is 503."""
        with self._line.ask("GET", f"{job}/NextDocument", seconds=self._page_seconds) as answer:
            content = _spooled(answer, most) if answer.status == 200 else None
            return answer.status, content, _seconds(answer)

    def stop(self, job: str) -> None:
        """Drop a job; a device that is gone or has forgotten it is none of our business any more."""
        with suppress(Trouble), self._line.ask("DELETE", job, seconds=5):
            pass


def _seconds(answer: BaseHTTPResponse) -> float:
    """What `Retry-After` asks for, between half a second and ten."""
    said = answer.headers.get("Retry-After", "")
    return min(10.0, max(0.5, float(said))) if said.isascii() and said.isdigit() else 1.0


def _spooled(answer: BaseHTTPResponse, most: int) -> IO[bytes]:
    """The whole body, in memory while it is small. A connection that ends too early has cut the page."""
    content = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - who gets it closes it
    try:
        for chunk in chunks_of(answer, most=most):
            content.write(chunk)
    except Trouble as error:
        content.close()
        raise Trouble("truncated" if error.code == "gone" else error.code) from error
    content.seek(0)
    return content
