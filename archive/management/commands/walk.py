"""`manage.py walk FOLDER`: take real files through every step; exit 1 when a step fails or no page was accepted."""

from __future__ import annotations

import sys
import time
import traceback
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from archive.walk.steps import STEPS, Walk
from bhxh_archive.errors import ActionError


class Command(BaseCommand):
    help = "Đưa một hồ sơ hưu trí qua toàn bộ quy trình bằng tệp thật."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=settings.BASE_DIR / "fixtures" / "scans")
        parser.add_argument("--out", type=Path, default=settings.BASE_DIR / "var" / "walk")
        parser.add_argument("--office", default="hp", help="suffix of the demo accounts")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["folder"].is_dir():
            raise CommandError(f"Không có thư mục {options['folder']}.")
        options["out"].mkdir(parents=True, exist_ok=True)
        walk = Walk(options["folder"], options["office"], options["out"], self.stdout.write)
        for label, step in STEPS:
            started = time.monotonic()
            try:
                said = step(walk)
            except ActionError as error:
                self.stderr.write(f"{label:<24} HỎNG: {error.message}")
                sys.exit(1)
            except Exception:  # a fault of the product: the operator must see at which step, and the rest for a report
                self.stderr.write(f"{label:<24} HỎNG do lỗi của hệ thống:\n{traceback.format_exc()}")
                sys.exit(1)
            self.stdout.write(f"{label:<24} {time.monotonic() - started:6.2f} s  {said}")
        self.stdout.write(f"Quyết định đã ký và gói lưu trữ: {walk.out}")
