"""Does a name or an address hold the keys of an input method instead of the syllables they stand for?

A scanner types faster than Telex or VNI follows: «Văn Bé» may arrive as «Vawn Bes» or «Va8n Be1». A word counts when it
is no Vietnamese syllable as it stands and becomes one without its keys, so names of the Central Highlands and of
foreigners pass. Where such a name looks like a syllable with a key (Max, Dơơi), the rest of the name decides.
"""

import re
import unicodedata
from typing import Final

from bhxh_archive.text import fold, nfc

# Every onset and every rhyme of the written language, without tones.
_SPELLING: Final = (
    "(?:ngh|ng|nh|gh|gi|kh|ph|qu|th|tr|ch|[bcdđghklmnprstvx])?(?:"
    "a(?:ch|nh|ng|[cimnoptuy])?|ă(?:ng|[cmnpt])|â(?:ng|[cmnptuy])|e(?:ng|[cmnopt])?|ê(?:ch|nh|ng|[cmnptu])?|"
    "i(?:ch|nh|[amnptu])?|iê(?:ng|[cmnptu])|y(?:ch|nh|[mnptu])?|yê(?:ng|[mntu])|o(?:ng|[cimnpt])?|ô(?:ng|[cimnpt])?|"
    "ơ[imnpt]?|oo(?:ng|c)|oa(?:ch|nh|ng|[cimnopty])?|oă(?:ng|[cmnt])|oe[mnot]?|u(?:ng|[acimnpt])?|uâ(?:ng|[nty])|"
    "uê(?:ch|nh|[nu])?|uơ|uô(?:ng|[cimnt])|uy(?:ch|nh|[anptu])?|uyê[nt]|ư(?:ng|[acimntu])?|ươ(?:ng|[cimnptu]))"
)
_SYLLABLE: Final = re.compile(_SPELLING)
_UNMARKED_SYLLABLE: Final = re.compile(_SPELLING.translate(str.maketrans("ăâđêôơư", "aadeoou")))
_TONES: Final = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_DOUBLED: Final = re.compile("([aeod])\\1")
_TWICE: Final = re.compile("([ăâêôơưđ])\\1")
"""A letter that has its mark already and stands twice was typed so: no key doubles it (Dơơi)."""
_HEAD: Final = re.compile("[^aeiouy]*[aeiouy]?")
_KEYS: Final = re.compile(r"[fjwx]|\d+(?=[a-z])")
_ENDING: Final = re.compile("[rs]$")
_FORENAMES: Final = frozenset("yhka")
"""Y and H of the Ê Đê, K of the Mạ, A of the Xơ Đăng: the names behind them may end in r and s."""
_ABROAD: Final = frozenset(["max", "rex", "lex", "tex", "dax", "dex", "rox", "lux", "pax"])
"""Forenames of foreigners, and of children with a foreign parent, that look like a syllable with its tone key."""
_SURNAMES: Final = re.compile(
    "nguyen|tran|le|pham|huynh|hoang|phan|vu|vo|dang|bui|do|ho|ngo|duong|ly|dinh|trinh|truong|luong"
)


def typed_out(text: str) -> bool:
    """Whether a word holds keys that no name explains: doubled letters, f, j, w, x, VNI digits before its end.

    >>> typed_out("Lê Vawn Bé"), typed_out("Krông Jing, Ea Sar")
    (True, False)
    """
    return any(map(_holds_keys, _WORD.findall(text)))


def name_typed_out(name: str) -> bool:
    """Whether a name holds keys, or ends of words in r and s where nothing tells a name of the Central Highlands.

    >>> name_typed_out("Lê Văn Bes"), name_typed_out("Y Ler Niê")
    (True, False)
    """
    words = _WORD.findall(name)
    held = [word for word in words if _holds_keys(word) and fold(word) not in _ABROAD]
    if held and not _explained(held, words):
        return True
    return any(map(_ends_in_key, words)) and not from_elsewhere(words)


def _explained(held: list[str], words: list[str]) -> bool:
    """Whether words that look as if they held keys do so by right: they are doubled in a name from elsewhere (Zơrâm
    Coor), a name by themselves (Lee), or the forename before a surname as it is written abroad (Lee Nguyen)."""
    if all(_only_doubled(word) for word in held) and (from_elsewhere(words) or len(words) == 1):
        return True
    if held != words[:1] or len(words) == 1 or not _SURNAMES.fullmatch(fold(words[-1])):
        return False
    forename = _without(_KEYS, _DOUBLED.sub("\\1", fold(words[0])))
    return "".join(words).isascii() or not _SURNAMES.fullmatch(forename)


def _only_doubled(word: str) -> bool:
    """Whether its only keys are plain letters that stand twice, all of them vowels behind its beginning."""
    letters = fold(word)
    return letters[:2] != "dd" and _without(_KEYS, letters) == letters and bool(_DOUBLED.search(letters))


def _holds_keys(word: str) -> bool:
    letters = fold(_TWICE.sub("\\1", nfc(word.lower())))
    keyless = _without(_KEYS, _DOUBLED.sub("\\1", letters))
    return keyless != letters and not is_syllable(word) and _is_unmarked(keyless, _without(re.compile("[rs]"), keyless))


def _ends_in_key(word: str) -> bool:
    letters = fold(word)
    return bool(_ENDING.search(letters)) and _is_unmarked(_without(_ENDING, letters))


def from_elsewhere(words: list[str]) -> bool:
    """Whether words of a name are of the Central Highlands or foreign: a forename of theirs, or what is no syllable."""
    if fold(words[0]) in _FORENAMES:
        return True
    return not all(_is_unmarked(fold(word)) or _holds_keys(word) or _ends_in_key(word) for word in words)


def _without(keys: re.Pattern[str], letters: str) -> str:
    """Without the keys behind the first vowel; those before it are letters (Xuân, Jing, Wang)."""
    end = _HEAD.match(letters).end()  # type: ignore[union-attr]
    return letters[:end] + keys.sub("", letters[end:])


def is_syllable(word: str) -> bool:
    """Whether a word is spelled as Vietnamese is, whatever tone stands on which of its letters."""
    toneless = _TONES.sub("", unicodedata.normalize("NFD", word.lower()))
    return bool(_SYLLABLE.fullmatch(nfc(toneless)))


def _is_unmarked(*readings: str) -> bool:
    return any(map(_UNMARKED_SYLLABLE.fullmatch, readings))
