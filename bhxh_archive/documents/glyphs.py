"""Which characters can our documents print, and what takes the place of those that come along when people paste?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from .paths import FONTS

STAND_IN: Final = "□"
"""What is printed in place of a character without a glyph, where a document must come out whatever stands in it."""
_LINES: Final = frozenset("\n\r")
_LOOK_ALIKES: Final = str.maketrans(
    {**dict.fromkeys("➢➤➔➜❖✦✧⇨⮚", "-"), **dict.fromkeys("✓✔✗✘☑☒", "x"), "☐": "□", "⇒": "→", "\t": " ", "\u2028": "\n",
     "\u2029": "\n"}
)  # fmt: skip
# Word's bullets are letters of a font of signs, in the part of Unicode that every font uses as it likes.
_SIGN_FONT: Final = re.compile("[\uf000-\uf0ff]")
# They print nothing, and turn the letters behind them around.
_TURNING: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@cache
def _glyphs() -> frozenset[str]:
    """The characters that every face of our font has."""
    from fontTools.ttLib import TTFont  # late: a tenth of a second, and few processes print or read what was typed

    faces = [frozenset(TTFont(path, lazy=True).getBestCmap()) for path in sorted(FONTS.glob("Tinos-*.ttf"))]
    return frozenset(map(chr, frozenset.intersection(*faces)))


def as_typed(text: str) -> str:
    """The text with bullets, ticks and arrows from elsewhere as signs that we can print."""
    return _SIGN_FONT.sub("•", text.translate(_LOOK_ALIKES))


def unprintable(text: str) -> list[str]:
    """The characters of this text that no document can print, each once, in the order of the text."""
    strange = frozenset(text) - _LINES
    return [char for char in dict.fromkeys(text) if char in strange and not _is_printed(char)]


def unprintable_in(data: Any) -> list[str]:
    """`unprintable` of every text in data of lists and mappings."""
    return unprintable("".join(_texts(data)))


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping | list):
        for part in data.values() if isinstance(data, Mapping) else data:
            yield from _texts(part)


def _is_printed(char: str) -> bool:
    return char in _glyphs() and char not in _TURNING and unicodedata.category(char) != "Cc"


def named(characters: Iterable[str]) -> str:
    """`«王», U+0007`: each as it looks, or by its number where it looks like nothing."""
    return ", ".join(f"«{char}»" if char.isprintable() else f"U+{ord(char):04X}" for char in characters)


def made_printable(data: Any) -> Any:
    """The same data (text, lists and mappings) with STAND_IN for every character that can't be printed."""
    if isinstance(data, str):
        return "".join(STAND_IN if char not in _LINES and not _is_printed(char) else char for char in as_typed(data))
    if isinstance(data, Mapping):
        return {key: made_printable(value) for key, value in data.items()}
    return [made_printable(value) for value in data] if isinstance(data, list) else data
