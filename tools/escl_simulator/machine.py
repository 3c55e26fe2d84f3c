"""What state is the simulated scanner in: paper, jobs, faults?"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from itertools import count
from uuid import uuid4

from tools.escl_simulator import papers
from tools.escl_simulator.faults import Faults


@dataclass
class Job:
    """One scan: what was asked for, which sides are still to come, how it goes on."""

    path: str
    dpi: int
    mode: str
    width: int
    height: int
    pdf: bool
    feeder: bool
    sides: list[tuple[int, bool]]
    phase: str = "Processing"
    given: int = 0
    asked: int = 0


@dataclass
class Machine:
    """A scanner with glass and a feeder of so many sheets; `refill` puts as many in again after each job.

    `ranges` tells resolutions as a range, `pdf_only` offers nothing else; `duplex` and `feeder` can be missing.
    `laid` are pictures (JPEG) that lie in the feeder instead of papers of its own.
    """

    sheets: int = 3
    laid: tuple[bytes, ...] = ()
    refill: bool = False
    name: str = "Máy quét thử nghiệm"
    resolutions: tuple[int, ...] = (75, 100, 200, 300, 600)
    ranges: bool = False
    pdf_only: bool = False
    has_feeder: bool = True
    has_duplex: bool = True
    has_platen: bool = True
    faults: Faults = field(default_factory=Faults)
    uuid: str = field(default_factory=lambda: str(uuid4()))
    jobs: dict[str, Job] = field(default_factory=dict)
    lock: threading.RLock = field(default_factory=threading.RLock)
    jammed: str = ""
    off: bool = False

    def __post_init__(self) -> None:
        self.sheets = len(self.laid) or self.sheets
        self.loaded, self._copies, self._busy = self.sheets, count(1), 0

    @property
    def running(self) -> Job | None:
        return next((job for job in self.jobs.values() if job.phase == "Processing"), None)

    @property
    def feeder(self) -> str:
        """The feeder's state as the protocol names it."""
        return self.jammed or ("ScannerAdfLoaded" if self.loaded else "ScannerAdfEmpty")

    def begin(self, job: Job, duplex: bool) -> int:
        """Take a job up; the HTTP status that it gets."""
        with self.lock:
            self._busy += 1
            if self._busy <= self.faults.busy or self.running:
                return 503
            if job.feeder and (self.jammed or not self.loaded):
                return 409
            sheets = range(1, self.loaded + 1) if job.feeder else range(1, 2)
            job.sides = [(sheet, back) for sheet in sheets for back in ((False, True) if duplex else (False,))]
            self.jobs[job.path] = job
            return 201

    def next(self, path: str) -> tuple[int, bytes]:
        """HTTP status and body of the next page."""
        with self.lock:
            job = self.jobs.get(path)
            if job is None or job.phase in ("Completed", "Aborted"):
                return 404, b""
            if job.phase == "Canceled":
                return 410, b""
            return self._page(job)

    def _page(self, job: Job) -> tuple[int, bytes]:
        number = job.given + 1
        if not job.sides:
            return self._complete(job)
        job.asked += 1
        if job.asked <= self.faults.slow:
            return 503, b""
        if fault := self._mechanical(job, number):
            return fault
        job.asked = 0
        return 200, self._bytes(job, number)

    def _mechanical(self, job: Job, number: int) -> tuple[int, bytes] | None:
        for name, state in (("jam", "ScannerAdfJam"), ("multipick", "ScannerAdfMultipickDetected")):
            if job.feeder and getattr(self.faults, name) == number:
                self.jammed, job.phase = state, "Aborted"
                return 404, b""
        if self.faults.stopped == number:
            job.phase = "Canceled"
            return 410, b""
        if self.faults.broken == number:
            job.phase = "Aborted"
            return 500, b""
        if self.faults.gone == number:
            self.off = True
        return None

    def _complete(self, job: Job) -> tuple[int, bytes]:
        job.phase = "Completed"
        if job.feeder:
            self.loaded = self.sheets if self.refill else 0
        return 404, b""

    def _bytes(self, job: Job, number: int) -> bytes:
        taken = len(job.sides) if job.pdf else 1
        sides, job.sides = job.sides[:taken], job.sides[taken:]
        job.given += 1
        images = [papers.draw(sheet, back, dpi=job.dpi, mode=job.mode, width=job.width, height=job.height,
                              copy=next(self._copies)) for sheet, back in sides]  # fmt: skip
        content = papers.as_pdf(images, job.dpi) if job.pdf else papers.as_jpeg(images, job.dpi)
        if self.laid and not job.pdf:
            content = self.laid[number - 1]
        return b"<html>not a page</html>" if self.faults.foreign == number else content

    def stop(self, path: str) -> int:
        """Drop a job, as a DELETE asks."""
        with self.lock:
            job = self.jobs.get(path)
            if job is None:
                return 404
            if job.phase == "Processing":
                job.phase = "Canceled"
            return 200

    def put_in(self, sheets: int) -> None:
        """Clear the way of the paper and put so many sheets into the feeder; every fault is over."""
        with self.lock:
            self.sheets = self.loaded = sheets
            self.jammed, self.faults, self.off, self._busy = "", Faults(), False, 0
