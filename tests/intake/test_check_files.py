"""Does `manage.py check_files` say of each file what the upload page would?"""

from __future__ import annotations

import json
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import img2pdf
import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from tests.room import scan

pytestmark = pytest.mark.slow


def lines(*files: Path) -> list[dict[str, Any]]:
    out = StringIO()
    call_command("check_files", *map(str, files), stdout=out)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_one_line_a_file_in_the_order_given(tmp_path: Path, settings: Settings) -> None:
    good, empty, big = tmp_path / "tốt.jpg", tmp_path / "rong.pdf", tmp_path / "to.jpg"
    low = tmp_path / "mo.jpg"
    good.write_bytes(scan())
    low.write_bytes(scan(size=(827, 1170), dpi=100))
    empty.touch()
    big.write_bytes(scan("x") + b"\0" * 2_000_000)
    settings.MAX_UPLOAD_BYTES = 2_000_000

    found = lines(good, low, empty, big, tmp_path / "khong-co.jpg", tmp_path)

    assert [row["verdict"] for row in found] == ["accepted", "warned", *["refused"] * 4]
    assert [row["file"] for row in found][:1] == [str(good)]
    assert (found[0]["pages"], found[2]["pages"]) == (1, 0)
    assert "quá giới hạn 2 MB" in found[3]["message"] and found[4]["message"] == "Không có tệp này."
    assert found[5]["message"] == "Đây là thư mục, không phải tệp."
    assert all(set(row) == {"file", "verdict", "message", "pages"} for row in found)


def test_nothing_but_the_verdicts_is_written(tmp_path: Path) -> None:
    file = tmp_path / "quet.pdf"
    file.write_bytes(img2pdf.convert(scan()))
    run = subprocess.run([sys.executable, "manage.py", "check_files", file], capture_output=True, text=True, check=True)

    assert json.loads(run.stdout)["pages"] == 1
    assert run.stderr == ""


def test_without_files_it_says_how_it_is_used() -> None:
    with pytest.raises(CommandError):
        call_command("check_files")
