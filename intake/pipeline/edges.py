"""Is a page cut off: does something written on it run out over an edge?"""

from collections.abc import Collection, Iterator
from itertools import groupby

from PIL import Image

_DEPTH = 3  # pixels of a small picture, 1.5 mm of A4: what is printed stays further in
_CONTRAST = 40  # gray levels darker than the paper of that edge
_LONGEST = 12  # pixels; a line of text or a letter is shorter, the shadow of a lid or a folded corner is longer
# Demo pages cut by 20 mm through their text showed 6 to 40 pieces on that side, whole ones none, ruled tables 2.
_PIECES = 4


def cut_sides(gray: Image.Image, trimmed: Collection[str] = ()) -> list[str]:
    """The sides ("left", "top", "right", "bottom") of an upright page over which lines or letters run out.

    `gray` is its `checks.small_gray`; `trimmed` are the sides that somebody cut on purpose: nothing is said of them.
    """
    return [side for side, strip in _strips(gray) if side not in trimmed and _pieces(strip) >= _PIECES]


def _strips(gray: Image.Image) -> Iterator[tuple[str, bytes]]:
    """Brightness along each side, one value a pixel."""
    across, down = gray.size
    boxes = {
        "left": (0, 0, _DEPTH, down),
        "top": (0, 0, across, _DEPTH),
        "right": (across - _DEPTH, 0, across, down),
        "bottom": (0, down - _DEPTH, across, down),
    }
    for side, box in boxes.items():
        size = (1, down) if side in ("left", "right") else (across, 1)
        yield side, gray.resize(size, Image.Resampling.BOX, box).tobytes()


def _pieces(strip: bytes) -> int:
    """How many short dark pieces lie along the edge."""
    paper = sorted(strip)[len(strip) // 2]
    runs = ((dark, sum(1 for _ in run)) for dark, run in groupby(value < paper - _CONTRAST for value in strip))
    return sum(1 for dark, length in runs if dark and length <= _LONGEST)
