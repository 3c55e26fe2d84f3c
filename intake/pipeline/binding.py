"""How do the files of one scan become one file, and what is seen of each while more of them come?"""

from collections.abc import Sequence
from pathlib import Path

import img2pdf
import pikepdf

from intake.pipeline import images, pdfs
from intake.pipeline.derivatives import small
from intake.pipeline.files import write_whole
from intake.pipeline.limits import Limits
from intake.pipeline.sniff import JPEG, media_type
from intake.pipeline.verdict import Refused

NOTHING = "Không đọc được tệp nào của lượt quét. Hãy quét lại."


def bind(paths: Sequence[Path], target: Path, limits: Limits) -> list[int]:
    """Write one PDF of the JPEG and PDF files that can be read, in their order; returns the places of the others.

    The JPEG streams stay byte for byte as the scanner sent them, and the same files give the same bytes. Raises
    `Refused` when none can be read.
    """
    kinds = [_kind(path, limits) for path in paths]
    good = [(path, kind) for path, kind in zip(paths, kinds, strict=True) if kind]
    if not good:
        raise Refused("nothing_readable", NOTHING)
    if all(kind == JPEG for _, kind in good):
        _bind_images([path for path, _ in good], target)
    else:
        _bind_documents(good, target)
    return [place for place, kind in enumerate(kinds) if not kind]


def thumb(path: Path, target: Path) -> Path:
    """A small picture of a JPEG; raises `OSError` for bytes that can't be decoded."""
    content = small(path)
    return write_whole(target, lambda file: file.write(content))


def _kind(path: Path, limits: Limits) -> str:
    """What the file is, or "" when it can't be read to its end."""
    try:
        kind = media_type(path, "")
        judge = images.judge if kind == JPEG else _judge_document
        judge(path, kind, limits)
    except Refused:
        return ""
    return kind


def _judge_document(path: Path, kind: str, limits: Limits) -> None:
    pdfs.judge(path, limits)


def _bind_images(paths: Sequence[Path], target: Path) -> None:
    with target.open("wb") as file:
        # the library's own engine: the other one puts a random identifier into the file
        img2pdf.convert(*map(str, paths), outputstream=file, nodate=True, engine=img2pdf.Engine.internal,
                        rotation=img2pdf.Rotation.ifvalid)  # fmt: skip


def _bind_documents(files: Sequence[tuple[Path, str]], target: Path) -> None:
    with pikepdf.Pdf.new() as bound:
        for place, (path, kind) in enumerate(files):
            document = path if kind != JPEG else target.with_suffix(f".{place}")
            if kind == JPEG:
                _bind_images([path], document)
            bound.pages.extend(pikepdf.open(document).pages)
        bound.save(target, deterministic_id=True)
