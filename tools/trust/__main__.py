"""How is the test authority made and started from the command line?"""

import argparse
import sys
from pathlib import Path

from .authority import DEFAULT_PORT, create
from .entities import EntityError, load_entities
from .layout import LayoutError
from .service import serve


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.trust", description="Test certificates and time-stamps.")
    commands = parser.add_subparsers(dest="command", required=True)
    making = commands.add_parser("create", help="make the authority, or add what is missing (idempotent)")
    making.add_argument("folder", type=Path)
    making.add_argument("--entities", type=Path, help="JSON list of persons and offices")
    making.add_argument("--port", type=int, help=f"port named by the certificates, fixed for ever ({DEFAULT_PORT})")
    serving = commands.add_parser("serve", help="answer OCSP, CRL and time-stamp requests on 127.0.0.1")
    serving.add_argument("folder", type=Path)
    serving.add_argument("--port", type=int, help="checked against the port named by the certificates")
    return parser.parse_args()


def main() -> int:
    arguments = _arguments()
    try:
        if arguments.command == "create":
            entities = load_entities(arguments.entities) if arguments.entities else None
            layout = create(arguments.folder, entities, port=arguments.port)
            print(layout.timestamp_url)
        else:
            serve(arguments.folder, arguments.port)
    except (LayoutError, EntityError) as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
