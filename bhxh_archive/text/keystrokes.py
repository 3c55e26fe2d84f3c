"""Does a name or an address hold the keys of an input method instead of the syllables they stand for?

A scanner types faster than Telex or VNI follows: «Văn Bé» may arrive as «Vawn Bes» or «Va8n Be1». A word counts when it
is no Vietnamese syllable as it stands and becomes one without its keys, so names of the Central Highlands and of
foreigners pass.
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
_HEAD: Final = re.compile("[^aeiouy]*[aeiouy]?")
_KEYS: Final = re.compile(r"[fjwx]|\d+(?=[a-z])")
_ENDING: Final = re.compile("[rs]$")
_FORENAMES: Final = frozenset("yhka")
"""Y and H of the Ê Đê, K of the Mạ, A of the Xơ Đăng: the names behind them may end in r and s."""


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
    return typed_out(name) or (any(map(_ends_in_key, words)) and not from_elsewhere(words))


def _holds_keys(word: str) -> bool:
    letters = fold(word)
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
