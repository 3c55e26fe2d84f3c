"""How are the parts kept running together, and ended in order?"""

import signal
import threading
import time
from collections.abc import Callable, Sequence
from functools import partial
from types import FrameType

from tools.run.errors import CannotRun
from tools.run.service import Service

LOOK_EVERY_SECONDS = 0.3
GIVE_UP_AFTER_QUICK_DEATHS = 4


class Supervisor:
    """Starts services in the order given and ends them in the reverse order of their phases.

    A service that dies is named and started again, with growing pauses while it keeps dying. Only until
    `patient` is set, when the whole has been up once, does one that keeps dying end the whole.
    """

    def __init__(self) -> None:
        self.phases: list[list[Service]] = []
        self.patient = False
        self.asked_to_stop = threading.Event()
        self._requests = 0

    def listen(self) -> None:
        """Ctrl-C, SIGTERM and a closed terminal ask for the end; a second request does not wait any longer."""
        signal.signal(signal.SIGINT, self._asked)
        signal.signal(signal.SIGTERM, self._asked)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup asked for it to be ignored
            signal.signal(signal.SIGHUP, self._asked)

    def _asked(self, number: int, frame: FrameType | None) -> None:
        self._requests += 1
        self.asked_to_stop.set()

    def start(self, *services: Service) -> None:
        """Starts services that belong to one phase: they are ended together, before all earlier phases."""
        self.phases.append([])
        for service in services:
            self.phases[-1].append(service)
            service.start()

    def look_after(self) -> None:
        """Returns when the end is asked for; raises CannotRun when a service keeps dying and we are not patient."""
        while not self.asked_to_stop.wait(LOOK_EVERY_SECONDS):
            self.revive()

    def revive(self) -> None:
        """One look at every service."""
        for service in [service for phase in self.phases for service in phase]:
            if service.has_died():
                assert service.process is not None
                self._mourn(service, f"đã dừng (mã {service.process.returncode})", service.last_lines)
            if service.is_due and not self.asked_to_stop.is_set():
                self._start_again(service)

    def _start_again(self, service: Service) -> None:
        try:
            service.start()
        except CannotRun as problem:
            service.put_off()
            self._mourn(service, "không khởi động lại được", partial(str, problem))

    def _mourn(self, service: Service, what: str, last_words: Callable[[], str]) -> None:
        when = f"thử lại sau {service.pause} giây" if service.pause else "khởi động lại"
        print(f"! {service.name} {what}; {when}. Nhật ký: {service.log}", flush=True)
        if service.quick_deaths >= GIVE_UP_AFTER_QUICK_DEATHS and not self.patient:
            raise CannotRun(f"{service.name} không chạy được:\n{last_words()}")

    def stop(self) -> None:
        """Ends everything that was started, last phase first; safe to call twice."""
        while self.phases:
            _end(self.phases.pop(), impatient=lambda: self._requests > 1)


def _end(services: Sequence[Service], impatient: Callable[[], bool]) -> None:
    for service in services:
        service.ask_to_end()
    deadline = time.monotonic() + max(service.grace for service in services)
    while time.monotonic() < deadline and not impatient() and any(map(_is_running, services)):
        time.sleep(0.05)
    for service in services:
        service.wait_for_end(time.monotonic())


def _is_running(service: Service) -> bool:
    return service.process is not None and service.process.poll() is None
