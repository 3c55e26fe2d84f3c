"""How are hostile bytes read so that the worker survives whatever they do?"""

import json
import logging
import shutil
import signal
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from intake.pipeline.children import Ended, run_child
from intake.pipeline.codes import PageCodes
from intake.pipeline.drawing import Drawn
from intake.pipeline.limits import DEFAULT, MIB, OUT_OF_MEMORY, TYPESETTING, Limits
from intake.pipeline.page_image import PageImage
from intake.pipeline.processing import ProcessedPage
from intake.pipeline.strokes import Strokes
from intake.pipeline.verdict import Refused, Verdict

logger = logging.getLogger(__name__)
_WALL_PER_CPU = 2  # a busy machine gives a child half of its time
_ADVICE = "Hãy quét lại giấy tờ hoặc tách nhỏ tệp."


def run_limited(function_name: str, args: dict[str, Any], limits: Limits = DEFAULT) -> Any:
    """Run one of the worker's FUNCTIONS in a child of its own and return its JSON answer.

    Raises `Refused` when the file is refused, or when the child ran out of memory or time, or crashed; `OSError`
    when the machine failed the child (a full disk), which is worth another attempt.
    """
    request = json.dumps({"function": function_name, "args": args, "limits": asdict(limits)})
    try:
        child = run_child(request.encode(), limits.seconds * _WALL_PER_CPU)
    except TimeoutError as error:
        raise _too_slow(limits) from error
    return _answer(child, limits)


def inspect_file(path: Path, name: str, limits: Limits = DEFAULT, *, stack: bool = False) -> Verdict:
    """`inspect.inspect` in a child process; a killed or crashed child is a refused verdict."""
    try:
        args = {"path": str(path.absolute()), "name": name, "stack": stack}
        return Verdict.from_json(run_limited("inspect", args, limits))
    except Refused as refusal:
        return refusal.verdict


def table_of_file(path: Path, limits: Limits = DEFAULT) -> dict[str, Any]:
    """`tables.read.read_table` in a child process, as JSON: columns, lines, skipped, said. Raises `Refused`."""
    table: dict[str, Any] = run_limited("table", {"path": str(path.absolute())}, limits)
    return table


def sheet_of_file(path: Path, limits: Limits = DEFAULT) -> dict[str, Any]:
    """`tables.sheet.read_sheet` in a child process: rows, left. Raises `Refused`."""
    sheet: dict[str, Any] = run_limited("sheet", {"path": str(path.absolute())}, limits)
    return sheet


def split_file(
    path: Path, media_type: str, out_dir: Path, limits: Limits = DEFAULT, only: range | None = None
) -> list[PageImage]:
    """`pages.split` in a child process: all pages of `only` or, when it raises `Refused`, no file at all."""
    with _scratch(out_dir) as scratch:
        answer = run_limited("split", _split_args(path, media_type, scratch, only), limits)
        pages = [PageImage.from_json(page) for page in answer]
        return [replace(page, path=_moved(page.path, out_dir)) for page in pages]


def process_file(
    path: Path, media_type: str, out_dir: Path, limits: Limits = DEFAULT, only: range | None = None
) -> list[ProcessedPage]:
    """`processing.process` in a child process: all pages of `only` or, when it raises `Refused`, no file at all."""
    with _scratch(out_dir) as scratch:
        answer = run_limited("process", _split_args(path, media_type, scratch, only), limits)
        return [_in_place(ProcessedPage.from_json(page), out_dir) for page in answer]


def codes_of_file(path: Path, media_type: str, limits: Limits = DEFAULT, only: range | None = None) -> list[PageCodes]:
    """`codes.page_codes` in a child process; raises as `split_file`."""
    with tempfile.TemporaryDirectory(prefix="codes-") as folder:
        answer = run_limited("codes", _split_args(path, media_type, Path(folder), only), limits)
    return [PageCodes.from_json(page) for page in answer]


