"""How does a DATABASE_URL become Django's connection settings?"""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SCHEMES = ("postgres", "postgresql")


def parse_database_url(url: str) -> dict[str, Any]:
    """Connection settings of `postgres://user:password@host:port/name?option=value`.

    Options (sslmode, connect_timeout ...) go to libpq as they are. Raises ValueError for any other scheme,
    without repeating the address, since it holds a password.
    """
    parts = urlsplit(url)
    if parts.scheme not in SCHEMES:
        raise ValueError(f"DATABASE_URL must begin with postgres://, not {parts.scheme or 'nothing'}://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
