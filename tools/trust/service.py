"""Who answers OCSP, CRL and time-stamp requests of the test authority?"""

import socket
import threading
from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from certomancer.integrations.animator import Animator, AnimatorArchStore
from certomancer.registry import CertomancerConfig
from gunicorn.app.base import BaseApplication

from .layout import HOST, Layout, LayoutError, load_state

WSGI = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class TrustApplication:
    """WSGI application over certomancer, which takes up certificates added by a later `create`.

    Requests may run concurrently: reloading is the only shared write and holds a lock.
    """

    def __init__(self, layout: Layout, *, at: datetime | None = None) -> None:
        self._layout = layout
        self._at = at
        self._lock = threading.Lock()
        self._loaded: tuple[int, Animator] | None = None

    def _animator(self) -> Animator:
        stamp = self._layout.config.stat().st_mtime_ns
        with self._lock:
            if self._loaded is None or self._loaded[0] != stamp:
                self._loaded = (stamp, self._load())
            return self._loaded[1]

    def _load(self) -> Animator:
        folder = str(self._layout.folder)
        config = CertomancerConfig.from_file(str(self._layout.config), key_search_dir=folder, config_search_dir=folder)
        store = AnimatorArchStore(config.pki_archs)
        return Animator(store, at_time=self._at, with_web_ui=False, allow_time_override=False)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer: Iterable[bytes] = self._animator()(environ, start_response)
        return answer


class _Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no type information
    def __init__(self, application: WSGI, port: int) -> None:
        self._application, self._port = application, port
        super().__init__()

    def load_config(self) -> None:
        options = {
            "bind": f"{HOST}:{self._port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": 8,
            "keepalive": 30,
            "proc_name": "bhxh-archive-trust",
            "control_socket_disable": True,
        }
        for key, value in options.items():
            self.cfg.set(key, value)

    def load(self) -> WSGI:
        return self._application


def open_layout(folder: Path) -> Layout:
    """Raises `LayoutError` when `create` has not been run in the folder."""
    state = load_state(folder)
    if state is None:
        raise LayoutError(f"no authority in {folder}: run `python -m tools.trust create {folder}` first")
    return Layout(folder, state.port)


def _refuse_taken_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as taken:
            raise LayoutError(f"port {port} on {HOST} is taken by another program") from taken


def serve(folder: Path, port: int | None = None) -> None:
    """Serves on loopback until interrupted. Raises `LayoutError` for another port than the certificates name."""
    layout = open_layout(folder)
    if port is not None and port != layout.port:
        raise LayoutError(f"the certificates in {folder} name port {layout.port}, not {port}")
    _refuse_taken_port(layout.port)
    _Server(TrustApplication(layout), layout.port).run()
