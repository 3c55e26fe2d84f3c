"""What does `python -m tools.bridge` do? It asks home for work until SIGTERM or Ctrl-C."""

from __future__ import annotations

import argparse
import logging
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, Final

from intake.scanning.trouble import Trouble
from tools.bridge.devices import Devices
from tools.bridge.forwarding import AT_REST, Forwarded
from tools.bridge.scanning import Run
from tools.home import Away, Home, Said

log = logging.getLogger("tools.bridge")
UNDER: Final = "cau-noi"
REPORTS_EVERY: Final = 50.0
AFTER_TROUBLE: Final = 10.0


class Bridge:
    """Calls home, reports, scans and forwards, one after the other."""

    def __init__(self, home: Home, devices: Devices, forwarded: Forwarded | None) -> None:
        self._home, self._devices, self._forwarded = home, devices, forwarded
        self._reported_at = -REPORTS_EVERY
        self.stopped = threading.Event()

    def run(self) -> None:
        """Until `stopped`. Raises Said 401 when the key is not taken: asking again would not help."""
        while not self.stopped.is_set():
            self.stopped.wait(self._turn())

    def _turn(self) -> float:
        """Seconds until the next one."""
        try:
            answer = self._home.ask("viec/", self._call())
            if answer.get("ask"):
                self._reported_at = -REPORTS_EVERY
            if told := answer.get("run"):
                Run(self._home, told).carry_out(self._devices)
            if self._forwarded:
                self._forwarded.forward()
            return 0.0 if told or answer.get("ask") else self._pause(float(answer.get("again", AFTER_TROUBLE)))
        except Away as error:
            log.warning("home is out of reach: %s", error)
        except Said as no:
            if no.status == 401:
                raise
            log.error("home said no (%s): %s", no.status, no.message)
        return AFTER_TROUBLE

    def _pause(self, asked: float) -> float:
        """What home asks for, and less while a file of the folder comes to rest."""
        return min(asked, 60.0, AT_REST / 2 if self._forwarded and self._forwarded.waiting else 60.0)

    def _call(self) -> dict[str, Any]:
        call: dict[str, Any] = {"forwards": self._forwarded is not None}
        if time.monotonic() - self._reported_at >= REPORTS_EVERY:
            call["scanners"] = [found.as_json() for found in self._devices.report()]
            self._reported_at = time.monotonic()
        return call


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.bridge", description=__doc__)
    parser.add_argument("--home", required=True, help="https address of the server")
    parser.add_argument("--key-file", type=Path, help="file with the key; without it BRIDGE_KEY of the environment")
    parser.add_argument("--scanner", action="append", default=[], help="address of a scanner (may be repeated)")
    parser.add_argument("--find", action="store_true", help="also tell of scanners that announce themselves")
    parser.add_argument("--folder", type=Path, help="folder whose files are sent home")
    parser.add_argument("--ca", type=Path, help="PEM file of the authority behind the server's certificate")
    parser.add_argument("--loopback", action="store_true", help="allow scanners on this machine (for trying it out)")
    return parser.parse_args()


def key_of(options: argparse.Namespace) -> str:
    """Never an argument: those are seen by everybody on the machine. Raises ValueError for a file that isn't there."""
    if options.key_file and not options.key_file.is_file():
        raise ValueError(f"Không có tệp khóa {options.key_file}.")
    return (options.key_file.read_text() if options.key_file else os.environ.get("BRIDGE_KEY", "")).strip()


def folder_of(options: argparse.Namespace, home: Home) -> Forwarded | None:
    """Raises ValueError for a folder that isn't there: nobody would notice that nothing is sent."""
    if options.folder and not options.folder.is_dir():
        raise ValueError(f"Không có thư mục {options.folder}.")
    return Forwarded(options.folder, home) if options.folder else None


def _has_work(options: argparse.Namespace) -> None:
    """Raises ValueError where nothing was given to do: the bridge would run and nobody notice."""
    if not (options.scanner or options.find or options.folder):
        raise ValueError("Cầu nối chưa có việc gì: thêm --scanner ĐỊA_CHỈ, --find hoặc --folder THƯ_MỤC.")


def main() -> int:
    options = arguments()
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(message)s")
    try:
        _has_work(options)
        home = Home(options.home, key_of(options), under=UNDER, ca=options.ca)
        devices = Devices(options.scanner, loopback=options.loopback, listen=options.find)
        bridge = Bridge(home, devices, folder_of(options, home))
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    except Trouble as error:
        print(error.message, file=sys.stderr)
        return 2
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, lambda *_: bridge.stopped.set())
    try:
        bridge.run()
    except Said as no:
        print(no.message, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
