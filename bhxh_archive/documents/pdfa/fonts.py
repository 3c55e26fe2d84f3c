"""Is every font embedded, with the widths it really has and a way back to Unicode?"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Final

import pikepdf
from fontTools.ttLib import TTFont, TTLibError

from .finding import Finding

PROGRAMS: Final = ("/FontFile", "/FontFile2", "/FontFile3")
TOLERANCE: Final = 1.0  # thousandths of an em, as ISO 19005-2, 6.2.11.5 allows


def check(document: pikepdf.Pdf) -> Iterator[Finding]:
    """ISO 19005-2, 6.2.11: embedding (4), widths (5), Unicode mapping (7)."""
    for font in document.objects:
        if _is_font(font):
            yield from _check_font(font)


def _is_font(thing: pikepdf.Object) -> bool:
    """Descendants of composite fonts are reached through their parent; Type 3 fonts have no program."""
    return (
        isinstance(thing, pikepdf.Dictionary)
        and thing.get("/Type") == "/Font"
        and str(thing.get("/Subtype")) not in ("/CIDFontType0", "/CIDFontType2", "/Type3")
    )


def _check_font(font: pikepdf.Object) -> Iterator[Finding]:
    name = str(font.get("/BaseFont", "?")).lstrip("/")
    composite = font.get("/Subtype") == "/Type0"
    carrier = font.DescendantFonts[0] if composite else font
    descriptor = carrier.get("/FontDescriptor", pikepdf.Dictionary())
    if not any(program in descriptor for program in PROGRAMS):
        yield Finding("font-not-embedded", f"Phông chữ {name} không được nhúng trong tệp.")
    if composite and "/ToUnicode" not in font:
        yield Finding("no-to-unicode", f"Phông chữ {name} không có bảng chuyển sang Unicode.")
    if "/FontFile2" in descriptor and "/W" in carrier and not _widths_agree(carrier, descriptor):
        yield Finding("font-widths", f"Độ rộng chữ khai báo của phông {name} không khớp phông đã nhúng.")


def _widths_agree(carrier: pikepdf.Object, descriptor: pikepdf.Object) -> bool:
    try:
        program = TTFont(io.BytesIO(descriptor.FontFile2.read_bytes()), lazy=True)
        advances, scale = program["hmtx"].metrics, 1000 / program["head"].unitsPerEm
        order = program.getGlyphOrder()
    except (TTLibError, KeyError):
        return False
    mapping = _glyph_of(carrier)
    for cid, width in _declared_widths(carrier.W):
        glyph = mapping(cid)
        if glyph < len(order) and abs(width - advances[order[glyph]][0] * scale) > TOLERANCE:
            return False
    return True


def _glyph_of(carrier: pikepdf.Object) -> Callable[[int], int]:
    """CID -> glyph number, by the font's CIDToGIDMap."""
    table = carrier.get("/CIDToGIDMap")
    if not isinstance(table, pikepdf.Stream):
        return lambda cid: cid
    data = table.read_bytes()
    return lambda cid: int.from_bytes(data[2 * cid : 2 * cid + 2], "big")


def _declared_widths(widths: pikepdf.Object) -> Iterator[tuple[int, float]]:
    """The /W array, unrolled: `c [w1 w2 ...]` and `first last w`."""
    items = list(widths)
    position = 0
    while position < len(items):
        first, second = int(items[position]), items[position + 1]
        if isinstance(second, pikepdf.Array):
            yield from ((first + i, float(width)) for i, width in enumerate(second))
            position += 2
        else:
            yield from ((cid, float(items[position + 2])) for cid in range(first, int(second) + 1))
            position += 3
