"""How does a test get a whole trust service of its own?"""

import tempfile
import threading
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from werkzeug.serving import WSGIRequestHandler, make_server

from bhxh_archive.signing.signers import Pkcs12Signer
from bhxh_archive.signing.trust import Trust

from .authority import create
from .entities import Entity
from .layout import HOST, Layout
from .service import TrustApplication

_OFFICE = "Bảo hiểm xã hội thành phố Hải Phòng"
TEST_ENTITIES = (
    Entity("leader-1", "Nguyễn Văn An", _OFFICE, title="Giám đốc"),
    Entity("leader-2", "Trần Thị Bình", _OFFICE, title="Phó Giám đốc", key="rsa"),
    Entity("agency-1", _OFFICE, _OFFICE, key="rsa"),
    Entity("revoked", "Người Bị Thu Hồi", _OFFICE, state="revoked"),
    Entity("expired", "Người Hết Hạn", _OFFICE, state="expired"),
)


class _QuietHandler(WSGIRequestHandler):
    """Keeps connections open, as a real authority does, and writes no access log."""

    protocol_version = "HTTP/1.1"

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        return


def trust_of(layout: Layout) -> Trust:
    """What the application is configured with to accept this authority."""
    return Trust.load(layout.roots, layout.chain, timestamp_url=layout.timestamp_url)


class KnownTrust:
    """What a test asks of a test authority that is being served, by whichever process."""

    def __init__(self, layout: Layout) -> None:
        self.layout = layout
        self.trust = trust_of(layout)
        self._signers: dict[str, Pkcs12Signer] = {}

    def signer(self, slug: str) -> Pkcs12Signer:
        """The signer of one entity; loaded once."""
        if slug not in self._signers:
            self._signers[slug] = Pkcs12Signer.load(self.layout.pkcs12(slug), self.layout.passphrase(slug))
        return self._signers[slug]

    @property
    def trust_without_timestamps(self) -> Trust:
        """The same trust, with a time-stamp address where nobody listens."""
        return replace(self.trust, timestamp_url=f"http://{HOST}:1/tsa", timeout=1.0)


class DemoTrust(KnownTrust):
    """A test authority in a temporary folder, served on a free loopback port while the context lasts.

        with DemoTrust() as demo:
            sign(pdf, signer=demo.signer("leader-1"), trust=demo.trust, ...)

    `at` fixes the time of every answer (time-stamps, OCSP, CRL), for tests that travel.
    """

    def __init__(self, entities: Iterable[Entity] = TEST_ENTITIES, *, at: datetime | None = None) -> None:
        self._entities = tuple(entities)
        self._at = at

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="demo-trust-")
        # The port goes into the certificates, so the socket is bound before they are made.
        self._server = make_server(HOST, 0, self._answer, threaded=True, request_handler=_QuietHandler)
        layout = create(Path(self._folder.name), self._entities, port=self._server.server_port)
        self._application = TrustApplication(layout, at=self._at)
        super().__init__(layout)
        self._thread = threading.Thread(target=self._server.serve_forever, name="demo-trust", daemon=True)
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        self._folder.cleanup()

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        return self._application(environ, start_response)
