"""`manage.py scanner_check URL [--out FOLDER]`: what can this scanner do, what does it lack, and does a page come?"""

from __future__ import annotations

import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from intake.pages.drawing import limits
from intake.pipeline.sandbox import inspect_file
from intake.scanning.checkup import Checkup, check
from intake.scanning.device import Device
from intake.scanning.place import find_place
from intake.scanning.trouble import Trouble


class Command(BaseCommand):
    help = "Hỏi máy quét mạng (eSCL) làm được gì, còn thiếu gì, và quét thử một trang (1: không quét được)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("url", help="ví dụ http://192.168.1.20/eSCL")
        parser.add_argument("--out", type=Path, metavar="FOLDER", help="giữ trang quét thử trong thư mục này")

    def handle(self, *args: Any, url: str, out: Path | None, **options: Any) -> None:
        try:
            device = Device(find_place(url, loopback=True))
        except Trouble as error:
            raise CommandError(error.message) from error
        with TemporaryDirectory() as scratch:
            folder = out or Path(scratch)
            folder.mkdir(parents=True, exist_ok=True)
            found = check(device, keep=folder / "trang-quet-thu", judge=verdict_on)
        self._tell(found)
        if not found.fit:
            sys.exit(1)

    def _tell(self, found: Checkup) -> None:
        for line in found.can:
            self.stdout.write(line)
        for line in found.lacks:
            self.stdout.write(f"Thiếu: {line}")
        self.stdout.write(found.page or f"Không quét được: {found.trouble}")


def verdict_on(path: Path) -> str:
    """What the upload page would say of the page."""
    return inspect_file(path, path.name, limits()).message
