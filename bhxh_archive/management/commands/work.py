"""`manage.py work LANE`: do the background work of one lane until SIGTERM or Ctrl-C."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bhxh_archive.models import Job
from bhxh_archive.worker import LaneWorker


class Command(BaseCommand):
    help = "Làm việc nền của một làn cho tới khi được yêu cầu dừng; chờ và nối lại khi mất cơ sở dữ liệu."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("lane", choices=Job.Lane.values)
        parser.add_argument("--interval", type=float, default=0.2, help="seconds between two looks at an empty lane")

    def handle(self, *args: Any, lane: str, interval: float, **options: Any) -> None:
        worker = LaneWorker(lane, interval)
        worker.configure_signals()
        worker.run()
