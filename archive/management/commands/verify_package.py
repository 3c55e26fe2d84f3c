"""`manage.py verify_package PATH`: is a package on this disk, a folder or a ZIP, whole and lawful?"""

from __future__ import annotations

import json
import sys
from argparse import RawDescriptionHelpFormatter
from inspect import cleandoc
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from archive.checks import check_file
from archive.packaging.findings import Finding, Severity
from archive.packaging.readers import DirectoryReader, PackageReader, Unreadable, ZipReader
from archive.packaging.verify import Report, verify
from archive.packaging.verify_content import CheckFile
from archive.verification import as_dict
from bhxh_archive.errors import NotNow
from bhxh_archive.keys import trust

NOT_CHECKED = "Không kiểm tra được chữ ký số: chưa cài đặt chứng thư tin cậy trên máy này."


class Command(BaseCommand):
    """Kiểm tra một gói lưu trữ nằm trên đĩa (thư mục hoặc tệp ZIP) chỉ bằng chính các byte của gói.

    In một đối tượng JSON ra đầu ra chuẩn:

      path            tên thư mục hoặc tệp đã kiểm tra (không kèm đường dẫn)
      valid           true khi mọi tệp có kết luận và không có lỗi
      complete        true khi không còn tệp nào chưa kiểm tra được
      signatures      true khi chữ ký số và PDF/A của tài liệu cũng được kiểm tra
      files_checked   số tệp đã đọc
      bytes_checked   số byte đã đọc
      findings        danh sách {code, path, severity, message};
                      severity là error, warning hoặc unchecked

    Mã thoát: 0 gói đạt; 1 gói không đạt; 2 chưa kiểm tra được (không mở được gói, thiếu tệp đọc được,
    hoặc chưa có chứng thư tin cậy để kiểm tra chữ ký).
    """

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Keep the lines of the help as they are written."""
        parser = super().create_parser(prog_name, subcommand, **kwargs)
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.description = cleandoc(self.__doc__ or "")
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("path", type=Path, help="thư mục gói (chứa bagit.txt) hoặc tệp ZIP")
        parser.add_argument("--no-signatures", action="store_true", help="chỉ kiểm tra cấu trúc và mã băm")

    def handle(self, *args: Any, **options: Any) -> None:
        judge = None if options["no_signatures"] else _judge()
        report = _verified(options["path"], judge, wanted=not options["no_signatures"])
        answer = {"path": options["path"].name, "signatures": judge is not None, **as_dict(report)}
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        sys.exit(report.exit_code)


def _judge() -> CheckFile | None:
    """The check of signatures where this installation knows whom to trust."""
    try:
        trust()
    except NotNow:
        return None
    return check_file


def _verified(path: Path, judge: CheckFile | None, *, wanted: bool) -> Report:
    try:
        report = verify(_reader(path), check_file=judge)
    except (Unreadable, OSError):
        message = "Không mở được gói: không có ở đó, không đọc được, hoặc không phải thư mục hay tệp ZIP."
        return Report((Finding("unreadable", "", message, severity=Severity.UNCHECKED),), 0, 0)
    if wanted and judge is None:
        unchecked = Finding("signature", "", NOT_CHECKED, severity=Severity.UNCHECKED)
        return Report((*report.findings, unchecked), report.files_checked, report.bytes_checked)
    return report


def _reader(path: Path) -> PackageReader:
    return DirectoryReader(path) if path.is_dir() else ZipReader(path)
