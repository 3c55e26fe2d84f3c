"""How does a checkout get exactly the libraries of its lock, on a machine that has only Python and venv?

Runs under the machine's own Python, before any library is there, so it uses the standard library alone.
Usage: python3 tools/venv.py [run|dev]; `dev` adds what tests and linters need.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "lock-stamp"
UV_VENV = ROOT / "var" / "uv"
UV_VERSION = "0.13.9"
LEVELS = ("run", "dev")


def main(level: str) -> int:
    """Brings .venv to the lock; 0 when it stands, 1 with the reason said."""
    if problem := _missing():
        print(problem, file=sys.stderr)
        return 1
    if _stands(level):
        return 0
    print("Cài đặt thư viện vào .venv theo uv.lock (chỉ lần đầu hoặc khi uv.lock thay đổi) ...", flush=True)
    if not (_with_uv(level) or _with_pip()):
        print("Không cài đặt được thư viện: xem lỗi ở trên, kiểm tra kết nối tới PyPI rồi chạy lại.", file=sys.stderr)
        return 1
    STAMP.write_text(f"{_fingerprint()} {level}")
    return 0


def _missing() -> str:
    """What this machine lacks, with its Debian package; empty when nothing."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the very question this file answers on a foreign machine
        return f"Cần Python 3.11 trở lên, đang có {sys.version.split()[0]}: apt-get install python3"
    if not all(importlib.util.find_spec(name) for name in ("venv", "ensurepip")):
        return "Python thiếu mô-đun venv: apt-get install python3-venv"
    return ""


def _fingerprint() -> str:
    """Changes with the lock and with the interpreter that the environment was built on."""
    return hashlib.sha256((ROOT / "uv.lock").read_bytes() + sys.version.encode()).hexdigest()


def _stands(level: str) -> bool:
    if not STAMP.exists() or not _works([VENV / "bin" / "python", "-c", "import django"]):
        return False
    fingerprint, built = STAMP.read_text().split()
    return fingerprint == _fingerprint() and LEVELS.index(built) >= LEVELS.index(level)


def _works(command: list[str | Path]) -> bool:
    try:
        return subprocess.run(command, capture_output=True).returncode == 0
    except OSError:
        return False


def _with_uv(level: str) -> bool:
    uv = _find_uv()
    if uv is None:
        return False
    command: list[str | Path] = [
        uv,
        "sync",
        "--frozen",
        "--no-install-project",
        *([] if level == "dev" else ["--no-dev"]),
    ]
    environment = {**os.environ, "UV_PROJECT_ENVIRONMENT": str(VENV), "UV_PYTHON_DOWNLOADS": "never"}
    environment.pop("VIRTUAL_ENV", None)
    return subprocess.run(command, cwd=ROOT, env=environment).returncode == 0


def _find_uv() -> str | Path | None:
    """uv of the machine, or our own copy from PyPI; None when there is neither."""
    candidates: list[str | Path | None] = [shutil.which("uv"), UV_VENV / "bin" / "uv"]
    for candidate in candidates:
        if candidate and _works([candidate, "--version"]):
            return candidate
    pip: list[str | Path] = [UV_VENV / "bin" / "python", "-m", "pip", "install", "--quiet", f"uv=={UV_VERSION}"]
    made = _works([sys.executable, "-m", "venv", UV_VENV]) and _works(pip)
    return UV_VENV / "bin" / "uv" if made else None


def _with_pip() -> bool:
    """The same pins with their hashes, exported from the lock, for machines where uv cannot be had."""
    print("Không dùng được uv, chuyển sang pip với requirements.lock ...", flush=True)
    if not _works([VENV / "bin" / "python", "-m", "pip", "--version"]):
        shutil.rmtree(VENV, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", VENV], check=True)
    pip: list[str | Path] = [
        VENV / "bin" / "python",
        "-m",
        "pip",
        "install",
        "--quiet",
        "--require-hashes",
        "-r",
        "requirements.lock",
    ]
    return subprocess.run(pip, cwd=ROOT).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1] if len(sys.argv) > 1 else "run"))
