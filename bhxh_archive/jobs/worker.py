"""How does a worker process go through its lane, also when the database goes away, and several at once?"""

from __future__ import annotations

import threading
from types import FrameType
from typing import Final

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from bhxh_archive.jobs.outlasting import outlast


class LaneWorker(Worker):
    """The library's worker for one lane; it ends at the first lost connection, this one waits and goes on."""

    def __init__(self, lane: str, interval: float) -> None:
        super().__init__(
            queue_names=[lane],
            interval=interval,
            batch=False,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )

    def run(self) -> None:
        """Return after a signal; what is in hand then is finished first, unless the database is away."""
        outlast(super().run, wanted=lambda: self.running)


class Crew:
    """Several workers of one lane as threads of one process: for work that waits for others and hardly computes.

    Each has a database session of its own, and with it its own hold on its work.
    """

    LOOK_SECONDS: Final = 0.5

    def __init__(self, lane: str, interval: float, size: int) -> None:
        self.workers = [LaneWorker(lane, interval) for _ in range(size)]

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """What is in hand is finished first; what takes longer than the supervisor waits is taken up by the next."""
        for worker in self.workers:
            worker.running = False

    def run(self) -> None:
        """Return when all have ended after a signal; raises RuntimeError when one ends unasked."""
        threads = [threading.Thread(target=worker.run, daemon=True) for worker in self.workers]
        for thread in threads:
            thread.start()
        while self.workers[0].running:
            if not all(thread.is_alive() for thread in threads):
                raise RuntimeError("a worker of the crew has ended unasked")
            threads[0].join(self.LOOK_SECONDS)
        for thread in threads:
            thread.join()
