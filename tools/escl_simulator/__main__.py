"""`python -m tools.escl_simulator --port 8090 --sheets 3 --fault jam:3`: a scanner without hardware until Ctrl-C."""

from __future__ import annotations

import argparse
from contextlib import suppress

from tools.escl_simulator.faults import Faults
from tools.escl_simulator.machine import Machine
from tools.escl_simulator.server import Simulator


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tools.escl_simulator", description=Faults.__doc__)
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--sheets", type=int, default=3, help="sheets in the feeder, again after each scan")
    parser.add_argument("--name", default=Machine.name)
    parser.add_argument("--pdf", action="store_true", help="deliver PDF only")
    parser.add_argument("--range", action="store_true", help="tell resolutions as a range")
    parser.add_argument("--fault", action="append", default=[], metavar="NAME[:NUMBER]")
    given = parser.parse_args()
    machine = Machine(sheets=given.sheets, refill=True, name=given.name, pdf_only=given.pdf, ranges=given.range,
                      faults=Faults.from_words(given.fault))  # fmt: skip
    simulator = Simulator(machine, given.port)
    print(f"máy quét thử nghiệm: {simulator.url}", flush=True)
    with suppress(KeyboardInterrupt):
        simulator.serve()


if __name__ == "__main__":
    main()
