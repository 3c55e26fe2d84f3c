"""How does a process that works without being asked outlast a database that goes away?"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Final

from django.db import InterfaceError, OperationalError, connection

log = logging.getLogger(__name__)
LOST: Final = (OperationalError, InterfaceError)
FIRST_PAUSE: Final = 0.2
LONGEST_PAUSE: Final = 5.0
CALM_SECONDS: Final = 30.0


def outlast(work: Callable[[], None], *, wanted: Callable[[], bool] = lambda: True) -> None:
    """Call `work` until it returns by itself; whenever it loses the database, wait until that is back and go on.

    The pauses grow from 0.2 to 5 seconds and are short again after half a minute without trouble. `wanted` is asked
    before each new beginning. A signal ends the waiting as it ends the work: by what its handler raises.
    """
    pause = FIRST_PAUSE
    while wanted():
        begun = time.monotonic()
        try:
            work()
        except LOST as error:
            calm = time.monotonic() - begun > CALM_SECONDS
            pause = _wait_for_database(FIRST_PAUSE if calm else pause, error)
        else:
            return


def _wait_for_database(pause: float, error: Exception) -> float:
    """Return when the database answers; the pause that the next trouble is to begin with."""
    log.warning("the database is away, waiting for it: %s", str(error).partition("\n")[0])
    gone = time.monotonic()
    while True:
        time.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
        if _answers():
            log.warning("the database is back after %.1f s", time.monotonic() - gone)
            return pause


def _answers() -> bool:
    try:
        connection.close()
        connection.ensure_connection()
    except LOST:
        return False
    return True
