"""Was a name typed for a font of before Unicode, and how does it read?

VNI puts the tone, the hat and the breve as a letter of their own behind the vowel: «Nguyeãn Vaên» is «Nguyễn Văn».
TCVN3 (ABC) uses signs that stand in no name. A word counts as VNI when it is no Vietnamese syllable as it stands and
becomes one, so that names of the Central Highlands and of foreigners pass.
"""

import re
from typing import Final

from bhxh_archive.text import nfc
from bhxh_archive.text.keystrokes import from_elsewhere, is_syllable

_SIGNS: Final = "ùøûõï"
_TONES: Final = dict(zip(_SIGNS, "\u0301\u0300\u0309\u0303\u0323", strict=True))
_HATS: Final = dict(zip("âáàåãä", ("\u0302", *("\u0302" + tone for tone in _TONES.values())), strict=True))
_BREVES: Final = dict(zip("êéèúüë", ("\u0306", *("\u0306" + tone for tone in _TONES.values())), strict=True))
_ALONE: Final = dict(zip("ñöôæóòî", "đươỉĩịỵ", strict=True))
"""The letters that VNI writes with one sign; í and ì are themselves."""
_TONED: Final = re.compile(f"[aeouyôö][{_SIGNS}]")
_PAIR: Final = re.compile(rf"(?:[aeo](?P<hat>[âáàåãä])|a(?P<breve>[êéèúüë])|{_TONED.pattern}|[ñöôæóòî])", re.IGNORECASE)
_OURS_ALONE: Final = re.compile(rf"[aeo][âåä]|[ae][áàã]|a[êéèúüë]|{_TONED.pattern}|ñ|ö", re.IGNORECASE)
"""What VNI writes and an upright syllable of Unicode does not."""
_ASKEW: Final = re.compile("[aey][ùõ]|ñ", re.IGNORECASE)
"""Letters of a syllable with a tone where Unicode never puts one."""
_OURS_NEVER: Final = re.compile("[^\x00-\xff]|[a-zß-ÿ][A-ZÀ-Þ]")
"""Letters that a font of VNI has no place for, and a capital behind a small letter."""
_WORD: Final = re.compile(r"[^\W\d_]+")
_LETTER: Final = re.compile("ñ", re.IGNORECASE)
_STRANGE: Final = re.compile("[\u00a1-\u00bf\u00d7\u00f7\ufffd]|\\w\\?\\w|[a-zà-ỹ][À-ÝŸ]")
"""Signs in a name that come of TCVN3 or VNI text, of a question mark for a lost letter, or of a wrong encoding."""
_FOREIGN: Final = frozenset({"loïc", "naïm", "haïm", "chaïm"})
_GARBLED: Final = "họ tên có ký tự lạ, có vẻ không phải Unicode (TCVN3, VNI) hoặc mất chữ"


def garbled_name(name: str) -> str:
    """What is to be said of a name that is no Unicode text or lost letters, with its reading where one is certain; ""
    of a sound one.

    >>> garbled_name("TRAÀN THÒ HOÀNG")
    'họ tên có ký tự lạ, có vẻ không phải Unicode (TCVN3, VNI) hoặc mất chữ: có phải «TRẦN THỊ HỒNG»'
    """
    if in_vni(name):
        return f"{_GARBLED}: có phải «{from_vni(name)}»"
    return _GARBLED if _STRANGE.search(name) else ""


def in_vni(text: str) -> bool:
    """Whether a word of names or of a sentence is a syllable in VNI alone.

    >>> in_vni("Nguyeãn Vaên A"), in_vni("H'Hen Niê"), in_vni("Hoà")
    (True, False, False)
    """
    words = _WORD.findall(text)
    found = [word for word in words if _is_vni(word)]
    if not all(map(_only_stroked, found)):
        return True
    return bool(found) and not from_elsewhere([from_vni(word) for word in words])


def from_vni(text: str) -> str:
    """The text as VNI means it; letters that VNI does not use stay.

    >>> from_vni("Leâ Thò Ñaøo")
    'Lê Thị Đào'
    """
    return nfc(_PAIR.sub(_read, nfc(text)))


def _is_vni(word: str) -> bool:
    if word.lower() in _FOREIGN or _OURS_NEVER.search(word) or not _OURS_ALONE.search(word):
        return False
    upright = is_syllable(word) and not _ASKEW.search(word)
    return not upright and is_syllable(from_vni(word))


def _only_stroked(word: str) -> bool:
    """Whether ñ, a letter of the Ê Đê and the Gia Rai too, is all that speaks for VNI."""
    return not _OURS_ALONE.search(_LETTER.sub("d", word))


def _read(found: re.Match[str]) -> str:
    base, sign = found[0][:1], found[0][1:].lower()
    if not sign:
        return _stroked(base)
    mark = _HATS[sign] if found["hat"] else _BREVES[sign] if found["breve"] else _TONES[sign]
    return nfc(_stroked(base) + mark)


def _stroked(letter: str) -> str:
    meant = _ALONE.get(letter.lower(), letter)
    return meant.upper() if letter.isupper() else meant
