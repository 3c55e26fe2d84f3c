"""How is Vietnamese text made comparable: one spelling, one folded form, one alphabetical order?

Composed and decomposed input, old and new tone placement (Hoà / Hòa), upper and lower case must all meet in one form,
because names are typed by many hands and searched without diacritics. Python's own Unicode tables are enough.
"""

import re
import unicodedata

# The alphabet of Vietnamese plus f, j, w, z, which occur in foreign and ethnic-minority names (TCVN collation order).
_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: rank for rank, letter in enumerate(_LETTERS, start=1)}
# Dictionary order of tones: level, grave, hook above, tilde, acute, dot below.
_TONE_RANK = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
# Letters that carry a stroke have no decomposition in Unicode.
_STROKED = str.maketrans({"đ": "d", "Đ": "D", "ð": "d", "Ð": "D"})
_SPACES = re.compile(r"\s+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")

SortKey = tuple[tuple[tuple[int, ...], ...], tuple[tuple[int, ...], ...], str]


def nfc(value: str) -> str:
    """Canonical composition (Unicode NFC), the only form that is stored."""
    return unicodedata.normalize("NFC", value)


def clean_name(value: str) -> str:
    """NFC, no invisible characters, single spaces, trimmed; case and apostrophes (H'Hen, K'Brửu, Y Moan) stay."""
    return _SPACES.sub(" ", nfc(_INVISIBLE.sub("", value))).strip()


def inside(words: str) -> str:
    """The words as they go on inside a sentence: `Giấy ra viện` as `giấy ra viện`, `BHXH một lần` as it is."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]


def full_stop(text: str) -> str:
    """What somebody typed as a sentence: with a stop at its end, also where there is none, and never two."""
    text = text.rstrip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def fold(value: str) -> str:
    """Search form: lower case, no marks, đ as d, every other sign a single space.

    >>> fold("Đặng  Thị Hoà")
    'dang thi hoa'
    """
    return " ".join("".join(_folded_character(char) for char in _bare(value)).split())


def number_fold(value: str) -> str:
    """Search form of numbers and codes: letters and digits only, in capitals.

    >>> number_fold("1234/QĐ-BHXH")
    '1234QDBHXH'
    """
    return fold(value).replace(" ", "").upper()


def name_sort_key(value: str) -> SortKey:
    """Key for Vietnamese alphabetical order: letters first, tones only between equal letters, word by word.

    An < Ánh < Ân < Dương < Đặng < Đinh; shorter words come first.
    """
    words = clean_name(value).lower().split(" ")
    ranked = [tuple(_rank(char) for char in word) for word in words]
    letters = tuple(tuple(letter for letter, _ in word if letter) for word in ranked)
    tones = tuple(tuple(tone for letter, tone in word if letter) for word in ranked)
    return letters, tones, nfc(value)


def _bare(value: str) -> str:
    """Lower case without marks; folded to a fixed point because case and compatibility forms can uncover marks."""
    decomposed = unicodedata.normalize("NFKD", _INVISIBLE.sub("", value).casefold())
    plain = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFKD", plain.translate(_STROKED).casefold())


def _folded_character(char: str) -> str:
    if unicodedata.combining(char):
        return ""
    return char if char.isalnum() else " "


def _rank(char: str) -> tuple[int, int]:
    """(letter, tone) of one lower-case character; signs that are no letters rank (0, 0) and are passed over."""
    base, tone = "", 0
    for mark in unicodedata.normalize("NFD", char):
        if mark in _TONE_RANK:
            tone = _TONE_RANK[mark]
        else:
            base += mark
    letter = nfc(base)
    if letter in _LETTER_RANK:
        return _LETTER_RANK[letter], tone
    return (len(_LETTERS) + ord(letter[0]), tone) if letter and letter[0].isalnum() else (0, 0)
