"""How is what the typesetter says of a form told to who wrote it: which line, which text, what is wrong with it?

The typesetter speaks English and names the folders of the server. Its own words are kept beside the Vietnamese
sentences, without any path, for who knows the language of the forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

OWN_WORDS: Final = "Lời của trình dựng:"
"""The line before the typesetter's own words, behind all sentences."""
_ERROR: Final = re.compile(r"^error: ", re.MULTILINE)
_PLACE: Final = re.compile(r"┌─ form\.typ:(\d+):(\d+)\n(?:\s*│\n)?\s*\d+ │ [^\n]*\n\s*│ +(\^+)?")
_FOLDER: Final = re.compile(r"\S*/(?=[\w-]+\.typ\b)")
_SEARCHED: Final = re.compile(r" \(searched at [^)\n]*\)")
_KNOWN: Final = tuple((re.compile(pattern), said) for pattern, said in (
    (r'does not contain key "([^"]*)"', "dữ liệu không có trường «{}»"),
    (r"unknown variable: (\S+)", "không có tên «{}»"),
    (r"file not found", "mẫu không được đọc tệp"),
    (r"unclosed (?:delimiter|string|raw)", "ngoặc hoặc dấu mở mà chưa đóng"),
    (r"unexpected (?:closing|end)|expected", "sai cú pháp, thiếu hoặc thừa ký tự"),
    (r"not valid in code", "ký tự không dùng được ở đây"),
    (r"cannot access fields|has no (?:field|method)|cannot (?:add|subtract|compare|convert|join)", "giá trị sai loại"),
))  # fmt: skip
_MOST: Final = 80


def told(words: str, text: str) -> list[str]:
    """A sentence for each error in the typesetter's `words` on the form `text`; its own words last, without paths."""
    clean = _FOLDER.sub("", _SEARCHED.sub("", words)).strip()
    sentences = [_sentence(one, text) for one in _ERROR.split(clean) if one.strip()]
    return [*dict.fromkeys(sentences), f"{OWN_WORDS}\n{clean}"]


def parted(faults: str) -> tuple[str, str]:
    """The sentences, and the typesetter's own words ("" where there are none), of faults as they were kept."""
    said, _, own = faults.partition(f"{OWN_WORDS}\n")
    return said.strip(), own


def _sentence(error: str, text: str) -> str:
    why = next(_reasons(error.partition("\n")[0]), "không dựng được đoạn này")
    place = _PLACE.search(error)
    if place is None:
        return f"Mẫu không dựng được: {why}."
    number, column, width = int(place[1]), int(place[2]), len(place[3] or "")
    return f"Mẫu không dựng được, dòng {number}: {why}; ở «{_offending(text, number, column, width)}»."


def _reasons(message: str) -> Iterator[str]:
    for pattern, said in _KNOWN:
        if found := pattern.search(message):
            yield said.format(*found.groups())


def _offending(text: str, number: int, column: int, width: int) -> str:
    """The words that are marked, else their whole line; the marks may stand at the end of a line, on nothing."""
    lines = text.splitlines()
    line = lines[number - 1] if number <= len(lines) else ""
    return (line[column : column + width].strip() or line.strip())[:_MOST]
