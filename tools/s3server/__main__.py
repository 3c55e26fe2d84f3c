"""How does a developer run the S3 server by hand? ``python -m tools.s3server [--port 9100] [--data var/s3]``"""

import argparse
import signal
from pathlib import Path

from tools.s3server import running


def main() -> None:
    """Run until Ctrl-C or SIGTERM."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", type=int, default=0, help="0 takes a free one")
    options.add_argument("--data", type=Path, default=Path("var/s3"))
    chosen = options.parse_args()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with running(chosen.data.resolve(), chosen.port) as endpoint:
            print(endpoint, flush=True)
            signal.pause()
    except KeyboardInterrupt:
        return


if __name__ == "__main__":
    main()
