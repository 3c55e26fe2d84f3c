"""Which scanners announce themselves in the network of the server (mDNS, service `_uscan._tcp`)?"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Final

from zeroconf import InterfaceChoice, ServiceBrowser, ServiceListener, Zeroconf

from intake.scanning.place import Found, Place, is_base, may_speak_to

SERVICE: Final = "_uscan._tcp.local."
SECONDS: Final = 4.0
MOST: Final = 50


class _Listener(ServiceListener):
    def __init__(self) -> None:
        self.names: set[str] = set()

    def add_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.names.add(name)

    def remove_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.names.discard(name)

    def update_service(self, zc: Zeroconf, type_: str, name: str) -> None:
        self.names.add(name)


def find_scanners(
    *, seconds: float = SECONDS, interfaces: Sequence[str] | None = None, loopback: bool = False
) -> list[Found]:
    """Listen for so many seconds. `interfaces`: addresses of this machine to listen at; all of them by default."""
    listener = _Listener()
    with Zeroconf(interfaces=list(interfaces) if interfaces else InterfaceChoice.All) as network:
        browser = ServiceBrowser(network, SERVICE, listener)
        time.sleep(seconds)
        names = sorted(listener.names)[:MOST]
        found = [_asked(network, name, loopback) for name in names]
        browser.cancel()
    return [one for one in found if one]


def _asked(network: Zeroconf, name: str, loopback: bool) -> Found | None:
    info = network.get_service_info(SERVICE, name, timeout=1000)
    addresses = info.parsed_addresses() if info else []
    address = next((one for one in addresses if may_speak_to(one, loopback=loopback)), None)
    if info is None or address is None or not info.port:
        return None
    told = {key.decode("ascii", "replace").lower(): (value or b"").decode("utf-8", "replace")
            for key, value in info.properties.items()}  # fmt: skip
    base = "/" + (told.get("rs", "").strip("/") or "eSCL")
    if not is_base(base):
        return None  # no scanner of good faith lives at such a path
    return Found(
        _printable(told.get("ty") or name.removesuffix("." + SERVICE)), Place(address, info.port, base, address)
    )


def _printable(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).strip()[:100] or "Máy quét"
