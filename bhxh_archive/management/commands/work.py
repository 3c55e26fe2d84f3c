"""`manage.py work LANE`: do the background work of one lane until SIGTERM or Ctrl-C."""

from __future__ import annotations

import signal
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bhxh_archive.jobs.worker import Crew, LaneWorker
from bhxh_archive.models import Job


class Command(BaseCommand):
    requires_system_checks = ()  # they load every page of the product, and none is shown here
    help = "Làm việc nền của một làn cho tới khi được yêu cầu dừng; chờ và nối lại khi mất cơ sở dữ liệu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("lane", choices=Job.Lane.values)
        parser.add_argument("--interval", type=float, default=0.2, help="seconds between two looks at an empty lane")
        parser.add_argument(
            "--at-once", type=int, default=1, help="how many pieces of work at the same time, as threads"
        )

    def handle(self, *args: Any, lane: str, interval: float, at_once: int, **options: Any) -> None:
        if at_once > 1:
            crew = Crew(lane, interval, at_once)
            for ending in (signal.SIGINT, signal.SIGTERM):
                signal.signal(ending, crew.shutdown)
            return crew.run()
        worker = LaneWorker(lane, interval)
        worker.configure_signals()
        return worker.run()
