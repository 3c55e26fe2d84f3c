"""How is one HTTP question put to one scanner, so that nothing can lead the server to another host?"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    ProtocolError,
    ReadTimeoutError,
)
from urllib3.response import BaseHTTPResponse

from intake.scanning.place import Place
from intake.scanning.trouble import Trouble

CONNECT_SECONDS: Final = 5.0
ANSWER_SECONDS: Final = 15.0
BODY_SECONDS: Final = 300.0
"""The longest that one body may take, however slowly it drips."""
CHUNK: Final = 64 * 1024


class Line:
    """Questions to the one address of a place: no redirects, no proxies, no retries, a connection for each."""

    def __init__(self, place: Place) -> None:
        self.place = place

    @contextmanager
    def ask(
        self, method: str, path: str, *, body: bytes = b"", seconds: float = ANSWER_SECONDS
    ) -> Iterator[BaseHTTPResponse]:
        """The answer with its body still to be read. Raises Trouble `unreachable`, `silent`, `gone`, `redirected`."""
        patience = urllib3.Timeout(connect=CONNECT_SECONDS, read=seconds)
        with translated(), urllib3.HTTPConnectionPool(self.place.address, self.place.port, timeout=patience) as pool:
            answer = pool.urlopen(
                method, path, body=body or None, headers=self._headers(body), redirect=False, retries=False,
                preload_content=False, decode_content=False,
            )  # fmt: skip
            try:
                if 300 <= answer.status < 400:
                    raise Trouble("redirected")
                yield answer
            finally:
                answer.close()

    def _headers(self, body: bytes) -> dict[str, str]:
        # A connection kept open may be closed by the device just when a page is asked for, and that page is lost.
        always = {"Host": self.place.host_and_port, "Connection": "close", "Accept-Encoding": "identity"}
        return always | ({"Content-Type": "text/xml"} if body else {})


def chunks_of(answer: BaseHTTPResponse, *, most: int) -> Iterator[bytes]:
    """The body in pieces. Raises Trouble `large` over `most` bytes, `silent` when it takes longer than BODY_SECONDS."""
    taken, until = 0, time.monotonic() + BODY_SECONDS
    with translated():
        for chunk in answer.stream(CHUNK, decode_content=False):
            taken += len(chunk)
            if taken > most:
                raise Trouble("large")
            if time.monotonic() > until:
                raise Trouble("silent")
            yield chunk


@contextmanager
def translated() -> Iterator[None]:
    """Say the library's errors in our words."""
    try:
        yield
    except (ConnectTimeoutError, NewConnectionError) as error:
        raise Trouble("unreachable") from error
    except (ReadTimeoutError, TimeoutError) as error:
        raise Trouble("silent") from error
    except (ProtocolError, OSError) as error:
        raise Trouble("gone") from error
    except HTTPError as error:
        raise Trouble("nonsense") from error
