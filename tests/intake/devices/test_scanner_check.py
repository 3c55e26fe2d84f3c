"""Does `manage.py scanner_check` tell an operator whether a scanner will do?"""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tools.escl_simulator import Faults, Machine, Simulator


def test_a_page_is_scanned_judged_and_kept(tmp_path: Path) -> None:
    out = StringIO()
    with Simulator(Machine(has_feeder=False)) as scanner:
        call_command("scanner_check", scanner.url, "--out", str(tmp_path / "thu"), stdout=out)
    assert "Thiếu: Không có khay nạp giấy" in out.getvalue()
    assert "Đã quét thử từ mặt kính, 200 dpi" in out.getvalue() and "1 trang" in out.getvalue()
    assert (tmp_path / "thu" / "trang-quet-thu.jpg").exists()


def test_a_scanner_that_gives_no_page_fails_the_command() -> None:
    out = StringIO()
    with Simulator(Machine(faults=Faults(truncated=1))) as scanner, pytest.raises(SystemExit) as ended:
        call_command("scanner_check", scanner.url, stdout=out)
    assert ended.value.code == 1 and "Không quét được: Ảnh của trang bị cắt cụt" in out.getvalue()


def test_a_wrong_address_is_told() -> None:
    with pytest.raises(CommandError, match="mạng nội bộ"):
        call_command("scanner_check", "http://8.8.8.8/eSCL")
