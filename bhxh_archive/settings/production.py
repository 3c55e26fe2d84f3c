"""How does the product run on a server, behind a reverse proxy with TLS?"""

from django.core.exceptions import ImproperlyConfigured

from bhxh_archive.settings.base import *  # noqa: F403
from bhxh_archive.settings.base import ALLOWED_HOSTS, ENV, STORAGES
from bhxh_archive.settings.database import parse_database_url

REQUIRED = ("SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS", "TIMESTAMP_URL")


def _require(names: tuple[str, ...]) -> None:
    missing = [name for name in names if not ENV[name]]
    if missing:
        raise ImproperlyConfigured(f"Set in the environment: {', '.join(missing)}")


_require(REQUIRED)

DATABASES = {"default": parse_database_url(ENV["DATABASE_URL"])}
# Health checks inside the host ask the process itself.
ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost"]

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# The preload list is for sites of the open internet; an office's name does not belong there.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
