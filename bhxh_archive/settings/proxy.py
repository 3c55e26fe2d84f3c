"""From which address does a request come when reverse proxies stand in front?"""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address seen by the outermost trusted proxy, or the peer's own when there is none.

    Each trusted proxy appends the peer it saw to X-Forwarded-For, so the entry counted from the right is
    the one a client cannot forge.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    hops = [hop.strip() for hop in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if hop.strip()]
    trusted = settings.TRUSTED_PROXIES
    return hops[-trusted] if 0 < trusted <= len(hops) else peer
