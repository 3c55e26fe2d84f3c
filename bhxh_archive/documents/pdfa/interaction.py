"""Is the document free of scripts and actions, and are its fields and notes shown as they print?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pikepdf

from .finding import Finding

FORBIDDEN_ACTIONS: Final = frozenset(
    {
        "/Launch",
        "/JavaScript",
        "/Sound",
        "/Movie",
        "/ResetForm",
        "/ImportData",
        "/Hide",
        "/SetOCGState",
        "/Rendition",
        "/Trans",
        "/GoTo3DView",
    }
)
PRINT, HIDING = 4, 1 | 2 | 32  # annotation flags: print; invisible, hidden, no view


def check(document: pikepdf.Pdf) -> Iterator[Finding]:
    """ISO 19005-2, 6.3 (annotations), 6.4 (fields), 6.5 (actions)."""
    if "/AA" in document.Root or "/JavaScript" in document.Root.get("/Names", pikepdf.Dictionary()):
        yield _script(None)
    if _is_forbidden(document.Root.get("/OpenAction")):
        yield _script(None)
    if document.Root.get("/AcroForm", pikepdf.Dictionary()).get("/NeedAppearances", False):
        yield Finding("need-appearances", "Biểu mẫu không lưu sẵn hình hiển thị của các trường.")
    if any(_is_forbidden(thing) for thing in document.objects):
        yield _script(None)
    for number, page in enumerate(document.pages):
        yield from _check_page(page, number)


def _check_page(page: pikepdf.Page, number: int) -> Iterator[Finding]:
    if "/AA" in page.obj:
        yield _script(number)
    for note in page.obj.get("/Annots", pikepdf.Array()):
        if "/AA" in note or _is_forbidden(note.get("/A")):
            yield _script(number)
        flags = int(note.get("/F", 0))
        if note.get("/Subtype") != "/Popup" and (not flags & PRINT or flags & HIDING):
            yield Finding("annotation-flags", "Chú thích hoặc ô ký bị ẩn hoặc không được in.", number)
        if note.get("/Subtype") == "/Widget" and _has_area(note) and "/N" not in note.get("/AP", pikepdf.Dictionary()):
            yield Finding("no-appearance", "Ô ký hoặc trường nhập không có hình hiển thị.", number)


def _script(page: int | None) -> Finding:
    return Finding("action", "Tệp PDF có mã lệnh hoặc hành động tự chạy.", page)


def _is_forbidden(thing: object) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and str(thing.get("/S")) in FORBIDDEN_ACTIONS


def _has_area(note: pikepdf.Object) -> bool:
    left, bottom, right, top = (float(edge) for edge in note.get("/Rect", [0, 0, 0, 0]))
    return left != right and bottom != top
