"""How is a checkout emptied of its data?"""

import shutil
import sys
from pathlib import Path

from bhxh_archive.settings.base import ENV, VAR_DIR
from tools.postgres.place import elsewhere
from tools.run.errors import CannotRun
from tools.run.places import OnlyOne, Places

# What was measured, and the installer's own files, are no data; a walk's are: it may have gone through real scans.
DATA = ("postgres", "store", "files", "tmp", "trust", "log", "walk", "thu-muc-quet", "secret_key")


def reset(*, ask: bool) -> int:
    """Removes database, stores, keys, logs and walks of this checkout; 1 when the person says no.

    Raises CannotRun while the product or a walk runs, or when there is nobody to ask. A database or store elsewhere
    (DATABASE_URL, ..._STORE_URL) is never touched.
    """
    places, site = Places(VAR_DIR), Places(VAR_DIR / "walk" / "site")
    locks = [OnlyOne(found) for found in (places, site) if found is places or found.var.exists()]
    clusters = [elsewhere(found.postgres).parent for found in (places, site)]
    paths = [path for path in (*(VAR_DIR / name for name in DATA), *clusters) if path.exists()]
    if ask and not _agreed(paths):
        print("Không xóa gì.")
        return 1
    for path in paths:
        _remove(path)
    for lock in locks:
        lock.release()
    shutil.rmtree(places.state)
    _say_what_stays()
    return 0


def _agreed(paths: list[Path]) -> bool:
    if not sys.stdin.isatty():
        raise CannotRun("cần xác nhận trước khi xóa dữ liệu: make reset YES=1")
    print("Sẽ xóa toàn bộ dữ liệu, không khôi phục được:", *paths, sep="\n  ")
    return input("Gõ 'xoa' để đồng ý: ").strip().lower() in ("xoa", "xóa")


def _remove(path: Path) -> None:
    shutil.rmtree(path) if path.is_dir() else path.unlink()


def _say_what_stays() -> None:
    outside = [name for name in ("DATABASE_URL", "WORKING_STORE_URL", "PERMANENT_STORE_URL") if ENV[name]]
    print("Đã xóa dữ liệu." + (f" Dữ liệu theo {', '.join(outside)} không bị đụng tới." if outside else ""))
