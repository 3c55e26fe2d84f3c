"""How does the simulated scanner answer over HTTP?"""

from __future__ import annotations

import json
import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, ClassVar

from lxml import etree

from tools.escl_simulator import documents
from tools.escl_simulator.faults import Faults
from tools.escl_simulator.machine import Machine

HOST = "127.0.0.1"
BOMB = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><ScannerCapabilities>&b;</ScannerCapabilities>'
)


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: Any, client_address: Any) -> None:
        """Who asked has hung up: that is their right."""


class Simulator:
    """A scanner at `url` while the block runs; port 0 takes a free one."""

    def __init__(self, machine: Machine | None = None, port: int = 0) -> None:
        self.machine = machine or Machine()
        handler = type("Bound", (_Handler,), {"machine": self.machine, "ended": threading.Event()})
        self._ended: threading.Event = handler.ended  # type: ignore[attr-defined]
        self._server = _Server((HOST, port), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}/eSCL"

    def __enter__(self) -> Simulator:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._server.shutdown()
        self._server.server_close()

    def serve(self) -> None:
        """Until Ctrl-C."""
        self._server.serve_forever()


class _Handler(BaseHTTPRequestHandler):
    machine: ClassVar[Machine]
    ended: ClassVar[threading.Event]
    protocol_version = "HTTP/1.1"

    def handle_one_request(self) -> None:
        if self.machine.off:
            self._hang_up()
        else:
            super().handle_one_request()

    def do_GET(self) -> None:  # noqa: N802
        faults, path = self.machine.faults, self.path.rstrip("/")
        if faults.redirect:
            self._answer(302, b"", header=("Location", "http://192.168.77.77/eSCL"))
        elif path == "/eSCL/ScannerCapabilities":
            self._answer(200, self._capabilities(faults), kind="text/xml")
        elif path == "/eSCL/ScannerStatus":
            self._answer(200, documents.status(self.machine), kind="text/xml")
        elif path.endswith("/NextDocument"):
            self._next(path.removesuffix("/NextDocument"))
        else:
            self._answer(404, b"")

    def _capabilities(self, faults: Faults) -> bytes:
        if faults.hostile:
            return BOMB
        return b"<a>" + b"x" * 2_000_000 if faults.wordy else documents.capabilities(self.machine)

    def do_POST(self) -> None:  # noqa: N802
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/simulator":
            return self._set(json.loads(content))
        try:
            job, duplex = documents.read_job(content)
        except (ValueError, etree.XMLSyntaxError):
            return self._answer(400, b"")
        if self.machine.faults.locked:
            return self._answer(403, b"")
        status = self.machine.begin(job, duplex)
        me = "scanner.invalid" if self.machine.faults.alias else self.headers.get("Host", "")
        extra = {201: ("Location", f"http://{me}{job.path}"), 503: ("Retry-After", "1")}
        return self._answer(status, b"", header=extra.get(status))

    def do_DELETE(self) -> None:  # noqa: N802
        self._answer(self.machine.stop(self.path.rstrip("/")), b"")

    def _set(self, wanted: dict[str, Any]) -> None:
        """`{"sheets": 5, "faults": ["jam:3"]}`: put paper in, switch faults on."""
        self.machine.put_in(int(wanted.get("sheets", self.machine.sheets)))
        self.machine.faults = Faults.from_words(list(wanted.get("faults", [])))
        self._answer(200, b"")

    def _next(self, path: str) -> None:
        if self.machine.faults.silent:
            self.ended.wait(self.machine.faults.silent)
        status, content = self.machine.next(path)
        if self.machine.off:
            return self._hang_up()
        job = self.machine.jobs.get(path)
        kind = "application/pdf" if job and job.pdf else "image/jpeg"
        cut = status == 200 and job is not None and self.machine.faults.truncated == job.given
        return self._answer(status, content, kind=kind, cut=cut)

    def _answer(self, status: int, content: bytes, *, kind: str = "", cut: bool = False,
                header: tuple[str, str] | None = None) -> None:  # fmt: skip
        self.send_response(status)
        if header:
            self.send_header(*header)
        if kind:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content[: len(content) // 2] if cut else content)
        if cut:
            self._hang_up()

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)

    def log_message(self, format: str, *args: Any) -> None:
        pass
