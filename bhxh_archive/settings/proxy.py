"""From which address does a request come when reverse proxies stand in front, and is it this machine's own?"""

from ipaddress import ip_address

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


def is_loopback(address: str) -> bool:
    """Is this the machine itself? Names are not looked up: `localhost` counts, other names do not."""
    try:
        return address == "localhost" or ip_address(address).is_loopback
    except ValueError:
        return False
