"""`manage.py sweep`: take up stranded work and end what has lapsed; `--loop N` looks every N seconds what is due."""

from __future__ import annotations

import logging
import time
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections

from bhxh_archive.jobs import rounds
from bhxh_archive.jobs.outlasting import LOST, outlast

log = logging.getLogger(__name__)


class Command(BaseCommand):
    requires_system_checks = ()  # they load every page of the product, and none is shown here
    help = "Làm các việc định kỳ: nhặt lại công việc bị bỏ dở, dọn tệp tạm, kết thúc hồ sơ quá hạn bổ sung."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--loop", type=float, default=0, help="seconds between two looks; 0 does all once")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["loop"]:
            outlast(partial(self._again_and_again, options["loop"]))
        for chore in rounds.all_rounds():
            self._do(chore)

    def _again_and_again(self, pause: float) -> None:
        due = dict.fromkeys(rounds.all_rounds(), 0.0)
        while True:
            close_old_connections()
            for chore in [chore for chore, when in due.items() if when <= time.monotonic()]:
                self._do_whatever_comes(chore)
                due[chore] = time.monotonic() + chore.every
            time.sleep(pause)

    def _do_whatever_comes(self, chore: rounds.Round) -> None:
        """One chore that can't be done must not keep the others waiting."""
        try:
            self._do(chore)
        except LOST:
            raise
        except Exception:
            log.exception("chore failed: %s", chore.label)

    def _do(self, chore: rounds.Round) -> None:
        if number := chore.work():
            self.stdout.write(f"{number} {chore.label}")
