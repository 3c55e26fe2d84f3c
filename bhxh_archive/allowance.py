"""May this address ask once more, or has it asked too often? Counted in the database, for all web processes."""

from __future__ import annotations

import time
from ipaddress import IPv6Address, ip_address
from typing import Final

from django.db import connection
from django.utils.crypto import salted_hmac

from bhxh_archive.models import Asked

KEPT_SECONDS: Final = 24 * 3600
_COUNT: Final = """
INSERT INTO bhxh_archive_asked AS known (who, began, times) VALUES (%s, %s, 1)
ON CONFLICT (who, began) DO UPDATE SET times = known.times + 1 RETURNING times
"""


def seconds_to_wait(thing: str, address: str, *, times: int, seconds: int) -> int:
    """Count a request of `address` for `thing`; 0 when it is within `times` per `seconds`, else how long to wait.

    Stretches of time are fixed, so around their edge twice as many may pass. Requests that are refused count too.
    """
    now = int(time.time())
    began = now - now % seconds
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [_digest(thing, address), began])
        (asked,) = cursor.fetchone()
    return 0 if asked <= times else began + seconds - now


def forget() -> int:
    """Delete the counts that matter no more; returns how many."""
    deleted, _ = Asked.objects.filter(began__lt=int(time.time()) - KEPT_SECONDS).delete()
    return deleted


def _digest(thing: str, address: str) -> str:
    return salted_hmac(f"allowance:{thing}", _network(address), algorithm="sha256").hexdigest()


def _network(address: str) -> str:
    """What one visitor can't change at will: an IPv4 address, but of IPv6 the 64 bits that a provider gives out."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if isinstance(found, IPv6Address):
        found = found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64)
    return str(found)
