"""How does the product run under pytest?

The database is the embedded one that tests/conftest.py starts, or DATABASE_URL; until either is known the
address points nowhere, so that type checkers can load the settings.
"""

from bhxh_archive.settings.base import *  # noqa: F403
from bhxh_archive.settings.base import DATABASE_URL, ENV, VAR_DIR
from bhxh_archive.settings.database import parse_database_url

SECRET_KEY = "test-only-" + "0" * 50
DATABASES = {"default": parse_database_url(DATABASE_URL or "postgres://nobody@127.0.0.1:1/no-database-yet")}
# pytest-django keeps the connection of a test open; a persistent one would outlive a live server's thread.
DATABASES["default"]["CONN_MAX_AGE"] = 0
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STATIC_ROOT = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
if not ENV["TRUST_DIR"]:  # the certificates that `make run` made in this checkout are no part of a test
    TRUST_DIR = VAR_DIR / "no-trust"
SCANNERS_ON_THIS_MACHINE = True
SHOW_DEMO_CODES = True
SCANNERS_HEARD_AT = ["127.0.0.1"]
