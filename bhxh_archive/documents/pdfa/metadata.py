"""Does the document say that it is PDF/A, and carry what its conformance level promises?"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from .finding import Finding


def check(document: pikepdf.Pdf) -> Iterator[Finding]:
    """ISO 19005-2, 6.6.4 (XMP identification) and 6.7 (level A: tagged, with language)."""
    part, conformance = _identification(document)
    if part not in ("2", "3") or conformance not in ("A", "B", "U"):
        yield Finding("xmp-identification", "Siêu dữ liệu không ghi mức PDF/A-2 hoặc PDF/A-3.")
    if conformance == "A":
        yield from _level_a(document.Root)
    if part == "2" and "/EmbeddedFiles" in document.Root.get("/Names", pikepdf.Dictionary()):
        yield Finding("attachment", "Tệp PDF/A-2 không được chứa tệp đính kèm loại khác.")


def _identification(document: pikepdf.Pdf) -> tuple[str, str]:
    if "/Metadata" not in document.Root:
        return "", ""
    with document.open_metadata() as xmp:
        return str(xmp.get("pdfaid:part", "")), str(xmp.get("pdfaid:conformance", ""))


def _level_a(root: pikepdf.Object) -> Iterator[Finding]:
    if "/StructTreeRoot" not in root or not root.get("/MarkInfo", pikepdf.Dictionary()).get("/Marked", False):
        yield Finding("not-tagged", "Mức A cần cấu trúc thẻ nhưng tệp không có.")
    if "/Lang" not in root:
        yield Finding("no-language", "Mức A cần ghi ngôn ngữ của văn bản.")
