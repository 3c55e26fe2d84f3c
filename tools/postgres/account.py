"""Under which system account do PostgreSQL's programs run?

PostgreSQL refuses to run as root. Root therefore hands it to a system account; anybody else runs it as himself.
"""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.postgres.errors import DatabaseError

NAME = "bhxh-archive"
# Nothing of ours leaks into what runs under the account, and root's own PATH may be closed to it.
ENVIRONMENT = {"LC_ALL": "C", "TZ": "UTC", "PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}


@dataclass(frozen=True)
class Account:
    """The numeric identity that owns the data; `switch` says whether a program must be started under it."""

    uid: int
    gid: int
    switch: bool

    def popen_arguments(self) -> dict[str, Any]:
        """What subprocess needs to run a program as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switch else {}

    def own(self, path: Path) -> None:
        """Gives the path to the account."""
        if self.switch:
            os.chown(path, self.uid, self.gid)

    def can_enter(self, folder: Path) -> bool:
        """Whether the account reaches this folder: every folder on the way must let it pass."""
        probe = subprocess.run(["test", "-x", str(folder)], cwd="/", env=ENVIRONMENT, **self.popen_arguments())
        return probe.returncode == 0


def database_account() -> Account:
    """The account for this process's user; as root a system account, made when absent.

    Raises DatabaseError when root has no means to make one.
    """
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), switch=False)
    entry = _find() or _create()
    return Account(entry.pw_uid, entry.pw_gid, switch=True)


def _find() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        return None


def _create() -> pwd.struct_passwd:
    if not shutil.which("useradd", path=ENVIRONMENT["PATH"]):
        raise DatabaseError(f"Thiếu lệnh useradd để tạo tài khoản hệ thống {NAME}: apt-get install passwd")
    command = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME]
    made = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True)
    entry = _find()  # another process may have been quicker, so what counts is that it exists
    if entry is None:
        raise DatabaseError(f"Không tạo được tài khoản hệ thống {NAME}: {made.stderr.strip()}")
    return entry
