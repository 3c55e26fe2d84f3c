"""Does the bridge call home only where nobody listens in, and only with a scanner of its own list?"""

from __future__ import annotations

import sys
from pathlib import Path
from subprocess import run

import pytest

from intake.scanning.trouble import Trouble
from tools.bridge.devices import Devices
from tools.escl_simulator import Machine, Simulator
from tools.home import Away, Home, Said, _read, checked


@pytest.mark.parametrize(
    "url", ["http://luutru.example.vn/", "ftp://127.0.0.1/", "https://a:b@c/", "luutru.example.vn"]
)
def test_a_key_never_goes_over_plain_http(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        checked(url, "cau-noi")


def test_home_is_https_or_this_machine() -> None:
    assert checked("https://luutru.example.vn/", "cau-noi") == "https://luutru.example.vn/cau-noi/"
    assert checked("http://127.0.0.1:8000", "cau-noi") == "http://127.0.0.1:8000/cau-noi/"
    with pytest.raises(Away):
        Home("http://127.0.0.1:1/", "khoa", under="cau-noi").ask("viec/")


def test_what_home_answers_is_told_apart() -> None:
    assert _read(200, b'{"again": 2}') == {"again": 2}
    for status, content in ((503, b""), (429, b"{}"), (200, b"<html>"), (302, b"")):
        with pytest.raises(Away):
            _read(status, content)
    with pytest.raises(Said, match="Khóa"):
        _read(401, '{"message": "Khóa"}'.encode())


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        (["--folder", "khong-co"], "Không có thư mục"),
        (["--find", "--key-file", "khong-co"], "Không có tệp khóa"),
        ([], "chưa có việc gì"),
    ],
)
def test_what_is_not_there_is_said_at_the_start(tmp_path: Path, given: list[str], missing: str) -> None:
    options = ["--home", "http://127.0.0.1:1/", *(str(tmp_path / one) if one == "khong-co" else one for one in given)]
    done = run([sys.executable, "-m", "tools.bridge", *options], capture_output=True, text=True, timeout=60)

    assert done.returncode == 2 and missing in done.stderr


def test_only_its_own_scanners_are_spoken_with() -> None:
    with Simulator(Machine(name="HP")) as simulator:
        devices = Devices([simulator.url], loopback=True)
        (told,) = devices.report()
        assert (told.name, told.condition, told.feeder) == ("HP", "idle", "loaded") and told.able
        simulator.machine.off = True
        assert [row.condition for row in devices.report()] == ["away"]
    with pytest.raises(Trouble, match="not_listed"):
        devices.device(("10.0.0.9", 80, "/eSCL"))
