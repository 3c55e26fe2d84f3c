"""Are scanners heard that announce themselves, and only those that the server may speak to?"""

from __future__ import annotations

import socket
from concurrent.futures import ThreadPoolExecutor

import pytest
from zeroconf import ServiceInfo, Zeroconf

from intake.scanning.finding import SERVICE, find_scanners
from intake.scanning.place import Found

pytestmark = pytest.mark.slow
HERE = ["127.0.0.1"]


def announce(network: Zeroconf, name: str, address: str, **told: str) -> None:
    info = ServiceInfo(SERVICE, f"{name}.{SERVICE}", port=8090, addresses=[socket.inet_aton(address)], properties=told)
    network.register_service(info)


def announced_and_heard() -> list[Found]:
    """What is found of what scanners say on this machine alone."""
    with Zeroconf(interfaces=HERE) as network:
        announce(network, "Máy quầy 1", "10.1.2.3", rs="eSCL", ty="Canon iR\n2625")
        announce(network, "Ở ngoài", "8.8.8.8")
        announce(network, "Chính máy này", "127.0.0.1")
        announce(network, "Lối lạ", "10.1.2.4", rs="eSCL/../..")
        heard = (find_scanners(seconds=patience, interfaces=HERE) for patience in (1, 3, 6))
        return next(filter(None, heard), [])  # a busy machine is slow to say


def test_what_announces_itself_is_found_where_it_may_be_spoken_to() -> None:
    # In a thread of its own: a browser test before this one leaves its event loop in the main thread, where it
    # stands still, and zeroconf would take that loop for its own and wait for it until it gives up.
    with ThreadPoolExecutor(1) as apart:
        found = apart.submit(announced_and_heard).result()
    assert [(one.name, one.place.url) for one in found] == [("Canon iR2625", "http://10.1.2.3:8090/eSCL")]
