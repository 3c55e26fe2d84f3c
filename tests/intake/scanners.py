"""How do tests put a simulated scanner onto an office's list?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from bhxh_archive.models import User
from intake.actions.devices.scanners import add_scanner
from intake.devices import asking_scanners
from intake.models import Scanner
from tools.escl_simulator import Faults, Machine, Simulator

Plug = Callable[..., tuple[Scanner, Machine]]


@pytest.fixture
def plug_in(demo: dict[str, User]) -> Iterator[Plug]:
    """`plug_in(sheets=2, jam=2)`: a scanner of Hải Phòng with these properties and faults, asked what it can."""
    with ExitStack() as stack:

        def start(office: str = "hp", name: str = "Máy quầy 1", **facts: Any) -> tuple[Scanner, Machine]:
            faults = {name: facts.pop(name) for name in list(facts) if name in Faults.__dataclass_fields__}
            machine = Machine(**{"resolutions": (75, 100, 200), **facts})
            simulator = stack.enter_context(Simulator(machine))
            clerk = demo[f"tiepnhan-{office}"]
            assert clerk.office
            scanner = add_scanner(office=clerk.office, name=name, url=simulator.url, by=demo["quantri"])
            asking_scanners.ask(scanner)
            machine.faults = Faults(**faults)
            scanner.refresh_from_db()
            return scanner, machine

        yield start
