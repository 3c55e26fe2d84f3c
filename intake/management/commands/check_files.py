"""`manage.py check_files FILE…`: what would the upload page say of each file? One JSON line per file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from bhxh_archive.file_faults import why_unread
from intake.pages.drawing import limits
from intake.pipeline.sandbox import inspect_file


class Command(BaseCommand):
    help = "Kiểm tra tệp như trang tải lên: mỗi tệp một dòng JSON {file, verdict, message, pages}."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("files", nargs="+", metavar="FILE")

    def handle(self, *args: Any, files: list[str], **options: Any) -> None:
        for name in files:
            self.stdout.write(json.dumps(judge(name), ensure_ascii=False))


def judge(name: str) -> dict[str, Any]:
    """The verdict on one file; what can't be opened is refused like everything else that can't be taken."""
    path = Path(name)
    try:
        found = inspect_file(path, path.name, limits()) if path.is_file() else None
    except OSError as error:
        return _line(name, "refused", f"Không đọc được tệp: {why_unread(error)}.", 0)
    if found is None:
        return _line(name, "refused", "Đây là thư mục, không phải tệp." if path.is_dir() else "Không có tệp này.", 0)
    return _line(name, found.verdict, found.message, found.pages)


def _line(name: str, verdict: str, message: str, pages: int) -> dict[str, Any]:
    return {"file": name, "verdict": verdict, "message": message, "pages": pages}
