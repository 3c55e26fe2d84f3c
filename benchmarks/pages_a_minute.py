"""How many pages a minute go through the whole intake, words included, with one worker a lane and with two?"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.findable import new_dossier, when
from benchmarks.report import ROOT, Row
from benchmarks.stage import paper
from benchmarks.stage.product import furnished

PAGES, WARM_UP = 60, 4
LANES: dict[str, tuple[str, ...]] = {"quick": (), "slow": ("nice", "-n", "19")}
"""What stands before the command of a worker: recognition gives way, as in the product."""


def measure(*, tiny: bool = False) -> list[Row]:
    """Return pages a minute from the file in the store to the last page's words, nobody else at work."""
    pages = 2 if tiny else PAGES
    with furnished():
        rates = {number: _rate(number, pages, first=number * pages) for number in (1, 2)}
    rows: list[Row] = [
        {"case": _case(number), "value": round(rate, 1), "unit": "pages/min", "note": f"{pages} pages"}
        for number, rate in rates.items()
    ]
    rows[1] |= {"against": _case(1), "ratio": round(rates[2] / rates[1], 2)}
    return rows


def _case(number: int) -> str:
    return f"{number} worker{'s' if number > 1 else ''} a lane"


def _rate(number: int, pages: int, *, first: int) -> float:
    with _workers(number):
        _through(WARM_UP, first=10_000 + first)  # all of them have begun
        return pages / _through(pages, first=first) * 60


def _through(pages: int, *, first: int) -> float:
    """Seconds until the words of the last page are there."""
    from bhxh_archive.models import User
    from intake.actions.page_desk.uploads import receive_upload
    from intake.models import PageText

    dossier, content = new_dossier(), paper.thick_pdf(pages, first=first)
    words = PageText.objects.filter(page__folder=dossier.folder_id)
    clerk = User.objects.get(username="tiepnhan-hp")
    started = time.perf_counter()
    receive_upload(dossier=dossier, name="quet.pdf", chunks=[content], by=clerk)
    return when(started, lambda: words.count() == pages)


@contextmanager
def _workers(number: int) -> Iterator[None]:
    commands = [[*before, sys.executable, "manage.py", "work", lane]
                for lane, before in LANES.items() for _ in range(number)]  # fmt: skip
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1", "LOG_LEVEL": "WARNING"}
    begun = [subprocess.Popen(command, cwd=ROOT, env=environment) for command in commands]
    try:
        yield
    finally:
        for worker in begun:
            worker.send_signal(signal.SIGTERM)
        for worker in begun:
            worker.wait()
