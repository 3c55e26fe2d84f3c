"""On which real parts do all tests stand: database, stores, browser?"""

import os
from pathlib import Path

import pytest
from pytest_django import Settings

from tests import postgres

pytest_plugins = ["tests.browser"]

SERVER = pytest.StashKey[postgres.TestServer]()


def pytest_configure(config: pytest.Config) -> None:
    """The controlling process starts the server; xdist's workers inherit its address."""
    if "DATABASE_URL" in os.environ or config.option.help or config.option.version:
        return
    config.stash[SERVER] = postgres.TestServer()
    postgres.use(config.stash[SERVER].server.url)


def pytest_unconfigure(config: pytest.Config) -> None:
    if server := config.stash.get(SERVER, None):
        server.stop()
        del os.environ["DATABASE_URL"]


@pytest.fixture(autouse=True)
def stores(settings: Settings, tmp_path: Path) -> Path:
    """Fresh data folders for each test: no test sees another's files. Returns the folder that holds them."""
    settings.VAR_DIR = tmp_path / "var"
    settings.WORKING_STORE_URL = (tmp_path / "store" / "working").as_uri()
    settings.PERMANENT_STORE_URL = (tmp_path / "store" / "permanent").as_uri()
    return tmp_path / "store"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What this machine could not offer is said last, where it is read: each reason once, with its number of tests."""
    reasons: dict[str, int] = {}
    for report in terminalreporter.stats.get("skipped", []):
        reason = report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else "?"
        reasons[reason] = reasons.get(reason, 0) + 1
    if reasons:
        terminalreporter.section("NOT TESTED HERE", sep="!", red=True, bold=True)
        for reason, number in reasons.items():
            terminalreporter.line(f"{number} test(s): {reason}", red=True)
