"""Which scanner do these tests speak to? A simulated one, over real HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from intake.scanning.device import Device
from intake.scanning.place import find_place
from tools.escl_simulator import Faults, Machine, Simulator

Switch = Callable[..., tuple[Device, Machine]]


@pytest.fixture
def switch_on() -> Iterator[Switch]:
    """`switch_on(sheets=2, jam=2)`: a scanner with these properties and faults, and how to speak to it."""
    with ExitStack() as stack:

        def start(**facts: Any) -> tuple[Device, Machine]:
            faults = {name: facts.pop(name) for name in list(facts) if name in Faults.__dataclass_fields__}
            patience = 0.4 if faults.get("silent") else 20
            simulator = stack.enter_context(Simulator(Machine(faults=Faults(**faults), **facts)))
            return Device(find_place(simulator.url, loopback=True), page_seconds=patience), simulator.machine

        yield start
