"""How does a program of ours call the server: over HTTPS, with its key, never led elsewhere, again on a broken line?"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from ipaddress import ip_address
from pathlib import Path
from typing import IO, Any, Final
from urllib.parse import urlsplit

import urllib3
from urllib3.exceptions import HTTPError

PATIENCE: Final = urllib3.Timeout(connect=10, read=120)
KEEPS_TRYING: Final = 100.0
"""Seconds of a broken line that a page is sent again through; the server gives a scan up after 120."""
PAUSE: Final = 2.0


class Away(Exception):
    """Home can't be reached, or is not well: worth another try."""


class Said(Exception):
    """Home said no. `status` is the HTTP status, `message` its Vietnamese sentence."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status, self.message = status, message


def checked(url: str, under: str) -> str:
    """The address of the server and what is called there. Raises ValueError for plain HTTP to another machine."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query or parts.fragment:
        raise ValueError("Địa chỉ máy chủ phải có dạng https://ten-may-chu/")
    if parts.scheme == "http" and not _is_this_machine(parts.hostname):
        raise ValueError("Chỉ gọi về qua https://. Khóa và giấy tờ không đi qua HTTP trần.")
    return f"{url.rstrip('/')}/{under}/"


def _is_this_machine(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


class Home:
    """Calls to the one server, with the key. `under`: the addresses of this program; `ca`: the authority of an office's
    own certificate, as a PEM file."""

    def __init__(self, url: str, key: str, *, under: str, ca: Path | None = None) -> None:
        self._base, self._key = checked(url, under), key
        self._pool = urllib3.PoolManager(timeout=PATIENCE, retries=False, ca_certs=str(ca) if ca else None)

    def ask(self, path: str, data: dict[str, Any] | None = None, *, word: str = "") -> dict[str, Any]:
        """Post JSON, once. Raises Away and Said."""
        return self._post(path, json.dumps(data or {}).encode(), _claim(word) | {"Content-Type": "application/json"})

    def insist(self, path: str, data: dict[str, Any] | None = None, *, word: str = "") -> dict[str, Any]:
        """`ask`, again and again for as long as the server waits for us."""
        return _again(lambda: self.ask(path, data, word=word))

    def send(self, path: str, content: IO[bytes], headers: dict[str, str], *, word: str = "") -> dict[str, Any]:
        """Post a file from its beginning, again when the line breaks: the server takes it once."""
        told = headers | _claim(word) | {"Content-Type": "application/octet-stream"}

        def once() -> dict[str, Any]:
            content.seek(0)
            return self._post(path, content, told)

        return _again(once)

    def _post(self, path: str, body: Any, headers: dict[str, str]) -> dict[str, Any]:
        told = headers | {"Authorization": f"Bearer {self._key}", "Accept": "application/json"}
        if not isinstance(body, bytes):
            told["Content-Length"] = str(_size(body))
        try:
            answer = self._pool.request("POST", self._base + path, body=body, headers=told, redirect=False)
        except (HTTPError, OSError) as error:
            raise Away(str(error)) from error
        return _read(answer.status, answer.data)


def _claim(word: str) -> dict[str, str]:
    return {"X-Claim": word} if word else {}


def _size(content: IO[bytes]) -> int:
    here = content.tell()
    size = content.seek(0, 2)
    content.seek(here)
    return size - here


def _read(status: int, content: bytes) -> dict[str, Any]:
    if status == 429 or status >= 500:
        raise Away(f"HTTP {status}")
    try:
        found = json.loads(content)
    except ValueError as error:
        raise Away(f"HTTP {status} without JSON") from error
    if status != 200 or not isinstance(found, dict):
        raise Said(status, str(found.get("message", "")) if isinstance(found, dict) else "")
    return found


def _again(once: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    until = time.monotonic() + KEEPS_TRYING
    while True:
        try:
            return once()
        except Away:
            if time.monotonic() + PAUSE > until:
                raise
            time.sleep(PAUSE)
