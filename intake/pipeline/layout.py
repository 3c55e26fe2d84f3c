"""What does one PDF page draw: a single scan that may be taken as it is, or something that must be rendered?"""

from dataclasses import dataclass, field
from math import hypot
from typing import Any

import pikepdf
from pikepdf import Array, Matrix, Name, Object, Stream

from intake.pipeline.pdfs import UNREADABLE, page_box

_PAINTING = {"f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"}
_SHOWING_TEXT = {"Tj", "TJ", "'", '"'}
_INVISIBLE = 3  # text rendering mode of a recognised text layer (ISO 32000-1, table 106)
_CONTENT_CEILING = 512 * 1024  # compressed bytes; larger contents are drawings, not scans
_FORM_DEPTH = 4
_TOLERANCE = 0.03  # of the page's side: scanners round their page boxes
_SILENT_ANNOTATIONS = {"/Link", "/Popup"}


@dataclass(frozen=True, slots=True)
class Placed:
    """An image and the matrix that puts its unit square on the page, in user-space units."""

    image: Stream
    matrix: Matrix

    def dpi(self, inches_per_unit: float) -> float:
        """Pixels per inch along the weaker side."""
        across = hypot(self.matrix.a, self.matrix.b) * inches_per_unit
        down = hypot(self.matrix.c, self.matrix.d) * inches_per_unit
        if not across or not down:
            return 0.0
        return min(int(self.image.Width) / across, int(self.image.Height) / down)


@dataclass(slots=True)
class Layout:
    """Images in drawing order; `other` is True once anything but images and invisible text is seen."""

    images: list[Placed] = field(default_factory=list)
    other: bool = False


@dataclass(slots=True)
class _State:
    matrix: Matrix
    text_mode: int = 0


def read_layout(page: pikepdf.Page) -> Layout:
    """The layout of the page; contents that can't be followed count as `other`, so the page is rendered."""
    layout = Layout(other=_has_visible_annotation(page))
    try:
        if _content_bytes(page) > _CONTENT_CEILING:
            layout.other = True
        else:
            _Reader(layout, page_box(page)).read(page, page.resources, Matrix(), 0)
    except UNREADABLE:
        layout.other = True
    return layout


def whole_page_image(layout: Layout, box: tuple[float, float, float, float]) -> Placed | None:
    """The one upright image that is the whole page, or None."""
    if layout.other or len(layout.images) != 1:
        return None
    placed = layout.images[0]
    matrix = placed.matrix
    if matrix.a <= 0 or matrix.d <= 0 or abs(matrix.b) > 0.01 * matrix.a or abs(matrix.c) > 0.01 * matrix.d:
        return None
    corners = (matrix.e, matrix.f, matrix.e + matrix.a, matrix.f + matrix.d)
    return placed if _same_box(corners, box) else None


def _same_box(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    slack = _TOLERANCE * max(other[2] - other[0], other[3] - other[1])
    return all(abs(mine - theirs) <= slack for mine, theirs in zip(one, other, strict=True))


def _content_bytes(page: pikepdf.Page) -> int:
    contents: Any = page.obj.get("/Contents", [])
    streams = contents if isinstance(contents, Array | list) else [contents]
    return sum(int(stream.get("/Length", 0)) for stream in streams)


def _has_visible_annotation(page: pikepdf.Page) -> bool:
    try:
        annotations: Any = page.obj.get("/Annots", [])
        return any(
            str(annotation.get("/Subtype")) not in _SILENT_ANNOTATIONS and "/AP" in annotation
            for annotation in annotations
        )
    except UNREADABLE:
        return True


class _Reader:
    """Follows the graphics state only as far as images and visibility need it."""

    def __init__(self, layout: Layout, box: tuple[float, float, float, float]) -> None:
        self.layout = layout
        self.box = box
        self.rectangle: tuple[float, float, float, float] | None = None

    def read(self, source: Any, resources: Object, matrix: Matrix, depth: int) -> None:
        stack: list[_State] = []
        state = _State(matrix)
        for instruction in pikepdf.parse_content_stream(source):
            name, operands = str(instruction.operator), instruction.operands
            if name == "q":
                stack.append(_State(state.matrix, state.text_mode))
            elif name == "Q" and stack:
                state = stack.pop()
            elif name == "cm":
                state.matrix = Matrix(*(float(number) for number in operands)) @ state.matrix
            elif name == "Tr":
                state.text_mode = int(operands[0])
            elif name == "Do":
                self._draw(resources.XObject[str(operands[0])], resources, state.matrix, depth)
            else:
                self._other(name, operands, resources, state)

    def _draw(self, item: Object, resources: Object, matrix: Matrix, depth: int) -> None:
        if item.get("/Subtype") == Name.Image and isinstance(item, Stream):
            self.layout.images.append(Placed(item, matrix))
        elif depth < _FORM_DEPTH:
            own = Matrix(*(float(number) for number in item.get("/Matrix", [1, 0, 0, 1, 0, 0])))
            self.read(item, item.get("/Resources", resources), own @ matrix, depth + 1)
        else:
            self.layout.other = True

    def _other(self, name: str, operands: Any, resources: Object, state: _State) -> None:
        if name == "re":
            self.rectangle = _transformed([float(number) for number in operands], state.matrix)
        elif name in {"W", "W*"}:
            self.layout.other |= self.rectangle is None or not _covers(self.rectangle, self.box)
        elif name == "gs":
            self.layout.other |= not _is_plain(resources.ExtGState[str(operands[0])])
        elif name in _PAINTING or (name in _SHOWING_TEXT and state.text_mode != _INVISIBLE):
            self.layout.other = True


def _transformed(rectangle: list[float], matrix: Matrix) -> tuple[float, float, float, float]:
    x, y, width, height = rectangle
    x0, y0 = matrix.transform((x, y))
    x1, y1 = matrix.transform((x + width, y + height))
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _covers(outer: tuple[float, float, float, float], inner: tuple[float, float, float, float]) -> bool:
    slack = _TOLERANCE * max(inner[2] - inner[0], inner[3] - inner[1])
    left_and_bottom = outer[0] <= inner[0] + slack and outer[1] <= inner[1] + slack
    return left_and_bottom and outer[2] >= inner[2] - slack and outer[3] >= inner[3] - slack


def _is_plain(state: Object) -> bool:
    """True when an extended graphics state neither masks, blends nor makes transparent."""
    opaque = float(state.get("/ca", 1)) == 1 and float(state.get("/CA", 1)) == 1
    unmasked = str(state.get("/SMask", "/None")) == "/None"
    return opaque and unmasked and str(state.get("/BM", "/Normal")) in {"/Normal", "/Compatible"}
