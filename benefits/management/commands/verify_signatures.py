"""Are the signatures of these PDF files valid? One JSON line a file, for operators and other programs."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from bhxh_archive.errors import NotNow
from bhxh_archive.file_faults import why_unread
from bhxh_archive.keys import trust
from bhxh_archive.signing.trust import Trust
from bhxh_archive.signing.verify import verify

VALID, NOT_VALID, NOT_CHECKED = 0, 1, 2


class Command(BaseCommand):
    help = (
        "Verify the signatures of PDF files; one with a field that nobody has signed is not valid, nor is one that is "
        "damaged or no PDF. Exit code: 0 all valid, 1 one is not valid, 2 one could not be checked: it could not be "
        "opened, no trust anchors are set up, or a service did not answer."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")

    def handle(self, *, files: list[Path], **options: Any) -> None:
        try:
            trusted = trust()
        except NotNow as error:
            self.stderr.write(error.message)
            sys.exit(NOT_CHECKED)
        answers = [self._judge(path, trusted) for path in files]
        if worst := max(answers, key=(VALID, NOT_CHECKED, NOT_VALID).index):
            sys.exit(worst)

    def _judge(self, path: Path, trusted: Trust) -> int:
        try:
            content = path.read_bytes()
        except OSError as error:
            self._say(path, valid=False, complete=False, message_vi=f"Không đọc được tệp: {why_unread(error)}.")
            return NOT_CHECKED
        report = verify(content, trust=trusted, filled=True)
        self._say(path, **report.as_dict())
        if report.valid:
            return VALID
        return NOT_VALID if report.complete else NOT_CHECKED

    def _say(self, path: Path, **facts: Any) -> None:
        self.stdout.write(json.dumps({"file": str(path), **facts}, ensure_ascii=False))
