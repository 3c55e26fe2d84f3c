"""How does the bridge carry out one scan, page by page, and say how it ended?"""

from __future__ import annotations

import hashlib
import logging
import time
from secrets import token_hex
from typing import IO, Any, Final

from intake.scanning.delivered import Delivered
from intake.scanning.line import CHUNK
from intake.scanning.report import read_place, read_wish
from intake.scanning.scan import Bounds, scan
from intake.scanning.trouble import Trouble
from intake.scanning.wish import lacking
from tools.bridge.devices import Devices, key_of
from tools.home import Away, Home, Said

log = logging.getLogger(__name__)
ASKS_EVERY: Final = 2.0
"""Seconds between two questions whether the scan is still wanted."""


class Run:
    """One scan that home has for us."""

    def __init__(self, home: Home, told: dict[str, Any]) -> None:
        self._home, self._told = home, told
        self._path, self._word = f"luot/{int(told['id'])}/", token_hex(16)
        self._wanted, self._asked_at = True, 0.0

    def carry_out(self, devices: Devices) -> None:
        """Take it up, scan, and say how it ended. What can't be said any more, home finds out by our silence."""
        try:
            self._home.insist(self._path + "nhan/", word=self._word)
            self._finish(self._trouble(devices))
        except (Away, Said) as error:
            log.warning("scan %s was given up: %s", self._told["id"], error)

    def _trouble(self, devices: Devices) -> str:
        """What went wrong, "" when nothing did."""
        try:
            self._scan(devices)
        except Trouble as error:
            log.info("scan %s ended: %s", self._told["id"], error.code)
            return error.code
        return ""

    def _scan(self, devices: Devices) -> None:
        device = devices.device(key_of(read_place(self._told["place"])))
        wish, able = read_wish(self._told["wish"]), device.capabilities()
        if lacking(able, wish):
            raise Trouble("refused")
        bounds = Bounds(bytes=int(self._told["most"]))
        for file in scan(device, able, wish, wanted=self._still_wanted, bounds=bounds):
            with file.content:
                self._bring(file)

    def _still_wanted(self) -> bool:
        """Asked twice a second by the scan, by us every two seconds; while the line is down we go on."""
        if self._wanted and time.monotonic() - self._asked_at >= ASKS_EVERY:
            self._asked_at = time.monotonic()
            try:
                self._wanted = self._home.ask(self._path + "con/", word=self._word).get("wanted") is True
            except Away:
                log.info("home is out of reach; scanning goes on")
        return self._wanted

    def _bring(self, file: Delivered) -> None:
        headers = {"X-Digest": digest_of(file.content)}
        self._home.send(f"{self._path}trang/{file.number}/", file.content, headers, word=self._word)
        log.info("scan %s: file %s is home", self._told["id"], file.number)

    def _finish(self, code: str) -> None:
        self._home.insist(self._path + "het/", {"trouble": code}, word=self._word)


def digest_of(content: IO[bytes]) -> str:
    """The SHA-256 digest of a file, which is left at its beginning."""
    found = hashlib.sha256()
    content.seek(0)
    for chunk in iter(lambda: content.read(CHUNK), b""):
        found.update(chunk)
    content.seek(0)
    return found.hexdigest()
