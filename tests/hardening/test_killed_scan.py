"""A worker killed in the middle of a scan: is every page kept that had come, and the clerk told how many?"""

from __future__ import annotations

import pytest

from bhxh_archive.jobs import stranded
from bhxh_archive.models import Job
from intake.actions.devices.scanners import add_scanner
from intake.actions.devices.scanning import begin_scan
from intake.devices import asking_scanners
from intake.devices.carrying_out import BROKEN_OFF
from intake.models import ScanRun, Upload
from intake.scanning.wish import Wish
from tests.hardening import house as at
from tests.hardening.house import House
from tools.escl_simulator import Faults, Machine, Simulator

pytestmark = pytest.mark.slow
SHEETS = 5


def kept(run: ScanRun) -> int:
    return Upload.objects.filter(name__startswith=run.file_prefix).count()


def ended(run: ScanRun) -> bool:
    run.refresh_from_db()
    return not run.open


def test_a_killed_scan_keeps_its_pages_and_is_not_begun_again(home: House) -> None:
    clerk = home.user("tiepnhan-hp")
    assert clerk.office
    with Simulator(Machine(sheets=SHEETS, resolutions=(75,), faults=Faults(slow=2))) as simulator:
        scanner = add_scanner(office=clerk.office, name="Máy 1", url=simulator.url, by=home.user("quantri"))
        asking_scanners.ask(scanner)
        scanner.refresh_from_db()
        run = begin_scan(dossier=home.draft(), scanner=scanner, wish=Wish("feeder", 75), by=clerk)
        with home.worker("scan") as victim:
            at.until(lambda: kept(run) >= 2, "two pages have come")
            home.end(victim)
        at.until(stranded.sweep, "the server lets go of what the dead one held", seconds=5)
        with home.worker("scan"):
            at.until(lambda: ended(run), "the next worker has told how it went")
        assert [job.phase for job in simulator.machine.jobs.values()] == ["Canceled"]
    assert (run.state, run.message) == (ScanRun.State.FAILED, BROKEN_OFF)
    assert 2 <= run.files == kept(run) < SHEETS
    assert at.rows_without_bytes() == []
    assert Job.objects.get(name="intake.tasks.scan").attempts == 2
