"""What does a worker ask a scanner, and what is written down of the answer?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.utils import timezone

from bhxh_archive.models import Office
from intake.actions.devices.scanners import propose_scanners
from intake.models import Scanner
from intake.pages.drawing import limits
from intake.pipeline.sandbox import inspect_file
from intake.queries import confirmed_scanners
from intake.scanning.capabilities import Capabilities
from intake.scanning.checkup import Checkup, check
from intake.scanning.device import Device
from intake.scanning.place import may_speak_to
from intake.scanning.status import Status
from intake.scanning.trouble import Trouble


def device_of(scanner: Scanner) -> Device:
    """The way to a scanner of the list; looked at once more where the first byte goes out, whoever queued the work.

    Raises Trouble `not_listed` or `not_private`.
    """
    listed = Scanner.objects.filter(pk=scanner.pk, removed_at=None, bridge=None).exclude(confirmed_at=None)
    if not listed.exists():
        raise Trouble("not_listed")
    if not may_speak_to(scanner.address, loopback=settings.SCANNERS_ON_THIS_MACHINE):
        raise Trouble("not_private")
    return Device(scanner.place)


def ask(scanner: Scanner) -> None:
    """Write down what a scanner can and does; one that does not answer is away."""
    try:
        device = device_of(scanner)
        remember(scanner, device.capabilities(), device.status())
    except Trouble:
        remember_away(scanner)


def ask_all(office: Office, tell: Callable[[int, int], None]) -> None:
    """Ask each confirmed scanner of an office."""
    scanners = list(confirmed_scanners(office.pk).filter(bridge=None))
    for done, scanner in enumerate(scanners):
        tell(done, len(scanners))
        ask(scanner)


def remember(scanner: Scanner, able: Capabilities, status: Status) -> None:
    Scanner.objects.filter(pk=scanner.pk).update(
        capabilities=able.as_json(), condition=status.state, feeder=status.feeder, seen_at=timezone.now()
    )


def remember_away(scanner: Scanner) -> None:
    away = Scanner.Condition.AWAY
    Scanner.objects.filter(pk=scanner.pk).update(condition=away, feeder="", seen_at=timezone.now())


def check_up(scanner: Scanner) -> None:
    """Ask, scan one page, judge it and forget it: it may be somebody's paper."""
    try:
        with TemporaryDirectory() as scratch:
            found = check(device_of(scanner), keep=Path(scratch) / "trang-quet-thu", judge=_verdict)
    except Trouble as error:
        found = Checkup(trouble=error.message)
    Scanner.objects.filter(pk=scanner.pk).update(checkup=found.as_json(), checked_at=timezone.now())
    ask(scanner)


def _verdict(path: Path) -> str:
    return inspect_file(path, path.name, limits()).message


def find(office: Office) -> tuple[int, int]:
    """Listen, and propose what is new: how many are, of how many that announced themselves."""
    on_this_machine = settings.SCANNERS_ON_THIS_MACHINE
    from intake.scanning.finding import find_scanners  # late: zeroconf is seldom needed, and slow to load

    found = find_scanners(interfaces=settings.SCANNERS_HEARD_AT, loopback=on_this_machine)
    return propose_scanners(office=office, found=found), len(found)
