"""How does a DATABASE_URL become Django's connection settings?"""

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

SCHEMES = ("postgres", "postgresql")
# A host that vanished without a word is noticed within a minute on both sides: here, so that nobody waits for an
# answer for ever; on the server, so that it lets go of what the vanished one held.
PATIENCE = {
    "connect_timeout": "5",
    "keepalives_idle": "30",
    "keepalives_interval": "10",
    "keepalives_count": "3",
    "tcp_user_timeout": "60000",
    "options": "-c tcp_keepalives_idle=30 -c tcp_keepalives_interval=10 -c tcp_keepalives_count=3",
}


def parse_database_url(url: str) -> dict[str, Any]:
    """Connection settings of `postgres://user:password@host:port/name?option=value`.

    Options (sslmode, connect_timeout ...) go to libpq as they are and win over ours. Raises ValueError for any
    other scheme, without repeating the address, since it holds a password.
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
        "OPTIONS": PATIENCE | dict(parse_qsl(parts.query, keep_blank_values=True)),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }
