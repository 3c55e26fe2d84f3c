"""Does a folder of real files go from the counter to the archive, on a site that leaves the product's alone?"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.tools.walk import paper

ROOT = Path(__file__).parents[3]
Walk = Callable[[Path], subprocess.CompletedProcess[str]]
TIMED = re.compile(r"^\S.* +\d+\.\d\d s  \S", re.MULTILINE)


@pytest.fixture(scope="module")
def var() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="bhxh-archive-walk-"))
    folder.chmod(0o711)  # the database account has to pass through
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def walk(var: Path) -> Walk:
    # Addresses of a product that runs elsewhere: a walk that heeded them would fail at once.
    foreign = {"DATABASE_URL": "postgres://x@127.0.0.1:1/x", "PERMANENT_STORE_URL": "s3://x", "TIMESTAMP_URL": "x:1"}
    environment = {**os.environ, **foreign, "VAR_DIR": str(var)}

    def call(folder: Path) -> subprocess.CompletedProcess[str]:
        line = [sys.executable, "-m", "tools.walk", str(folder)]
        return subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True)

    return call


def test_a_folder_that_is_not_there_is_said(walk: Walk, var: Path, tmp_path: Path) -> None:
    done = walk(tmp_path / "không có")
    assert (done.returncode, "không có thư mục" in done.stderr) == (1, True)
    assert not (var / "walk").exists()


def test_a_file_in_place_of_a_folder_is_said(walk: Walk, var: Path, tmp_path: Path) -> None:
    (tmp_path / "trang.jpg").write_bytes(b"x")
    done = walk(tmp_path / "trang.jpg")
    assert (done.returncode, "không phải thư mục" in done.stderr) == (1, True)
    assert not (var / "walk").exists()


@pytest.mark.slow
def test_good_files_go_the_whole_way_and_bad_ones_are_printed(walk: Walk, var: Path, tmp_path: Path) -> None:
    folder = tmp_path / "Hồ sơ quét 1"
    paper.fill_mixed(folder)
    done = walk(folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(TIMED.findall(done.stdout)) == 19  # four of the site, fifteen of the road
    for name in ("rỗng.pdf", "có mật khẩu.pdf", "hỏng.jpg", "không phải PDF.pdf", "ảnh.jpg", "trang.jpg"):
        assert f"từ chối {name}: " in done.stdout
    assert "bỏ qua quét lại.JPG: cùng nội dung" in done.stdout
    assert re.search(r"trang mờ\.jpg #1: .*100 dpi.* - Đi thử", done.stdout)
    assert re.search(r"\b6 trang được nhận", done.stdout)

    results = {path.name for path in (var / "walk").iterdir()} - {"site"}
    (package,) = (name for name in results if name.endswith(".zip"))
    assert results == {"07A-HSB.pdf", "04-HSB.pdf", package}
    with zipfile.ZipFile(var / "walk" / package) as opened:
        assert opened.testzip() is None
        assert any(name.endswith("bagit.txt") for name in opened.namelist())

    again_without_pages(walk, var, tmp_path)


def again_without_pages(walk: Walk, var: Path, tmp_path: Path) -> None:
    """A second walk finds nothing of the first, and fails where no page is accepted."""
    paper.fill_bad(tmp_path / "hỏng cả")
    done = walk(tmp_path / "hỏng cả")
    assert done.returncode == 1
    assert "HỎNG: Không có trang nào được nhận." in done.stderr
    assert done.stdout.count("từ chối ") == 4
    assert "-0001-" in done.stdout  # the first number of an empty database
    assert [path.name for path in (var / "walk").iterdir()] == ["site"]
    assert not _processes_of(var)


def _processes_of(var: Path) -> list[str]:
    mark = os.fsencode(var)
    found = []
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and mark in (folder / "cmdline").read_bytes():
                found.append((folder / "cmdline").read_text())
        except OSError:  # it has just ended, or belongs to somebody else
            continue
    return found
