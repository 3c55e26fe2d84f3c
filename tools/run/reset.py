"""How is a checkout emptied of its data?"""

import shutil
import sys
from pathlib import Path

from bhxh_archive.settings.base import ENV, VAR_DIR
from tools.postgres.place import elsewhere
from tools.run.errors import CannotRun
from tools.run.places import OnlyOne, Places

# What was measured or walked, and the installer's own files, are no data of the product.
DATA = ("postgres", "store", "files", "tmp", "trust", "log", "secret_key")


def reset(*, ask: bool) -> int:
    """Removes database, stores, keys and logs of this checkout; 1 when the person says no.

    Raises CannotRun while the product runs, or when there is nobody to ask. A database or store elsewhere
    (DATABASE_URL, ..._STORE_URL) is never touched.
    """
    places = Places(VAR_DIR)
    alone = OnlyOne(places)
    data = elsewhere(places.postgres).parent
    paths = [path for path in (*(VAR_DIR / name for name in DATA), data) if path.exists()]
    if ask and not _agreed(paths):
        print("Không xóa gì.")
        return 1
    for path in paths:
        _remove(path)
    alone.release()
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
