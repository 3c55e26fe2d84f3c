"""How is a Typst template compiled, with our fonts only, from any thread?"""

from __future__ import annotations

import dataclasses
import datetime as dt
import decimal
import json
import threading
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

import typst

from .errors import DocumentError
from .paths import FONTS, TEMPLATES

VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")

_per_thread = threading.local()


@cache
def _fonts() -> typst.Fonts:
    """Tinos alone: with Typst's embedded or the system's fonts a missing glyph would be replaced silently."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def _compiler() -> typst.Compiler:
    """One compiler a thread: a shared one refuses concurrent use, a fresh one has a cold cache."""
    if not hasattr(_per_thread, "compiler"):
        _per_thread.compiler = typst.Compiler(root=str(TEMPLATES), font_paths=_fonts())
    compiler: typst.Compiler = _per_thread.compiler
    return compiler


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


def compile_pdf(source: str, data: Mapping[str, Any], created: dt.datetime | None, *, tagged: bool = True) -> bytes:
    """Template file name + data -> PDF/A-2a, or untagged PDF/A-2b; same data and `created`, same bytes."""
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


def compile_pngs(source: str, data: Mapping[str, Any], ppi: float) -> list[bytes]:
    """Template file name + data -> one PNG a page, `ppi` pixels per inch."""
    pages = _compile(source, data, format="png", ppi=ppi)
    return [pages] if isinstance(pages, bytes) else list(pages)


def query_label(source: str, data: Mapping[str, Any], label: str) -> list[dict[str, Any]]:
    """The values of the metadata elements that carry `<label>`; compiles the document first to bind its data."""
    _compile(source, data, format="pdf")
    return [found["value"] for found in json.loads(_query(f"<{label}>"))]


def _compile(source: str, data: Mapping[str, Any], **options: Any) -> Any:
    try:
        return _compiler().compile(input=str(TEMPLATES / source), sys_inputs={"data": as_json(data)}, **options)
    except typst.TypstError as error:
        raise DocumentError("Không tạo được văn bản từ mẫu. Hãy báo quản trị hệ thống.", detail=str(error)) from error


def _query(selector: str) -> str:
    found: str = _compiler().query(selector)
    return found
