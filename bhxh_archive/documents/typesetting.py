"""How is a Typst template compiled, with our fonts only, from any thread?"""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import json
import os
import re
import shutil
import tempfile
import threading
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

import typst

from . import glyphs
from .errors import DocumentError
from .paths import FONTS, TEMPLATES

_ESCAPED: Final = "\\u00"
"""So JSON begins a control character."""
_LONG_WORD: Final = re.compile(r"[^\W\d_]{31}|\S{65}")
"""What layout.typ looks for, and some of what it does not: JSON sets no blank inside a list of digits or a picture."""
VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")

Source = str | bytes
"""A file of TEMPLATES by its name, or the text (UTF-8) of one that stands in for it."""

HOUSE_PARTS: Final = ("layout.typ", "codes.typ", "decision_parts.typ", "after_death_parts.typ", "verdicts.typ")
"""What a form may import: the parts that the forms of the house share."""

_per_thread = threading.local()
_laid_out_folders: list[tempfile.TemporaryDirectory[str]] = []


@cache
def _fonts() -> typst.Fonts:
    """Tinos alone: with Typst's embedded or the system's fonts a missing glyph would be replaced silently."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _compiler(folder: Path) -> typst.Compiler:
    """One compiler a thread and folder: a shared one refuses concurrent use, a fresh one has a cold cache. It finds no
    package: what stands in the place of their folders is none."""
    known: dict[Path, typst.Compiler] = _per_thread.__dict__.setdefault("compilers", {})
    if folder not in known:
        known[folder] = typst.Compiler(
            root=str(folder), font_paths=_fonts(), package_path=os.devnull, package_cache_path=os.devnull
        )
    return known[folder]


def _path(source: Source) -> Path:
    return _laid_out(source) if isinstance(source, bytes) else TEMPLATES / source


@cache
def _laid_out(text: bytes) -> Path:
    """Where this text lies with the parts that it may import, and nothing else: the compiler sees no other file."""
    _laid_out_folders.append(folder := tempfile.TemporaryDirectory(prefix="form-"))
    for part in HOUSE_PARTS:
        shutil.copy(TEMPLATES / part, folder.name)
    path = Path(folder.name, "form.typ")
    path.write_bytes(text)
    return path


def printable(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """The data with a stand-in for each character that the font lacks: a slip comes out whatever stands in it."""
    text = as_json(data)
    if not glyphs.unprintable(text) and _ESCAPED not in text:
        return data
    shown: Mapping[str, Any] = glyphs.made_printable(json.loads(text))
    return shown


def require_printable(data: Mapping[str, Any]) -> None:
    """Raise DocumentError for a character that the font lacks: what is signed says all that it says."""
    if strange := glyphs.unprintable_in(json.loads(as_json(data))):
        raise DocumentError(f"Văn bản có ký tự không in được ({glyphs.named(strange)}): hãy sửa ở nơi đã ghi.")


def as_json(data: Mapping[str, Any]) -> str:
    """The data as NFC JSON text: dates are ISO, aware datetimes in Vietnam time, decimals and bytes are spelled out."""
    return unicodedata.normalize("NFC", json.dumps(data, ensure_ascii=False, default=_encode))


def _encode(value: object) -> object:
    if isinstance(value, dt.datetime):
        return (value.astimezone(VIETNAM) if value.tzinfo else value).isoformat(timespec="seconds")
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, decimal.Decimal):
        return str(value)
    if isinstance(value, bytes):
        return list(value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    raise TypeError(f"{type(value).__name__} has no place in a document")


def compile_pdf(
    source: Source, data: Mapping[str, Any], created: dt.datetime | None, *, tagged: bool = True
) -> bytes:  # fmt: skip
    """Template + data -> PDF/A-2a, or untagged PDF/A-2b; same data and `created`, same bytes."""
    moment = created or dt.datetime.now(dt.UTC)
    pdf: bytes = _compile(
        source,
        data,
        format="pdf",
        timestamp=int(moment.timestamp()),
        pdf_tags=tagged,
        pdf_standards=["a-2a" if tagged else "a-2b"],
    )
    return pdf


def compile_pngs(source: Source, data: Mapping[str, Any], ppi: float) -> list[bytes]:
    """Template + data -> one PNG a page, `ppi` pixels per inch."""
    pages = _compile(source, data, format="png", ppi=ppi)
    return [pages] if isinstance(pages, bytes) else list(pages)


def query_label(source: Source, label: str) -> list[dict[str, Any]]:
    """The values of the metadata elements that carry `<label>` in what this thread compiled last from this folder."""
    return [found["value"] for found in json.loads(_compiler(_path(source).parent).query(f"<{label}>"))]


def inputs(text: str) -> dict[str, str]:
    """What a template is given: the data, and whether any word of them may be too long for a line."""
    return {"data": text, "long_words": "yes" if _LONG_WORD.search(text) else "no"}


def _compile(source: Source, data: Mapping[str, Any], **options: Any) -> Any:
    path = _path(source)
    try:
        return _compiler(path.parent).compile(input=str(path), sys_inputs=inputs(as_json(data)), **options)
    except typst.TypstError as error:
        raise DocumentError(
            "Không tạo được văn bản từ mẫu. Hãy báo quản trị hệ thống.", detail=error.diagnostic or str(error)
        ) from error
