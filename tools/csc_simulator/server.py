"""How does the simulated service answer over HTTP?"""

from __future__ import annotations

import json
import secrets
import threading
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Final, Self

from tools.csc_simulator.keys import Keys

PIN: Final = "246810"
CODE: Final = "135790"
TOKEN: Final = "may-chu-thu-nghiem"  # noqa: S105 - of the simulator
WRONG_PINS: Final = 3
Answer = tuple[int, dict[str, Any]]


@dataclass
class Faults:
    """What goes wrong: `down` (500 to everything), `wrong` (how many signatures, the first
    ones, are of another hash), `short` (one too few), `most` hashes of one leave."""

    down: bool = False
    wrong: int = 0
    short: bool = False
    most: int = 100


class CscSimulator:
    """One service on a free port of this machine; a context manager. `calls` counts what was asked."""

    def __init__(self, keys: Keys, faults: Faults | None = None) -> None:
        self.keys, self.faults, self.calls = keys, faults or Faults(), dict[str, int]()
        self._leaves: dict[str, tuple[str, list[str]]] = {}
        self._wrong_pins = 0
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, path: str, token: str, asked: dict[str, Any]) -> Answer:
        """Status and body of one call."""
        what = path.removeprefix("/csc/v1/")
        self.calls[what] = self.calls.get(what, 0) + 1
        known: dict[str, Callable[[dict[str, Any]], Answer]] = {
            "credentials/info": self._info, "credentials/sendOTP": lambda _: (200, {}),
            "credentials/authorize": self._authorize, "signatures/signHash": self._make,
        }  # fmt: skip
        if self.faults.down:
            return 500, {}
        if token != TOKEN:
            return 401, {"error": "invalid_token"}
        if what not in known or str(asked.get("credentialID")) not in self.keys:
            return 400, {"error": "invalid_request"}
        return known[what](asked)

    def _info(self, asked: dict[str, Any]) -> Answer:
        name = asked["credentialID"]
        certificates = [b64encode(one).decode() for one in self.keys.chain(name)]
        return 200, {
            "key": {"status": "enabled", "algo": [self.keys.algorithm(name)]}, "multisign": self.faults.most,
            "cert": {"status": "valid", "certificates": certificates}, "authMode": "explicit", "SCAL": "2",
            "PIN": {"presence": "true"}, "OTP": {"presence": "true", "type": "online"},
        }  # fmt: skip

    def _authorize(self, asked: dict[str, Any]) -> Answer:
        if self._wrong_pins >= WRONG_PINS:
            return 400, {"error": "credential_locked"}
        if asked.get("PIN") != PIN:
            self._wrong_pins += 1
            return 400, {"error": "invalid_pin"}
        if asked.get("OTP") != CODE:
            return 400, {"error": "invalid_otp"}
        hashes = list(asked.get("hash", []))
        if not 0 < len(hashes) <= self.faults.most or asked.get("numSignatures") != len(hashes):
            return 400, {"error": "invalid_request"}
        leave = secrets.token_hex(16)
        self._leaves[leave] = (asked["credentialID"], hashes)
        return 200, {"SAD": leave, "expiresIn": 300}

    def _make(self, asked: dict[str, Any]) -> Answer:
        name, hashes = asked["credentialID"], list(asked.get("hash", []))
        if self._leaves.pop(asked.get("SAD", ""), None) != (name, hashes):
            return 400, {"error": "invalid_request"}
        if asked.get("signAlgo") != self.keys.algorithm(name):
            return 400, {"error": "invalid_request"}
        digests = [bytes(32) if place < self.faults.wrong else b64decode(one) for place, one in enumerate(hashes)]
        made = [b64encode(self.keys.sign(name, digest)).decode() for digest in digests]
        return 200, {"signatures": made[1:] if self.faults.short else made}


def _handler(simulator: CscSimulator) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers.get("Content-Length", 0))) or b"{}")
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            status, told = simulator.answer(self.path, token, asked)
            content = json.dumps(told).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:
            """PINs are never written down, not even here."""

    return Handler
