"""`manage.py load_offices FILE`: put the offices of an installation into the database."""

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bhxh_archive.errors import NotValid
from intake.loading.offices import load_offices


class Command(BaseCommand):
    help = "Nạp danh sách đơn vị từ tệp JSON (mẫu: fixtures/demo/offices.json); - đọc từ đầu vào chuẩn."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file")

    def handle(self, *args: Any, file: str, **options: Any) -> None:
        try:
            rows = json.loads(sys.stdin.read() if file == "-" else Path(file).read_text(encoding="utf-8"))
            self.stdout.write(f"{len(load_offices(rows))} đơn vị")
        except (OSError, ValueError, NotValid) as error:
            raise CommandError(f"Chưa nạp được đơn vị nào. {error}") from error
