"""How does the product run at a desk, started by `make run`?

Without DATABASE_URL the embedded database of `make run` is found by the address file it leaves, so that
`manage.py` works in a second terminal.
"""

import os
import secrets
from pathlib import Path

from bhxh_archive.settings.base import *  # noqa: F403
from bhxh_archive.settings.base import (
    ALLOWED_HOSTS,
    BASE_DIR,
    DATABASE_URL,
    ENV,
    SECRET_KEY,
    TIMESTAMP_URL,
    VAR_DIR,
    WATCHED_ROOT,
)
from bhxh_archive.settings.database import parse_database_url

NOT_RUNNING = "postgres://nobody@127.0.0.1:1/make-run-is-not-running"


def _kept(name: str, otherwise: str) -> str:
    """What `make run` left under this name for its own processes and for a second terminal."""
    path = VAR_DIR / "run" / name
    return path.read_text().strip() if path.exists() else otherwise


def _own_secret_key(path: Path) -> str:
    """The key of this checkout, made once and readable by its owner only."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        draft = path.with_name(f"{path.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(secrets.token_urlsafe(50))
        draft.replace(path)
    return path.read_text()


DEBUG = ENV["DEBUG"]
SECRET_KEY = SECRET_KEY or _own_secret_key(VAR_DIR / "secret_key")
DATABASES = {"default": parse_database_url(DATABASE_URL or _kept("database-url", NOT_RUNNING))}
TIMESTAMP_URL = TIMESTAMP_URL or _kept("timestamp-url", "")
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "127.0.0.1", "localhost", "[::1]"]

# Synthetic records; a real installation names its own folder or adapter.
LOOKUP_FOLDER = ENV["LOOKUP_FOLDER"] or str(BASE_DIR / "fixtures" / "demo" / "sources")

# Static files are served from where they are edited: nothing to collect, nothing stale.
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_MAX_AGE = 0
SCANNERS_ON_THIS_MACHINE = True
SHOW_DEMO_CODES = True
WATCHED_ROOT = WATCHED_ROOT or VAR_DIR / "thu-muc-quet"
