"""How is the test S3 server installed, once, at exactly the pinned versions?"""

import fcntl
import hashlib
import shutil
import subprocess
import sys
import venv
from pathlib import Path

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
HOME = Path(__file__).resolve().parents[2] / "var" / "ministack-venv"
_PATIENCE = 300  # seconds for the download


class CannotInstall(RuntimeError):
    """The server can't be installed here; the text says why."""


def ensure(home: Path = HOME) -> Path:
    """Return the server's Python interpreter, installing it first when missing or outdated. Raises CannotInstall."""
    home.parent.mkdir(parents=True, exist_ok=True)
    with home.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # parallel test processes install once
        if not _up_to_date(home):
            _install(home)
    return _python(home)


def _python(home: Path) -> Path:
    return home / "bin" / "python"


def _stamp(home: Path) -> Path:
    return home / "installed"


def _wanted() -> str:
    return f"{hashlib.sha256(REQUIREMENTS.read_bytes()).hexdigest()} {sys.version_info.major}.{sys.version_info.minor}"


def _up_to_date(home: Path) -> bool:
    return _stamp(home).exists() and _stamp(home).read_text() == _wanted() and _python(home).exists()


def _install(home: Path) -> None:
    shutil.rmtree(home, ignore_errors=True)
    try:
        venv.create(home, with_pip=True)
        command: list[str | Path] = [
            _python(home),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--require-hashes",
            "--only-binary=:all:",
        ]
        subprocess.run([*command, "-r", REQUIREMENTS], check=True, capture_output=True, text=True, timeout=_PATIENCE)
    except subprocess.TimeoutExpired as slow:
        raise CannotInstall(f"MiniStack was not installed within {_PATIENCE} s") from slow
    except subprocess.CalledProcessError as failed:
        said = (failed.stderr or failed.stdout or "").strip()
        said = said.decode() if isinstance(said, bytes) else said
        raise CannotInstall(f"MiniStack can't be installed: {said.splitlines()[-1] if said else failed}") from failed
    _stamp(home).write_text(_wanted())
