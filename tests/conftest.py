"""On which real parts do all tests stand: database, stores, browser?"""

import gc
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from tests import postgres
from tests.shared import Shared

pytest_plugins = ["tests.browser", "tests.intake.scanners", "tests.order", "tests.room"]

SERVER = pytest.StashKey[postgres.TestServer]()
SHARED = pytest.StashKey[Shared]()
PATIENT = {"demo_trust", "s3_endpoint", "s3_store", "run_jobs"}
"""Fixtures that start a service beside the database, or the children of a worker. Who signs, packs, speaks S3 or takes
pages out stands on one and is `slow`."""


def pytest_configure(config: pytest.Config) -> None:
    """The controlling process starts what the run shares; xdist's workers inherit where it is."""
    if hasattr(config, "workerinput") or config.option.help or config.option.version:
        return
    config.stash[SHARED] = Shared(processes=bool(getattr(config.option, "numprocesses", None)))
    if "DATABASE_URL" in os.environ:
        return
    config.stash[SERVER] = postgres.TestServer()
    postgres.use(config.stash[SERVER].server.url)


def pytest_unconfigure(config: pytest.Config) -> None:
    if server := config.stash.get(SERVER, None):
        server.stop()
        del os.environ["DATABASE_URL"]
    if shared := config.stash.get(SHARED, None):
        shared.end()


@pytest.hookimpl(tryfirst=True)  # before the items are chosen by their marks
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if PATIENT & {*getattr(item, "fixturenames", ()), *_chosen(item)}:
            item.add_marker(pytest.mark.slow)


def pytest_collection_finish() -> None:
    """Thousands of tests stay to the end: looked through with every collection, they cost a seventh of all time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _chosen(item: pytest.Item) -> list[str]:
    """Names that are parameters of a test: some are fixtures that it asks for when it runs."""
    callspec = getattr(item, "callspec", None)
    return [value for value in callspec.params.values() if isinstance(value, str)] if callspec else []


@pytest.fixture(autouse=True)
def stores(settings: Settings, tmp_path: Path) -> Path:
    """Fresh data folders for each test: no test sees another's files. Returns the folder that holds them."""
    settings.VAR_DIR = tmp_path / "var"
    settings.WORKING_STORE_URL = (tmp_path / "store" / "working").as_uri()
    settings.PERMANENT_STORE_URL = (tmp_path / "store" / "permanent").as_uri()
    return tmp_path / "store"


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Iterator[None]:
    """What this machine could not offer is said last, where it is read: each reason once, with its number of tests."""
    yield
    reasons = Counter(_reason(report) for report in terminalreporter.stats.get("skipped", []))
    if reasons:
        terminalreporter.section("NOT TESTED HERE", sep="!", red=True, bold=True)
    for reason, number in reasons.items():
        terminalreporter.line(f"{number} test(s): {reason}", red=True)


def _reason(report: pytest.TestReport) -> str:
    return report.longrepr[2].removeprefix("Skipped: ") if isinstance(report.longrepr, tuple) else str(report.longrepr)
