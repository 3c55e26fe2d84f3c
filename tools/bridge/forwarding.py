"""How does the bridge send home what devices write into a folder beside it?"""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import IO, Final
from urllib.parse import quote

from intake.scanning.folder import REFUSED, TAKEN, Folder, FolderTrouble, Seen, called_away, same
from tools.bridge.scanning import digest_of
from tools.home import Home, Said

log = logging.getLogger(__name__)
AT_REST: Final = 4.0
EMPTY_AT_REST: Final = 60.0
REFUSALS: Final = (413, 422)
"""What home answers about a file that it does not take; anything else is no fault of the file."""


class Forwarded:
    """A folder whose files are sent once they are at rest, and moved away once home has them. Raises Away."""

    def __init__(self, folder: Path, home: Home) -> None:
        self._root, self._name, self._home = folder.parent, folder.name, home
        self._since: dict[Seen, float] = {}

    @property
    def waiting(self) -> bool:
        """Whether a file lies there that was not at rest yet."""
        return bool(self._since)

    def forward(self) -> None:
        try:
            with Folder(self._root, self._name) as there:
                for seen in self._at_rest(there.look().files):
                    self._send(there, seen)
        except FolderTrouble as error:
            log.error("%s", error.message)

    def _at_rest(self, files: list[Seen]) -> list[Seen]:
        """Those that look as they did some seconds ago."""
        now = time.monotonic()
        self._since = {seen: self._since.get(seen, now) for seen in files}
        return [seen for seen, since in self._since.items() if now - since >= _patience(seen)]

    def _send(self, there: Folder, seen: Seen) -> None:
        with there.reading(seen) as content:
            if content is None:
                return
            digest = digest_of(content)
            if not same(content, seen):
                return
            into = self._answer(content, seen, digest)
        if into:
            there.put_away(seen.name, into, called_away(int(time.time()), seen.name))
            self._since.pop(seen, None)

    def _answer(self, content: IO[bytes], seen: Seen, digest: str) -> str:
        """Where the file goes now; "" when it stays for another try."""
        try:
            self._home.send("tep/", content, {"X-Digest": digest, "X-Name": quote(seen.name, safe="")})
        except Said as no:
            log.warning("a file was not taken: %s", no.message)
            return REFUSED if no.status in REFUSALS else ""
        return TAKEN


def _patience(seen: Seen) -> float:
    return AT_REST if seen.size else EMPTY_AT_REST
