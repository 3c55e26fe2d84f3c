"""Who picks up stranded work? `python -m tools.run.sweeper --every 30` calls `manage.py sweep` again and again."""

import argparse
import logging
import signal
import threading

import django
from django.core.management import call_command
from django.db import DatabaseError, close_old_connections

log = logging.getLogger(__name__)


def main() -> None:
    """Ends on SIGTERM after the sweep in hand; a database that is away is waited for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=float, default=30, help="seconds between two sweeps")
    every = parser.parse_args().every
    django.setup()
    end = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: end.set())
    while not end.wait(every):
        close_old_connections()
        try:
            call_command("sweep")
        except DatabaseError as error:
            log.warning("sweep put off, the database does not answer: %s", type(error).__name__)


if __name__ == "__main__":
    main()
