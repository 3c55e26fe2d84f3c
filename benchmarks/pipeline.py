"""What does each stage of the intake cost over the library that does its work, on the same pages in the same run?"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, cast

import pikepdf
import zxingcpp
from PIL import Image

from benchmarks.component import tesseract, timed
from benchmarks.report import Row
from benchmarks.stage import paper
from bhxh_archive.documents.barcodes import READABLE
from bhxh_archive.documents.text_layer import recognise
from intake.pipeline.checks import check, check_sharpness, small_gray
from intake.pipeline.codes import page_codes
from intake.pipeline.derivatives import THUMB_BOX, derive
from intake.pipeline.inspect import inspect
from intake.pipeline.likeness import dhash, likeness
from intake.pipeline.limits import DEFAULT
from intake.pipeline.page_image import PageImage
from intake.pipeline.pages import split
from intake.pipeline.sniff import PDF

PAGES, ROUNDS, PATIENT_ROUNDS = 10, 5, 2


class Stage(NamedTuple):
    """What we do with the pages, and what its library does alone."""

    ours: str
    work: Callable[[], object]
    library: str
    alone: Callable[[], object]


def measure(*, tiny: bool = False) -> list[Row]:
    """Return processor seconds per page of each stage and of its library alone, in one thread."""
    os.environ["OMP_THREAD_LIMIT"] = "1"  # as the workers of the slow lane have it
    pages, rounds, patient = (1, 1, 1) if tiny else (PAGES, ROUNDS, PATIENT_ROUNDS)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path, images = _laid(folder, pages)
        quick = [_examined(path), _split(path, folder), _codes(path, folder, images), *_of_pictures(images)]
        rows = [row for stage in quick for row in _rows(stage, pages, rounds)]
    return rows + _rows(_recognised(paper.jpegs(pages)), pages, patient)


def _laid(folder: Path, pages: int) -> tuple[Path, list[PageImage]]:
    path, out = folder / "quet.pdf", folder / "trang"
    path.write_bytes(paper.pdf(pages))
    out.mkdir()
    return path, list(split(path, PDF, out, DEFAULT))


def _rows(stage: Stage, pages: int, rounds: int) -> list[Row]:
    seconds = timed({stage.library: stage.alone, stage.ours: stage.work}, rounds)
    each: dict[str, float] = {case: found / pages for case, found in seconds.items()}
    rows: list[Row] = [
        {"case": case, "value": round(found * 1000, 1), "unit": "cpu ms/page"} for case, found in each.items()
    ]
    rows[-1] |= {"against": stage.library, "ratio": round(each[stage.ours] / each[stage.library], 2)}
    return rows


def _examined(path: Path) -> Stage:
    """Open, look for what is forbidden, check the first twenty pages. The libraries open it and decode its pictures."""
    library, alone = "pikepdf and Pillow alone: opened, decoded", lambda: [one.load() for one in _decoded(path)]
    return Stage("file examined", lambda: inspect(path, path.name), library, alone)


def _decoded(path: Path) -> list[Image.Image]:
    with pikepdf.open(path) as pdf:
        return [pikepdf.PdfImage(cast(pikepdf.Stream, page.get_images()["/Im0"])).as_pil_image() for page in pdf.pages]


def _split(path: Path, folder: Path) -> Stage:
    """Each page as a file. The library writes the streams of its pictures, unseen."""
    out, bare = _new(folder, "ours"), _new(folder, "bare")

    def alone() -> None:
        with pikepdf.open(path) as pdf:
            for number, page in enumerate(pdf.pages):
                (bare / str(number)).write_bytes(page.get_images()["/Im0"].read_raw_bytes())

    return Stage("pages taken out", lambda: list(split(path, PDF, out, DEFAULT)), "pikepdf alone: streams out", alone)


def _new(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name


def _codes(path: Path, folder: Path, images: list[PageImage]) -> Stage:
    """Take out, decode, look for codes and blank backs. The library looks at gray pictures in memory."""
    out = _new(folder, "codes")
    gray = [Image.open(page.path).convert("L") for page in images]
    return Stage("codes read", lambda: list(page_codes(path, PDF, out, DEFAULT)), "zxing-cpp alone",
                 lambda: [zxingcpp.read_barcodes(one, formats=READABLE) for one in gray])  # fmt: skip


def _of_pictures(images: list[PageImage]) -> list[Stage]:
    views = [derive(page.path, page.rotation).picture.convert("L") for page in images]
    return [
        Stage("gates", lambda: list(map(_gates, images, views)),
              "Pillow alone: decoded", lambda: [Image.open(page.path).load() for page in images]),
        Stage("view and thumbnail", lambda: [derive(page.path, page.rotation) for page in images],
              "Pillow alone: decoded, scaled, saved", lambda: [_pictures(page.path) for page in images]),
    ]  # fmt: skip


def _gates(page: PageImage, view: Image.Image) -> None:
    gray = small_gray(page)
    check(page, gray)
    check_sharpness(view, page.index)
    dhash(gray)
    likeness(gray)


def _pictures(path: Path) -> tuple[int, int]:
    with tempfile.TemporaryFile() as view, tempfile.TemporaryFile() as thumb, Image.open(path) as image:
        image.save(view, "JPEG", quality=80)
        image.thumbnail(THUMB_BOX)
        image.save(thumb, "JPEG", quality=75)
        return image.size


def _recognised(images: list[bytes]) -> Stage:
    return Stage("words recognised", lambda: [recognise(image, paper.DPI) for image in images],
                 "Tesseract alone", lambda: tesseract(images))  # fmt: skip
