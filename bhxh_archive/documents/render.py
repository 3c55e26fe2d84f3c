"""How does a template with its data become the PDF/A a clerk prints or a leader signs?"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pikepdf

from . import typesetting
from .catalogue import TEMPLATES, Template
from .errors import ShapeError


@dataclass(frozen=True)
class Box:
    """A rectangle on a page: page counted from 0; corners in PDF points from the lower left of the page."""

    page: int
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Rendered:
    """A document to be signed: its bytes and the places of its signature images, by field name."""

    pdf: bytes
    boxes: dict[str, Box]


def render(
    template: str, data: Mapping[str, Any], *, created: dt.datetime | None = None, text: str | None = None
) -> bytes:  # fmt: skip
    """Template name (see catalogue.TEMPLATES) + data of its shape -> PDF/A-2a that ends in a newline.

    The newline lets a signature be appended (PDF/A 6.1.9). `created` is the aware time in the metadata; with it the
    same data give the same bytes. `text` is the Typst text of a form that replaces the template's own. Raises
    ShapeError for missing or unknown fields, DocumentError when the text can't be set. What the font lacks is printed
    as □. KeyError: there is no such template.
    """
    chosen = TEMPLATES[template]
    ready = typesetting.printable(chosen.checked(data))
    return _ended(typesetting.compile_pdf(_source(chosen, text), ready, created))


def render_signed(
    template: str, data: Mapping[str, Any], *, created: dt.datetime | None = None, text: str | None = None
) -> Rendered:  # fmt: skip
    """As render, with the boxes `leader` (between title and name), `agency` (over its left third), and those of
    `signatories.beside_leader`.

    Raises ShapeError when the data ask for no leader's signature, such as a slip signed by the officer, DocumentError
    also for a character that the font lacks.
    """
    chosen = TEMPLATES[template]
    ready, source = chosen.checked(data), _source(chosen, text)
    typesetting.require_printable(ready)
    pdf = _ended(typesetting.compile_pdf(source, ready, created))
    places = typesetting.query_label(source, "signature-box")
    if not places:
        raise ShapeError("Mẫu văn bản này không có chỗ ký của lãnh đạo.", detail=template)
    return Rendered(pdf, _boxes(pdf, places))


def render_pages_png(
    template: str, data: Mapping[str, Any], ppi: float = 110, *, text: str | None = None
) -> list[bytes]:  # fmt: skip
    """The same document for the screen: one PNG a page; raises as render."""
    chosen = TEMPLATES[template]
    return typesetting.compile_pngs(_source(chosen, text), chosen.checked(data), ppi)


def _source(template: Template, text: str | None) -> typesetting.Source:
    return template.source if text is None else text.encode()


def _ended(pdf: bytes) -> bytes:
    return pdf if pdf.endswith(b"\n") else pdf + b"\n"


def _boxes(pdf: bytes, places: list[dict[str, Any]]) -> dict[str, Box]:
    """Typst measures from the top left, PDF from the bottom left."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        heights = [float(page.mediabox[3]) for page in document.pages]
    boxes = {}
    for place in places:
        page = place["page"] - 1
        top = heights[page] - place["y"]
        boxes[place["name"]] = Box(page, place["x"], top - place["height"], place["x"] + place["width"], top)
    return boxes
