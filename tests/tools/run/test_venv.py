"""Is what a machine lacks named with its Debian package, and is a standing environment left alone?"""

import importlib.util
from pathlib import Path

import pytest

from tools import venv


def test_an_old_python_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.version_info", (3, 10, 0))
    assert venv.main("run") == 1
    assert "apt-get install python3" in capsys.readouterr().err


def test_a_missing_venv_module_is_named(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    find = importlib.util.find_spec
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None if name == "ensurepip" else find(name))
    assert venv.main("run") == 1
    assert "apt-get install python3-venv" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("built", "asked", "stands"),
    [("run", "run", True), ("dev", "run", True), ("run", "dev", False), ("dev", "dev", True)],
)
def test_developers_libraries_serve_for_running_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, built: str, asked: str, stands: bool
) -> None:
    stamp = tmp_path / "stamp"
    stamp.write_text(f"{venv._fingerprint()} {built}")
    monkeypatch.setattr(venv, "STAMP", stamp)
    assert venv._stands(asked) is stands


def test_another_lock_means_another_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    stamp = tmp_path / "stamp"
    stamp.write_text("0000 dev")
    monkeypatch.setattr(venv, "STAMP", stamp)
    assert not venv._stands("run")
