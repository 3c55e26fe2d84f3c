"""Do two page images show the same page?

The pages of a stack share their layout, copies of a form even their print. Both maps of ink are therefore laid over
each other (scans are moved and turned a little) and compared square centimetre by square centimetre: strokes of other
words, other handwriting or other figures lie elsewhere. One rectangle may differ all over: a note stuck on the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations, product
from statistics import median, quantiles
from typing import Final, NamedTuple

from intake.pipeline.ink import SQUARE, Ink, correlation
from intake.pipeline.likeness import MAP, ink_map

_CELL: Final = SQUARE
"""Fields, 10 mm: as wide as a word, too small to show that a page is turned by a degree."""
_PARTS: Final = (3, 4)
"""The most written square of every such part of the page is looked for on the other one."""
_STEP: Final = 10
_REACH: Final = 6
"""Millimetres that it may lie elsewhere: moved by 3 mm, and turned by a degree at the rim."""
_NEARBY: Final = 3
"""Fields by which it lies elsewhere than it was first found, on a map half as fine."""
_TURN: Final = 0.02
"""Radians; more is no turn but a mistake."""
_FOUND: Final = 0.4
"""Half of the squares must be found so well, else nothing more is compared."""
_WRITTEN: Final = 0.06
"""Share of a cell that is ink; less tells nothing."""
_FLOOR, _SHARE = 0.4, 0.62
"""How well a cell must agree, at least, and of what the best found squares do: scans differ in how sharp they are."""
_LEAST, _MOST = 5, 12
"""Cells to a side of a stuck note, 50 to 100 mm, with the shadow of its edges."""
_SURELY: Final = 8
"""By so many cells a rectangle has to differ, those that agree taken off twice, to pass for a note."""
# Of 75 scans of pages (five layouts; moved by 1.5 mm, turned by half a degree each way, darker, softer, noisy) against
# the first scan, all agreed by 0.98 or more, and under a note of up to 15 % by 0.93, all but one by 0.96; other texts
# in one layout by 0.64 at most, forms and certificates filled in differently by 0.94.
ALIKE: Final = 0.95


class Square(NamedTuple):
    """Where a square of the first page lies from its middle, how well it is found on the second and how far off."""

    side: float
    below: float
    likely: float
    across: int
    down: int


class Laid(NamedTuple):
    """How the second page lies on the first: moved by fields, turned by radians about the middle; how well the best
    squares of both agree."""

    across: float = 0.0
    down: float = 0.0
    turn: float = 0.0
    likely: float = 0.0

    def at(self, side: float, below: float) -> tuple[int, int]:
        """By how many fields that place, told from the middle of the page, lies elsewhere on the second."""
        return round(self.across - self.turn * below), round(self.down + self.turn * side)


Cells = dict[tuple[int, int], bool]


def agreement(one: bytes, other: bytes) -> float:
    """The share of the written cells on which two `likeness` values agree, 0 to 1, a stuck note left out; 0 when one of
    them is missing or was kept in another form."""
    first, second = ink_map(one), ink_map(other)
    if first is None or second is None:
        return 0.0
    laid = _laid(first, second)
    return _share(_cells(first, second, laid)) if laid else 0.0


def _laid(first: Ink, second: Ink) -> Laid | None:
    """How the second page lies, told roughly and then finely; None when the squares of the first are not on it."""
    rough = _fitted(_squares(first.halved(), second.halved(), Laid(), _REACH))
    doubled = rough and Laid(2 * rough.across, 2 * rough.down, rough.turn)
    return doubled and _fitted(_squares(first, second, doubled, _NEARBY))


def _squares(first: Ink, second: Ink, laid: Laid, reach: int) -> list[Square]:
    return [_sought(first, second, place, laid, reach) for place in _corners(first)]


def _corners(image: Ink) -> Iterator[tuple[int, int]]:
    """The upper left corner of the most written square of every part that is written on."""
    width, height = (side // part for side, part in zip((image.width, image.height), _PARTS, strict=True))
    for left, top in product(range(0, image.width - width + 1, width), range(0, image.height - height + 1, height)):
        places = product(range(left, left + width - _STEP, _STEP), range(top, top + height - _STEP, _STEP))
        ink, *place = max((image.bits(x, y).bit_count(), x, y) for x, y in places)
        if ink >= _WRITTEN * _CELL * _CELL:
            yield place[0], place[1]


def _sought(first: Ink, second: Ink, place: tuple[int, int], laid: Laid, reach: int) -> Square:
    (x, y), (side, below), wanted = place, _from_middle(first, *place), first.bits(*place)
    across, down = laid.at(side, below)
    moves = product(range(across - reach, across + reach + 1), range(down - reach, down + reach + 1))
    return Square(side, below, *max((_alike(wanted, second.bits(x + right, y + low)), right, low)
                                    for right, low in moves))  # fmt: skip


def _from_middle(image: Ink, x: int, y: int) -> tuple[float, float]:
    return x + (_CELL - image.width) / 2, y + (_CELL - image.height) / 2


def _alike(one: int, other: int) -> float:
    return correlation(one, other, _CELL * _CELL)


def _fitted(squares: Sequence[Square]) -> Laid | None:
    """Where the page lies if the squares are right for the most part; None when fewer than half were found."""
    good = [square for square in squares if square.likely >= _FOUND]
    if len(good) < 2 or 2 * len(good) < len(squares):
        return None
    turns = [turn for one, two in combinations(good, 2) for turn in _turns(one, two)]
    turn = max(-_TURN, min(_TURN, median(turns))) if turns else 0.0
    return Laid(
        median(square.across + turn * square.below for square in good),
        median(square.down - turn * square.side for square in good),
        turn,
        quantiles([square.likely for square in good])[2],
    )


def _turns(one: Square, two: Square) -> Iterator[float]:
    """By how much the page is turned, told from two squares that lie far apart."""
    below, side = one.below - two.below, one.side - two.side
    if abs(below) > abs(side):
        yield (two.across - one.across) / below
    elif side:
        yield (one.down - two.down) / side


def _cells(first: Ink, second: Ink, laid: Laid) -> Cells:
    """Of every cell that is written on either page: does it agree?"""
    corners = product(range(0, MAP[0] - _CELL + 1, _CELL), range(0, MAP[1] - _CELL + 1, _CELL))
    judged = {(x // _CELL, y // _CELL): _agrees(first, second, (x, y), laid) for x, y in corners}
    return {place: agrees for place, agrees in judged.items() if agrees is not None}


def _agrees(first: Ink, second: Ink, place: tuple[int, int], laid: Laid) -> bool | None:
    """Whether the cell agrees where it lies or a field beside that; None when nothing to speak of is written in it."""
    (x, y), (across, down) = place, laid.at(*_from_middle(first, *place))
    cell, least = first.bits(x, y), max(_FLOOR, _SHARE * laid.likely)
    written = cell.bit_count() >= _WRITTEN * _CELL * _CELL
    for right, low in product((0, -1, 1), repeat=2):
        other = second.bits(x + across + right, y + down + low)
        if not written and other.bit_count() < _WRITTEN * _CELL * _CELL:
            return None
        if _alike(cell, other) >= least:
            return True
    return False


def _share(cells: Cells) -> float:
    """The share of the cells that agree, beside the one rectangle in which, as under a note, nearly none does."""
    if sum(cells.values()) >= ALIKE * len(cells):
        return sum(cells.values()) / max(1, len(cells))
    left, top, right, bottom = _note(cells)
    rest = [agrees for (x, y), agrees in cells.items() if not (left <= x < right and top <= y < bottom)]
    return sum(rest) / max(1, len(rest))


def _note(cells: Cells) -> tuple[int, int, int, int]:
    """The rectangle as large as a note in which most cells differ, one that agrees taken for two that do not; empty
    when there is none."""
    columns, rows = MAP[0] // _CELL, MAP[1] // _CELL
    worth = {place: -2 if agrees else 1 for place, agrees in cells.items()}
    best = (0, 0, 0, 0, 0)
    for top in range(rows):
        sums = [0] * columns
        for bottom in range(top + 1, min(rows, top + _MOST) + 1):
            sums = [known + worth.get((x, bottom - 1), 0) for x, known in enumerate(sums)]
            if bottom - top >= _LEAST:
                best = max(best, _widest(sums, top, bottom))
    return best[1:] if best[0] >= _SURELY else (0, 0, 0, 0)


def _widest(sums: Sequence[int], top: int, bottom: int) -> tuple[int, int, int, int, int]:
    upto = list(accumulate(sums, initial=0))
    spans = combinations(range(len(upto)), 2)
    return max((upto[right] - upto[left], left, top, right, bottom) for left, right in spans
               if _LEAST <= right - left <= _MOST)  # fmt: skip
