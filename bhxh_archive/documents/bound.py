"""How do page images become one plain PDF, the same bytes from the same pages, without all of them in memory?"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import img2pdf
import pikepdf

CHUNK_BYTES: Final = 32 * 1024 * 1024
"""Images held in memory at a time; what an ordinary dossier has is one chunk."""


def write_bound(images: Sequence[Path], target: Path) -> None:
    """Write the images as one page each: JPEG streams byte for byte, others packed without loss, turned as they say."""
    chunks = list(_chunks(images))
    if len(chunks) == 1:
        return _bind(chunks[0], target)
    with tempfile.TemporaryDirectory(prefix="bound-", dir=target.parent) as folder:
        parts = [Path(folder, f"{number}.pdf") for number in range(len(chunks))]
        for chunk, part in zip(chunks, parts, strict=True):
            _bind(chunk, part)
        # from file to file, without a moment or a random number in it
        names = ("--pages", *map(str, parts), "--")
        pikepdf.Job(["qpdf", "--empty", "--deterministic-id", *names, str(target)]).run()
    return None


def _chunks(images: Sequence[Path]) -> Iterator[list[Path]]:
    chunk: list[Path] = []
    size = 0
    for image in images:
        chunk.append(image)
        size += image.stat().st_size
        if size >= CHUNK_BYTES:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _bind(images: Sequence[Path], target: Path) -> None:
    with target.open("wb") as file:
        # the library's own engine: the other one puts a random identifier into the file
        img2pdf.convert(*map(str, images), outputstream=file, nodate=True, engine=img2pdf.Engine.internal,
                        rotation=img2pdf.Rotation.ifvalid)  # fmt: skip
