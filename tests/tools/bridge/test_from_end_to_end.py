"""Does a real bridge bring real scans and files home, over the product's own addresses?"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from pytest_django.live_server_helper import LiveServer

from bhxh_archive.models import User
from intake.actions.devices import bridges, scanners, scanning
from intake.devices import binding, calling_home
from intake.models import Batch, Bridge, Scanner, ScanRun
from intake.scanning.wish import Wish
from tests.intake.actions.stacks.test_batches import paper
from tools.bridge.devices import Devices
from tools.escl_simulator import Faults, Machine, Simulator
from tools.home import Home, Said

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
ROOT = Path(__file__).parents[3]


def until(thing: Callable[[], Any], what: str, seconds: float = 60) -> Any:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := thing():
            return found
        time.sleep(0.1)
    raise AssertionError(f"never came: {what}")


@contextmanager
def bridge(*options: str, key: str) -> Iterator[subprocess.Popen[bytes]]:
    """The program as somebody would start it; it ends with the block."""
    command = [sys.executable, "-m", "tools.bridge", "--loopback", *options]
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME")}
    process = subprocess.Popen(command, cwd=ROOT, env=environment | {"BRIDGE_KEY": key})
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=30) == 0


def ended(run: ScanRun) -> bool:
    run.refresh_from_db()
    return not run.open


def test_scans_and_files_come_home(live_server: LiveServer, demo: dict[str, User], tmp_path: Path) -> None:
    clerk, admin = demo["tiepnhan-hp"], demo["quantri-hp"]
    assert clerk.office
    made, key = bridges.add_bridge(office=clerk.office, name="Cát Hải", keeper=clerk, by=admin)
    folder = tmp_path / "quet"
    folder.mkdir()
    (folder / "SCAN1.jpg").write_bytes(paper(200))
    machine = Machine(sheets=3, resolutions=(75,), faults=Faults(jam=3))
    with Simulator(machine) as simulator:
        calling_home.report(made, Devices([simulator.url], loopback=True).report())
        row = scanners.confirm_scanner(scanner=Scanner.objects.get(), name="Máy Cát Hải", by=admin)
        run = scanning.begin_stack_scan(scanner=row, wish=Wish(resolution=75), by=clerk)
        with bridge("--home", live_server.url, "--scanner", simulator.url, "--folder", str(folder), key=key):
            until(lambda: ended(run), "the scan has ended")
            assert (run.state, run.files) == (ScanRun.State.FAILED, 2) and "kẹt giấy" in run.message
            until(lambda: not (folder / "SCAN1.jpg").exists(), "the file is forwarded")
    binding.bind_scan(run)
    names = set(Batch.objects.values_list("folder__uploads__name", flat=True))
    assert names == {"SCAN1.jpg", f"quet-{run.pk:06d}.pdf"}
    assert [file.name.endswith("-SCAN1.jpg") for file in (folder / "da-nhan").iterdir()] == [True]
    bridges.revoke_bridge(bridge=Bridge.objects.get(pk=made.pk), by=admin)
    with pytest.raises(Said, match="thu hồi"):
        Home(live_server.url, key, under="cau-noi").ask("viec/")
