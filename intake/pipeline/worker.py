"""The child process: does one request from stdin within hard limits, with no network, and answers with JSON.

`fork_server` imports this module, and with it the libraries, before it forks a child.
"""

import ctypes
import json
import os
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pikepdf import settings
from PIL import Image

from intake.pipeline.binding import bind, thumb
from intake.pipeline.codes import page_codes
from intake.pipeline.drawing import draw
from intake.pipeline.inspect import inspect
from intake.pipeline.limits import OUT_OF_MEMORY, Limits
from intake.pipeline.no_network import cut_off
from intake.pipeline.pages import split
from intake.pipeline.processing import process
from intake.pipeline.shape import Shape
from intake.pipeline.strokes import strokes
from intake.pipeline.verdict import Refused

_PR_SET_PDEATHSIG, _SIGKILL = 1, 9
_QPDF_GREATEST = 2**32 - 1  # its limits are 32-bit numbers


def main() -> int:
    """Answer {"ok": ...}, {"refused": ...} or {"os_error": ...}; any other end is the parent's to explain."""
    answer = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # libraries that print must not spoil the answer
    request = json.loads(sys.stdin.buffer.read())
    limits = Limits(**request["limits"])
    _confine(limits)
    _cap_decoders(limits)
    try:
        cut_off()
        json.dump({"ok": FUNCTIONS[request["function"]](limits=limits, **request["args"])}, answer)
    except Refused as refusal:
        json.dump({"refused": asdict(refusal.verdict)}, answer)
    except MemoryError:
        return OUT_OF_MEMORY
    except OSError as error:
        if error.errno is None:  # Pillow's way to say that bytes can't be decoded
            raise
        json.dump({"os_error": [error.errno, error.strerror]}, answer)  # a full disk is not the file's fault
    answer.flush()
    return 0


def _confine(limits: Limits) -> None:
    """Cap memory, processor time and file size; die with the parent, so that a killed job leaves no runner behind."""
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (limits.max_bytes, limits.max_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, _SIGKILL)


def _inspect(path: str, name: str, stack: bool, limits: Limits) -> dict[str, Any]:
    return inspect(Path(path), name, limits, stack=stack).as_json()


def _split(path: str, media_type: str, out_dir: str, only: list[int] | None, limits: Limits) -> list[dict[str, Any]]:
    pages = split(Path(path), media_type, Path(out_dir), limits, range(*only) if only else None)
    return [page.as_json() for page in pages]


def _process(path: str, media_type: str, out_dir: str, only: list[int] | None, limits: Limits) -> list[dict[str, Any]]:
    pages = process(Path(path), media_type, Path(out_dir), limits, range(*only) if only else None)
    return [page.as_json() for page in pages]


def _codes(path: str, media_type: str, out_dir: str, only: list[int] | None, limits: Limits) -> list[dict[str, Any]]:
    pages = page_codes(Path(path), media_type, Path(out_dir), limits, range(*only) if only else None)
    return [page.as_json() for page in pages]


def _table(path: str, limits: Limits) -> dict[str, Any]:
    from intake.pipeline.tables.read import read_table  # late: openpyxl costs nearly as much as all others together

    return read_table(Path(path)).as_json()


def _sheet(path: str, limits: Limits) -> dict[str, Any]:
    from intake.pipeline.tables.sheet import read_sheet  # late, as for the table

    return read_sheet(Path(path))


def _draw(path: str, out_dir: str, shape: dict[str, Any], others: dict[str, str], limits: Limits, **how: int) -> Any:
    files = {digest: Path(other) for digest, other in others.items()}
    drawn = draw(Path(path), Path(out_dir), shape=Shape.from_json(shape), others=files, **how)
    return drawn.as_json()


def _bind(paths: list[str], target: str, limits: Limits) -> list[int]:
    return bind([Path(path) for path in paths], Path(target), limits)


def _thumb(path: str, target: str, limits: Limits) -> str:
    return str(thumb(Path(path), Path(target)))


def _try_form(template: str, path: str, target: str, limits: Limits) -> None:
    from bhxh_archive.documents.trying import UnfitForm, tried  # late: the typesetter is needed once in months

    try:
        Path(target).write_bytes(tried(template, Path(path).read_text()))
    except UnfitForm as unfit:
        raise Refused("unfit_form", "\n".join(unfit.faults)) from unfit


def _cap_decoders(limits: Limits) -> None:
    """The libraries' own ceilings: qpdf's also hold while a PDF is being opened, before we can look at its streams."""
    Image.MAX_IMAGE_PIXELS = limits.max_pixels
    ceiling = min(limits.max_stream_bytes, _QPDF_GREATEST)
    # Of a JPEG it takes a twentieth of its limit for too large to be decoded in good time; pixels are counted before.
    settings.set_qpdf_limits(
        flate_max_memory=ceiling, run_length_max_memory=ceiling, dct_max_memory=min(20 * ceiling, _QPDF_GREATEST)
    )


def _strokes(paths: list[str], limits: Limits) -> list[list[Any] | None]:
    return [[one.dhash, one.likeness.hex()] if one else None for one in strokes(map(Path, paths))]


FUNCTIONS: dict[str, Callable[..., Any]] = {
    "inspect": _inspect, "split": _split, "process": _process, "codes": _codes, "table": _table, "sheet": _sheet,
    "draw": _draw, "bind": _bind, "thumb": _thumb, "try_form": _try_form,
    "strokes": _strokes,
}  # fmt: skip
