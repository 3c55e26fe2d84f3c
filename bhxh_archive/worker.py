"""How does a worker process go through its lane, also when the database goes away meanwhile?"""

from __future__ import annotations

from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from bhxh_archive.outlasting import outlast


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
