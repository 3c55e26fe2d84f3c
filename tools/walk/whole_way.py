"""What happens on a walk, from an empty database to the package in the archive, and how long does each step take?"""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from bhxh_archive.settings.base import BASE_DIR, VAR_DIR
from tools.postgres.children import dies_with_parent
from tools.postgres.errors import DatabaseError
from tools.run.errors import CannotRun
from tools.run.places import OnlyOne
from tools.run.service import command, last_lines
from tools.run.supervisor import Supervisor
from tools.walk.site import ASKED_TO_END, Site

DEMO_SCANS = BASE_DIR / "fixtures" / "scans"


def walk(folder: Path | None) -> int:
    """Takes the files of `folder` through every step; the exit code of `manage.py walk`.

    Decision and package stay in `var/walk`, what the site needs in `var/walk/site`. Raises CannotRun when the
    folder cannot be read, another walk is under way, or the site does not come up.
    """
    scans = _readable(folder or DEMO_SCANS)
    site = Site(VAR_DIR / "walk")
    alone = _alone(site)
    supervisor = Supervisor()
    try:
        _bring_up(site, supervisor)
        return _walk(site, scans)
    except DatabaseError as problem:
        raise CannotRun(f"{problem}\nNếu lỗi lặp lại, xóa thư mục {site.places.postgres} rồi chạy lại.") from problem
    finally:
        supervisor.stop()
        alone.release()


def _readable(folder: Path) -> Path:
    if not folder.exists():
        raise CannotRun(f"không có thư mục {folder}. Ví dụ: make walk SCANS=duong/dan/toi/ban-quet")
    if not folder.is_dir():
        raise CannotRun(f"{folder} là một tệp, không phải thư mục. Đặt tệp vào một thư mục rồi chạy lại.")
    try:
        next(folder.iterdir(), None)
    except PermissionError as denied:
        raise CannotRun(f"không được phép đọc thư mục {folder}. Kiểm tra quyền của tài khoản đang chạy.") from denied
    return folder.resolve()


def _alone(site: Site) -> OnlyOne:
    try:
        return OnlyOne(site.places)
    except CannotRun as taken:
        raise CannotRun("một lượt make walk khác đang chạy từ thư mục này; đợi nó xong rồi chạy lại.") from taken


def _bring_up(site: Site, supervisor: Supervisor) -> None:
    steps: tuple[tuple[str, Callable[[Site, Supervisor], str]], ...] = (
        ("Dọn kết quả lần trước", lambda site, _: site.clear()),
        ("Cơ sở dữ liệu trống", Site.database),
        ("Chứng thực thử nghiệm", Site.signatures),
        ("Bảng, danh mục, mẫu", lambda site, _: _prepared(site)),
    )
    for label, step in steps:
        started = time.monotonic()
        said = step(site, supervisor)
        print(f"{label:<24} {time.monotonic() - started:6.2f} s  {said}", flush=True)


def _prepared(site: Site) -> str:
    """Tables, catalogue and demo people, by the same step as `make run`."""
    log = site.places.logs / "prepare.log"
    line = [sys.executable, "-m", "tools.run.prepare", str(site.places.state / "accounts.txt")]
    preparing = command(line, log=log, environment=site.parts.environment, folder=BASE_DIR)()
    try:
        if preparing.wait():
            raise CannotRun(f"không chuẩn bị được dữ liệu, xem {log}:\n{last_lines(log)}")
    finally:
        preparing.kill()
    return "như make run lần đầu"


def _walk(site: Site, scans: Path) -> int:
    line = [sys.executable, "manage.py", "walk", str(scans), "--out", str(site.out)]
    environment = site.parts.environment
    return subprocess.run(line, cwd=BASE_DIR, env=environment, preexec_fn=dies_with_parent(ASKED_TO_END)).returncode
