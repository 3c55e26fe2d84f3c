"""Which commands start and empty the product of this checkout?

`python -m tools.run start --port 8000` is what `make run` calls, `python -m tools.run reset` is `make reset`.
"""

import argparse
import sys

from tools.run.errors import CannotRun
from tools.run.product import run
from tools.run.reset import reset

LARGEST_PORT = 65535


def port_number(text: str) -> int:
    """A port that a person may ask for; what is wrong with another is said as the person reads it."""
    if not text.isdecimal() or not 1 <= int(text) <= LARGEST_PORT:
        raise CannotRun(f"cổng «{text}» không hợp lệ: chọn một số từ 1 đến {LARGEST_PORT}, ví dụ make run PORT=8123.")
    return int(text)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.run", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    starting = commands.add_parser("start", help="start the product and stay until Ctrl-C")
    starting.add_argument("--port", type=port_number, default=8000)
    emptying = commands.add_parser("reset", help="remove all data of this checkout")
    emptying.add_argument("--yes", action="store_true", help="do not ask")
    try:
        arguments = parser.parse_args()
        return run(arguments.port) if arguments.command == "start" else reset(ask=not arguments.yes)
    except CannotRun as problem:
        print(f"Lỗi: {problem}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
