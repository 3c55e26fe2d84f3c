"""How does every test process come to a database with schema, catalogue and demo people, made only once?

Migrations take seconds for each process, and more with every one that is added. The first process of a run that needs
a database makes one and all others copy it. What was made is kept as SQL under a digest of everything it was made
from, so that the next run reads it back; a change of a migration, a fixture or a loader makes it anew.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Final

import django
from django.conf import settings
from django.core.management import call_command

from intake.loading.catalogue import load_catalogue
from intake.loading.demo import load_demo
from tests import databases
from tools.postgres.place import WHEEL

LOCK: Final = 20_190_501
KEPT: Final = Path("var/cache/tests")
MADE_FROM: Final = ("*/migrations/*.py", "*/models/*.py", "fixtures/catalogue/*", "fixtures/demo/*",
                    "intake/loading/*.py", "bhxh_archive/second_factor/demo.py", "bhxh_archive/ledger.py",
                    "bhxh_archive/first_tables.py")  # fmt: skip


def furnished() -> str:
    """The name of the furnished database of this server; whoever comes while it is being made waits for it."""
    with closing(databases.maintenance()) as server:
        server.autocommit = True
        cursor = server.cursor()
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name := f"furnished_{_digest()}"])
        if cursor.fetchone() is None:
            _make(name)
    return name


def _make(name: str) -> None:
    """Under a name of its own until it is whole: a process that dies meanwhile leaves no half-made one behind."""
    draft, kept = f"{name}_{os.getpid()}", KEPT / f"{name}.sql"
    databases.order("CREATE DATABASE {}", draft)
    if kept.exists():
        _tool("psql", "--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--file", str(kept), draft)
    else:
        with databases.talking_to(draft):
            _furnish()
        _keep(draft, kept)
    databases.order("ALTER DATABASE {} RENAME TO {}", draft, name)


def _furnish() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    load_catalogue(settings.BASE_DIR / "fixtures" / "catalogue")
    load_demo()


def _keep(database: str, kept: Path) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    for old in kept.parent.glob("*.sql"):
        old.unlink()
    draft = kept.with_suffix(f".{os.getpid()}")
    _tool("pg_dump", "--file", str(draft), database)
    draft.rename(kept)


def _tool(name: str, *arguments: str) -> None:
    """One of PostgreSQL's own programs, speaking to the server of this run."""
    address = f"{databases.url().rpartition('/')[0]}/{arguments[-1]}"
    subprocess.run([WHEEL / "pginstall" / "bin" / name, *arguments[:-1], address], check=True, capture_output=True)


@cache
def _digest() -> str:
    found = hashlib.sha256(django.__version__.encode())
    for path in _sources():
        found.update(str(path).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:16]


def _sources() -> Iterator[Path]:
    for pattern in MADE_FROM:
        yield from sorted(path for path in Path().glob(pattern) if path.is_file())
