"""`manage.py sweep`: take up stranded work and end what has lapsed; `--loop N` repeats every N seconds."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from bhxh_archive import jobs


class Command(BaseCommand):
    help = "Nhặt lại công việc nền bị bỏ dở."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", type=float, default=0, help="seconds between two rounds; 0 runs once")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            self.stdout.write(f"{jobs.sweep()} công việc được đưa lại vào hàng chờ")
            if not options["loop"]:
                return
            close_old_connections()
            time.sleep(options["loop"])
