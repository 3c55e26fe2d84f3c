"""`manage.py sweep`: take up stranded work and end what has lapsed; `--loop N` repeats every N seconds."""

from __future__ import annotations

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from bhxh_archive import rounds


class Command(BaseCommand):
    help = "Làm các việc định kỳ: nhặt lại công việc bị bỏ dở, dọn tệp tạm, kết thúc hồ sơ quá hạn bổ sung."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", type=float, default=0, help="seconds between two rounds; 0 runs once")

    def handle(self, *args: Any, **options: Any) -> None:
        while True:
            for chore in rounds.all_rounds():
                if number := chore.work():
                    self.stdout.write(f"{number} {chore.label}")
            if not options["loop"]:
                return
            close_old_connections()
            time.sleep(options["loop"])
