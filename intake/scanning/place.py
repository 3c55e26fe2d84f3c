"""Where is a scanner, and may the server turn to that address at all?"""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final
from urllib.parse import SplitResult, urlsplit

from intake.scanning.trouble import Trouble

_HOST: Final = re.compile(r"[0-9A-Za-z]([0-9A-Za-z.-]{0,251}[0-9A-Za-z])?|[0-9A-Fa-f:.]{2,45}")
_BASE: Final = re.compile(r"(?=.{1,200}\Z)(/(?!\.{1,2}(?:/|\Z))[0-9A-Za-z._~-]+){1,4}")


@dataclass(frozen=True, slots=True)
class Place:
    """One scanner: host as written, port, path of its eSCL service, and the one IP address that is spoken to."""

    host: str
    port: int
    base: str
    address: str

    @property
    def url(self) -> str:
        return f"http://{self.host_and_port}{self.base}"

    @property
    def host_and_port(self) -> str:
        """As the Host header wants it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == 80 else f"{host}:{self.port}"


def find_place(url: str, *, loopback: bool = False) -> Place:
    """Read an address and look its host up, once: later name service can't lead elsewhere.

    `loopback`: whether this machine itself may be meant (demonstration and tests). Raises Trouble `address`,
    `unknown_host` or `not_private`.
    """
    parts = _read(url)
    port = _port(parts)
    host, base = parts.hostname or "", parts.path.rstrip("/") or "/eSCL"
    if not is_host(host) or not is_base(base):
        raise Trouble("address")
    return Place(host, port, base, allowed(_look_up(host, port), loopback=loopback))


def is_host(host: str) -> bool:
    """Whether it can be the name or the address of a machine."""
    return bool(_HOST.fullmatch(host))


def is_base(path: str) -> bool:
    """Whether a path can be that of an eSCL service: a few plain parts, none of them `.` or `..`."""
    return bool(_BASE.fullmatch(path))


def _read(url: str) -> SplitResult:
    text = url.strip()
    if not text.isprintable():
        raise Trouble("address")
    try:
        parts = urlsplit(text if "://" in text else f"http://{text}")
    except ValueError as error:
        raise Trouble("address") from error
    if parts.scheme != "http" or parts.username or parts.password or parts.query or parts.fragment:
        raise Trouble("address")
    return parts


def _port(parts: SplitResult) -> int:
    try:
        return 80 if parts.port is None else _not_zero(parts.port)
    except ValueError as error:
        raise Trouble("address") from error


def _not_zero(port: int) -> int:
    if port == 0:
        raise ValueError(port)
    return port


def _look_up(host: str, port: int) -> str:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Trouble("unknown_host") from error
    return str(found[0][4][0])


def allowed(address: str, *, loopback: bool) -> str:
    """The address, where it may be spoken to. Raises Trouble `not_private`, and ValueError for what is no address."""
    if not may_speak_to(address, loopback=loopback):
        raise Trouble("not_private")
    return address


def may_speak_to(address: str, *, loopback: bool = False) -> bool:
    """Whether an IP address lies in an office's network: private, and nothing with a meaning of its own."""
    if "%" in address:  # an address of one link only
        return False
    ip = ip_address(address)
    if isinstance(ip, IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    if ip.is_loopback:
        return loopback
    return ip.is_private and not (ip.is_link_local or ip.is_multicast or ip.is_unspecified or ip.is_reserved)


@dataclass(frozen=True, slots=True)
class Found:
    """A scanner as it announces itself; nothing of it is believed before a person has confirmed it."""

    name: str
    place: Place
