"""Does a folder of scans go the whole way on this machine? `make walk SCANS=folder`; without one, the demo scans.

Ends with 0 when the dossier lies in the archive, 1 when a step failed or no page was accepted.
"""

import argparse
import signal
import sys
from pathlib import Path

from tools.run.errors import CannotRun
from tools.walk.whole_way import walk

INTERRUPTED = 130


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.walk", description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, help="real image and PDF files; the demo scans without one")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return walk(arguments.folder)
    except CannotRun as problem:
        print(f"Lỗi: {problem}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Đã dừng theo yêu cầu.", file=sys.stderr)
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main())
