"""How do tests drive a real browser against a real server?

`browser_page` is a fresh window on the running product; without Chromium such tests are skipped, and the end of
the output says so.
"""

import asyncio
import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

PROGRAMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first is the same engine without the windows of a desktop around it: a quarter of the CPU."""
MISSING = "no Chromium on this machine (Debian: apt-get install chromium-headless-shell)"
FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-sync",
    "--no-first-run",
    "--disable-gpu",
    # A camera that shows a test picture, given to every page that asks.
    "--use-fake-device-for-media-stream",
    "--use-fake-ui-for-media-stream",
    # Nothing but this machine can be reached: a page that needs the internet fails here.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
)
PATIENCE_MS = 15_000
"""How long a page may take on a busy machine to show what is expected of it."""
REQUEST = "process_request_thread"
"""In the name of each thread by which the live server answers a connection."""
BLOCKING = {"serious", "critical"}


def chromium_path() -> str | None:
    """The first of them on PATH."""
    return next(filter(None, map(shutil.which, PROGRAMS)), None)


@pytest.fixture(scope="session")
def playwright_driver() -> Iterator[Playwright]:
    """Playwright, arranged so that a test may go on using the database and sign documents in its own thread.

    Its event loop counts as running in that thread from the first call to the last; Django would therefore refuse
    every query of the test, and asyncio.run(), by which documents are signed, would fail.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        patch.setattr(asyncio, "run", _beside_playwright(asyncio.run))
        expect.set_options(timeout=PATIENCE_MS)
        with sync_playwright() as driver:
            yield driver


def _beside_playwright(run: Callable[..., Any]) -> Callable[..., Any]:
    def run_beside(*arguments: Any, **options: Any) -> Any:
        outer = asyncio._get_running_loop()
        asyncio._set_running_loop(None)
        try:
            return run(*arguments, **options)
        finally:
            asyncio._set_running_loop(outer)

    return run_beside


@pytest.fixture(scope="session")
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    """Debian's Chromium, one process for the run."""
    path = chromium_path()
    if path is None:
        pytest.skip(MISSING)
    driver: Playwright = request.getfixturevalue("playwright_driver")
    flags = [*FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    running = driver.chromium.launch(executable_path=path, args=flags)
    yield running
    running.close()


@pytest.fixture
def served(live_server: LiveServer) -> Iterator[LiveServer]:
    """The live server; the test ends when all is answered. Tables swept under a running query are a deadlock."""
    yield live_server
    let_requests_end(live_server)


def let_requests_end(server: LiveServer) -> None:
    """Wait for what was asked before this call, also by windows closed since; a request of over 30 s fails the test.

    A connection of our own comes last: when it has been seen to, every earlier one has its thread.
    """
    with socket.create_connection((server.thread.host, server.thread.port), timeout=30) as last:
        last.shutdown(socket.SHUT_WR)
        last.recv(1)
    for thread in threading.enumerate():
        if REQUEST in thread.name:
            thread.join(timeout=30)
            assert not thread.is_alive(), "the live server still answers a request, or a window is still open"


@pytest.fixture
def browser_page(browser: Browser, served: LiveServer) -> Iterator[Page]:
    """A window of its own on the live server, as an office computer in Vietnam shows it; paths may be relative.

    The test fails when a script of the page failed or the content security policy stopped something.
    """
    context = browser.new_context(
        base_url=served.url,
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
        viewport={"width": 1366, "height": 768},
        reduced_motion="reduce",
        accept_downloads=True,
    )
    page = context.new_page()
    page.set_default_timeout(PATIENCE_MS)
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.extend(_policy_breach(message)))
    yield page
    context.close()
    assert not faults, f"the page reported: {faults}"


def _policy_breach(message: ConsoleMessage) -> list[str]:
    """And what a page asks for that is not there."""
    told = ("Content Security Policy", "returned no matches")
    return [message.text] if any(words in message.text for words in told) else []


def assert_accessible(page: Page) -> None:
    """Fails on violations that axe calls serious or critical, with where they are and what would mend them."""
    results = Axe().run(page)
    blocking = [found for found in results.response["violations"] if found["impact"] in BLOCKING]
    assert not blocking, "\n".join(_described(found) for found in blocking)


def _described(violation: dict[str, Any]) -> str:
    places = "; ".join(node["target"][0] for node in violation["nodes"])
    return f"{violation['impact']}: {violation['id']} - {violation['help']} at {places}"
