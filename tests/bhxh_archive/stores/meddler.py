"""How is a worse S3 server made of a good one? A real HTTP proxy that drops headers or spoils bytes on the way."""

import contextlib
import http.client
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

_OF_ONE_HOP = ("transfer-encoding", "connection", "expect")


def _as_it_is(body: bytes) -> bytes:
    return body


@dataclass
class Meddling:
    """What the proxy does: header beginnings lost, one repeated in the answer, some added, uploads changed."""

    loses: tuple[str, ...] = ()
    echoes: str = ""
    adds: dict[str, str] = field(default_factory=dict)
    spoils: Callable[[bytes], bytes] = _as_it_is
    seen: list[str] = field(default_factory=list)

    def kept(self, headers: Message) -> dict[str, str]:
        lost = self.loses + _OF_ONE_HOP
        return {name: value for name, value in headers.items() if not name.lower().startswith(lost)}


class Proxy(ThreadingHTTPServer):
    """Carries the address of the good server and what to do to its traffic."""

    def __init__(self, upstream: str, meddling: Meddling) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.upstream = upstream
        self.meddling = meddling


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Proxy

    def relay(self) -> None:
        meddling = self.server.meddling
        body = meddling.spoils(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        meddling.seen.append(f"{self.command} {self.path}")
        connection = http.client.HTTPConnection(self.server.upstream)
        connection.request(self.command, self.path, body, self._request_headers(len(body)))
        self._answer(connection.getresponse())
        connection.close()

    def _request_headers(self, length: int) -> dict[str, str]:
        headers = self.server.meddling.kept(self.headers) | self.server.meddling.adds
        if "Content-Length" in headers:
            headers["Content-Length"] = str(length)
        return headers

    def _answer(self, answer: http.client.HTTPResponse) -> None:
        content, echoes = answer.read(), self.server.meddling.echoes
        self.send_response_only(answer.status)
        for name, value in self.server.meddling.kept(answer.headers).items():
            self.send_header(name, value)
        if echoes in self.headers:
            self.send_header(echoes, self.headers[echoes])
        if answer.headers["Content-Length"] is None:
            self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the tests read ``seen``."""

    do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = relay


@contextlib.contextmanager
def meddled(endpoint: str, meddling: Meddling) -> Iterator[str]:
    """Run the proxy before ``endpoint`` on a free loopback port; yield its URL."""
    server = Proxy(urlsplit(endpoint).netloc, meddling)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