def draw_file(
    path: Path, out_dir: Path, limits: Limits = DEFAULT, *, others: Mapping[str, Path] | None = None, **how: Any
) -> Drawn:
    """`drawing.draw` in a child process; `how` are its keywords, the shape as JSON. The files lie in `out_dir`."""
    files = {digest: str(other.absolute()) for digest, other in (others or {}).items()}
    args = {"path": str(path.absolute()), "out_dir": str(out_dir.absolute()), "others": files, **how}
    return Drawn.from_json(run_limited("draw", args, limits))


def strokes_of_files(paths: Sequence[Path], limits: Limits = DEFAULT) -> list[Strokes | None]:
    """`strokes.strokes` in a child process. Raises `Refused`."""
    answer = run_limited("strokes", {"paths": [str(path.absolute()) for path in paths]}, limits)
    return [Strokes(row[0], bytes.fromhex(row[1])) if row else None for row in answer]


def bind_files(paths: Sequence[Path], target: Path, limits: Limits = DEFAULT) -> list[int]:
    """`binding.bind` in a child process: the places of the files that could not be read. Raises `Refused`."""
    args = {"paths": [str(path.absolute()) for path in paths], "target": str(target.absolute())}
    left_out: list[int] = run_limited("bind", args, limits)
    return left_out


def thumb_of_file(path: Path, target: Path, limits: Limits = DEFAULT) -> Path:
    """`binding.thumb` in a child process; raises `Refused`."""
    args = {"path": str(path.absolute()), "target": str(target.absolute())}
    return Path(run_limited("thumb", args, limits))


def try_form(template: str, text: str, limits: Limits = TYPESETTING) -> bytes:
    """`documents.trying.tried` in a child process: the example as PDF/A. Raises `Refused`, a fault on each line."""
    with tempfile.TemporaryDirectory(prefix="form-") as folder:
        path, target = Path(folder, "text"), Path(folder, "example.pdf")
        path.write_text(text)
        run_limited("try_form", {"template": template, "path": str(path), "target": str(target)}, limits)
        return target.read_bytes()


def _in_place(done: ProcessedPage, out_dir: Path) -> ProcessedPage:
    return replace(
        done,
        page=replace(done.page, path=_moved(done.page.path, out_dir)),
        view=_moved(done.view, out_dir),
        thumb=_moved(done.thumb, out_dir),
    )


def _split_args(path: Path, media_type: str, out_dir: Path, only: range | None) -> dict[str, Any]:
    bounds = [only.start, only.stop, only.step] if only is not None else None
    return {"path": str(path.absolute()), "media_type": media_type, "out_dir": str(out_dir), "only": bounds}


@contextmanager
def _scratch(out_dir: Path) -> Iterator[Path]:
    """A folder inside `out_dir` that is gone afterwards, with whatever a dead child left in it."""
    scratch = Path(tempfile.mkdtemp(prefix=".split-", dir=out_dir.absolute()))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _moved(path: Path, out_dir: Path) -> Path:
    return path.replace(out_dir / path.name)


def _answer(child: Ended, limits: Limits) -> Any:
    if child.status == OUT_OF_MEMORY or b"bad_alloc" in child.said or b"Cannot allocate" in child.said:
        message = f"Tệp cần quá nhiều bộ nhớ để mở (hơn {limits.memory_bytes // MIB} MB) nên bị dừng. {_ADVICE}"
        raise Refused("out_of_memory", message)
    if child.status == -signal.SIGXCPU:
        raise _too_slow(limits)
    if child.status:
        last_words = child.said.decode(errors="replace").strip().splitlines()[-1:]
        logger.error("the child process ended with status %s: %s", child.status, last_words)
        raise Refused("reader_crashed", f"Tệp làm bộ đọc bị lỗi nên không được nhận. {_ADVICE}")
    answer = json.loads(child.answer)
    if "refused" in answer:
        raise Refused.from_verdict(Verdict.from_json(answer["refused"]))
    if "os_error" in answer:
        raise OSError(*answer["os_error"])
    return answer["ok"]


def _too_slow(limits: Limits) -> Refused:
    message = f"Tệp mất quá {limits.seconds} giây để đọc nên bị dừng. {_ADVICE}"
    return Refused("too_slow", message)
