"""What does a component's PDF/A cost over img2pdf alone, and its text layer over Tesseract alone?"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import img2pdf
from PIL import Image

from benchmarks.report import Row
from benchmarks.stage import paper
from bhxh_archive.documents.paths import TESSDATA
from bhxh_archive.documents.scans import ScanPage, component_pdf
from bhxh_archive.documents.text_layer import LANGUAGE, recognise

PAGES, ROUNDS = 10, 3
QUICK_ROUNDS = 20
BARE, OURS = "img2pdf alone", "component PDF/A, no text layer"
TESSERACT, LAYERED = "Tesseract alone", "component PDF/A with text layer"
BASELINES = {OURS: BARE, LAYERED: TESSERACT}

Case = Callable[[], object]


def measure(*, tiny: bool = False) -> list[Row]:
    """Return processor seconds per page of each way, on the same pages in one thread.

    Processor time, because all four only compute: what else the machine does falls out of the ratio.
    """
    os.environ["OMP_THREAD_LIMIT"] = "1"  # as the workers of the slow lane have it
    images = paper.jpegs(1 if tiny else PAGES)
    seconds = timed(_quick(images), 1 if tiny else QUICK_ROUNDS) | timed(_patient(images), 1 if tiny else ROUNDS)
    return [_row(case, found / len(images), seconds, len(images)) for case, found in seconds.items()]


def _quick(images: list[bytes]) -> dict[str, Case]:
    scans = [ScanPage(image, paper.DPI) for image in images]
    return {BARE: lambda: img2pdf.convert(images), OURS: lambda: component_pdf(scans, "Đo")}


def _patient(images: list[bytes]) -> dict[str, Case]:
    return {TESSERACT: lambda: tesseract(images), LAYERED: lambda: _layered(images)}


def tesseract(images: list[bytes]) -> None:
    """Tesseract's own way from an image file to a text-only PDF page, with one engine for all pages."""
    import tesserocr

    with (
        tempfile.TemporaryDirectory() as folder,
        tesserocr.PyTessBaseAPI(path=str(TESSDATA), lang=LANGUAGE, oem=tesserocr.OEM.LSTM_ONLY) as engine,
    ):
        engine.SetVariable("tessedit_create_pdf", "1")
        engine.SetVariable("textonly_pdf", "1")
        for index, image in enumerate(images):
            file = Path(folder, f"{index}.jpg")
            file.write_bytes(image)
            engine.ProcessPages(str(file.with_suffix("")), str(file))


def _layered(images: list[bytes]) -> None:
    layers = [recognise(image, paper.DPI).text_pdf for image in images]
    scans = [ScanPage(image, paper.DPI, text_pdf=text) for image, text in zip(images, layers, strict=True)]
    component_pdf(scans, "Đo")


def timed(cases: dict[str, Case], rounds: int) -> dict[str, float]:
    """Return the median processor seconds; cases take turns, so that a slow minute hits all alike."""
    Image.init()
    taken: dict[str, list[float]] = {case: [] for case in cases}
    for number in range(rounds + 1):
        for case, work in cases.items():
            started = time.process_time()
            work()
            if number:  # the first round loads libraries, fonts and language data
                taken[case].append(time.process_time() - started)
    return {case: statistics.median(found) for case, found in taken.items()}


def _row(case: str, value: float, seconds: dict[str, float], pages: int) -> Row:
    row: Row = {"case": case, "value": round(value, 5), "unit": "cpu s/page", "note": f"{pages} pages"}
    if against := BASELINES.get(case):
        row |= {"against": against, "ratio": round(seconds[case] / seconds[against], 3)}
    return row
