"""How does one scan go, from the first question to the last page, whatever the device does meanwhile?"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass
from typing import IO, TypeVar

from intake.scanning.capabilities import Capabilities
from intake.scanning.delivered import Delivered, judge
from intake.scanning.device import Device
from intake.scanning.status import Status
from intake.scanning.trouble import Trouble
from intake.scanning.wish import Wish, scan_settings

T = TypeVar("T")
Wanted = Callable[[], bool]


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long we wait for a busy scanner and for a page (seconds), how large a file may be (bytes), how many."""

    busy: float = 60
    page: float = 120
    bytes: int = 200 * 1024 * 1024
    pages: int = 1000
    look: float = 0.5


@dataclass(frozen=True, slots=True)
class _Talk:
    device: Device
    wanted: Wanted
    bounds: Bounds

    def pause(self, seconds: float) -> None:
        """Wait, and notice within `look` seconds when the scan is not wanted any more."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self.check()
            time.sleep(min(left, self.bounds.look))

    def check(self) -> None:
        if not self.wanted():
            raise Trouble("cancelled")


def scan(
    device: Device, able: Capabilities, wish: Wish, *, wanted: Wanted = lambda: True, bounds: Bounds | None = None,
    begun: Callable[[str], None] = lambda job: None,
) -> Iterator[Delivered]:  # fmt: skip
    """Yield each file as it comes; the last one is the end of a scan that went well. Close what you are given.

    `wanted` is asked about twice a second: once it says no, the device is told to stop. `begun` hears the path of the
    job on the device. Raises Trouble; what was yielded until then is whole.
    """
    talk = _Talk(device, wanted, bounds or Bounds())
    job = _begin(talk, scan_settings(able, wish), wish)
    begun(job)
    finished = False
    try:
        yield from _files(talk, job, wish)
        finished = True
    except Trouble as error:
        raise Trouble("gone" if error.code == "unreachable" else error.code) from error
    finally:
        if not finished:
            device.stop(job)


def _begin(talk: _Talk, settings: bytes, wish: Wish) -> str:
    """The path of the job, after waiting for a busy device."""
    until = time.monotonic() + talk.bounds.busy
    while True:
        talk.check()
        _look_at_feeder(talk.device.status(), wish)
        status, job, seconds = talk.device.begin(settings)
        if status == 201:
            return job
        if status != 503:
            raise _refusal(talk.device, status, wish)
        if time.monotonic() + seconds > until:
            raise Trouble("busy")
        talk.pause(seconds)


def _look_at_feeder(status: Status, wish: Wish) -> None:
    if wish.source == "feeder" and (status.trouble or status.feeder == "empty"):
        raise Trouble(status.trouble or "empty")


def _refusal(device: Device, status: int, wish: Wish) -> Trouble:
    """Why a job was not taken: the feeder tells more than the number."""
    seen = device.status()
    if wish.source == "feeder" and (seen.trouble or seen.feeder == "empty"):
        return Trouble(seen.trouble or "empty")
    if seen.state == "stopped":
        return Trouble("stopped")
    return Trouble("broken" if status >= 500 else "refused")


def _files(talk: _Talk, job: str, wish: Wish) -> Iterator[Delivered]:
    for number in range(1, talk.bounds.pages + 1):
        talk.check()
        content = _next(talk, job)
        if content is None:
            _check_end(talk.device, job, number - 1, wish)
            return
        try:
            file = judge(number, content)
        except Trouble:
            content.close()
            raise
        yield file


def _next(talk: _Talk, job: str) -> IO[bytes] | None:
    """The next file, or None when there are no more."""
    until = time.monotonic() + talk.bounds.page
    while True:
        status, content, seconds = _watched(talk, lambda: talk.device.next_page(job, most=talk.bounds.bytes))
        if status == 200:
            return content
        if status == 404:
            return None
        if status == 410:
            raise Trouble("cancelled_there")
        _check_midway(talk.device, job, status)
        if time.monotonic() + seconds > until:
            raise Trouble("silent")
        talk.pause(seconds)


def _check_midway(device: Device, job: str, status: int) -> None:
    """A page that is not ready yet is waited for; one that will never come is not."""
    seen = device.status()
    if code := seen.trouble or seen.jobs.get(job, ""):
        raise Trouble(code)
    if status != 503:
        raise Trouble("broken")


def _check_end(device: Device, job: str, received: int, wish: Wish) -> None:
    """ "No more pages" is also what devices say after a jam, and of a job that never saw paper."""
    seen = device.status()
    if code := (seen.trouble if wish.source == "feeder" else "") or seen.jobs.get(job, ""):
        raise Trouble(code)
    if not received:
        raise Trouble("empty" if wish.source == "feeder" else "broken")


def _watched(talk: _Talk, work: Callable[[], T]) -> T:
    """Do one long question in a thread and look meanwhile whether the scan is still wanted."""
    hand = ThreadPoolExecutor(1, "scanner")
    try:
        ahead: Future[T] = hand.submit(work)
        while True:
            try:
                return ahead.result(timeout=talk.bounds.look)
            except NotYet:
                if ahead.done():  # the work itself raised it
                    raise
                talk.check()
    finally:
        hand.shutdown(wait=False)  # a question that nobody waits for ends with its own time limit
