"""Does a browser test end only when the server has answered all it was asked?"""

import socket
from collections.abc import Iterable
from time import sleep
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from tests.browser import let_requests_end

QUESTION = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


@pytest.mark.django_db(transaction=True)
def test_a_question_of_a_closed_window_is_waited_for(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> None:
    answered = []

    def slow(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        sleep(0.3)
        answered.append(environ["PATH_INFO"])
        start_response("204 No Content", [])
        return []

    monkeypatch.setattr(live_server.thread.httpd, "application", slow)
    for _ in range(5):
        with socket.create_connection((live_server.thread.host, live_server.thread.port)) as window:
            window.sendall(QUESTION)

    let_requests_end(live_server)

    assert answered == ["/"] * 5
