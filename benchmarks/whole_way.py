"""How long does each step of one dossier take on the running product, and how much memory do its parts hold?"""

import re
import statistics
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Final

from benchmarks.findable import new_dossier, visitor, when
from benchmarks.report import Row
from benchmarks.stage import paper
from benchmarks.stage.memory import peaks
from benchmarks.stage.product import Product, running
from benchmarks.stage.visitor import Visitor

if TYPE_CHECKING:
    from archive.walk.steps import Walk
    from intake.models import Dossier

SHEETS, WAYS, THICK = 12, 3, 600
TINY = (1, 1, 6)
READ_ON: Final = 40
"""So many pages of the thick file are still recognised under watch; the others would show the same again."""


def measure(*, tiny: bool = False) -> list[Row]:
    """Return the median seconds of each step with the workers at work, and the peaks of memory meanwhile."""
    sheets, ways, thick = TINY if tiny else (SHEETS, WAYS, THICK)
    with running() as product:
        product.settle_in()
        clerk = visitor(product.address)
        with peaks(product.pid) as on_the_way:
            steps = _ways(clerk, sheets, ways)
        rows = [_step(label, taken, f"{sheets} pages, median of {ways}") for label, taken in steps.items()]
        rows += _memory(on_the_way, f"{ways} dossiers of {sheets} pages")
        return rows + _thick(product, clerk, thick)


def _ways(clerk: Visitor, sheets: int, ways: int) -> dict[str, list[float]]:
    found: dict[str, list[float]] = defaultdict(list)
    for batch in range(ways):
        with tempfile.TemporaryDirectory() as folder:
            for index, image in enumerate(paper.jpegs(sheets, batch)):
                Path(folder, f"trang-{index + 1}.jpg").write_bytes(image)
            for label, taken in _way(clerk, Path(folder)).items():
                found[label].append(taken)
    return found


def _way(clerk: Visitor, folder: Path) -> dict[str, float]:
    """Seconds of each step of the walk; between the steps the clerk looks at the dossier as it stands."""
    from archive.walk.steps import STEPS, Walk

    walk = Walk(folder, "hp", folder, say=lambda text: None, work=_workers)
    taken = {}
    for label, step in STEPS:
        started = time.perf_counter()
        step(walk)
        taken[label] = time.perf_counter() - started
        _look(clerk, walk)
    taken["all steps"] = sum(taken.values())
    return taken


def _workers() -> None:
    """Wait until the product's own workers have done what there is to do."""
    from bhxh_archive.models import Job

    while Job.objects.filter(state__in=[Job.State.QUEUED, Job.State.RUNNING]).exists():
        time.sleep(0.05)


def _look(clerk: Visitor, walk: "Walk") -> None:
    """Every tab that reception may open, and every picture on the contact sheet."""
    here = f"/ho-so/{walk.dossier.pk}/"
    for tab in ("", "trang/", "ket-qua/", "luu-tru/", "nhat-ky/"):
        _, shown = clerk.get(here + tab)
        for picture in re.findall(r'<img src="(/trang/[^"]+)"', shown):
            clerk.load(picture)


def _step(label: str, taken: list[float], note: str) -> Row:
    return {"case": label, "value": round(statistics.median(taken), 2), "unit": "s", "note": note}


def _memory(found: dict[str, float], note: str) -> list[Row]:
    return [{"case": f"memory of {part}", "value": round(held), "unit": "MiB", "note": note}
            for part, held in sorted(found.items())]  # fmt: skip


def _thick(product: Product, clerk: Visitor, pages: int) -> list[Row]:
    """A thick file is taken in; while it is recognised, somebody else uploads a single page."""
    dossier, note = new_dossier(), f"{pages}-page PDF"
    content = paper.thick_pdf(pages)
    with peaks(product.pid) as held:
        started = time.perf_counter()
        clerk.send(f"/ho-so/{dossier.pk}/tai-len/", "day.pdf", content, "application/pdf")
        answered = time.perf_counter() - started
        when(started, lambda: _read_pages(dossier) > 0)
        beside = _beside(clerk)
        whole = when(started, lambda: _pages(dossier) == pages)
        when(started, lambda: _read_pages(dossier) >= min(pages, READ_ON))
    return [
        {"case": "upload answered", "value": round(answered, 2), "unit": "s", "note": note},
        {"case": "every page out", "value": round(whole, 1), "unit": "s", "note": note},
        {"case": "meanwhile: one page of another dossier seen", "value": round(beside, 2), "unit": "s", "note": note},
        *_memory(held, note),
    ]


def _pages(dossier: "Dossier") -> int:
    return dossier.folder.pages.count()


def _read_pages(dossier: "Dossier") -> int:
    return dossier.folder.pages.exclude(text=None).count()


def _beside(clerk: Visitor) -> float:
    dossier = new_dossier()
    here = f"/ho-so/{dossier.pk}/"
    started = time.perf_counter()
    clerk.send(f"{here}tai-len/", "mot.jpg", paper.marked(paper.jpegs(1)[0], 7000), "image/jpeg")
    return when(started, lambda: 'class="sheet-page"' in clerk.get(f"{here}trang/")[1])
