"""How does somebody outside name a dossier without being able to guess another one?"""

from __future__ import annotations

import secrets
from typing import Final

ALPHABET: Final = "23456789abcdefghjklmnpqrstuvwxyz"
"""32 signs, 5 bits each: without 0, 1, i and o, which are mistaken for others on paper."""
LENGTH: Final = 16
GROUP: Final = 4
_MISREAD: Final = str.maketrans({"1": "l", "i": "l", "-": None, " ": None})


def new_code() -> str:
    """A code of 80 random bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def read_code(typed: str) -> str:
    """The code that somebody typed from paper, with or without hyphens and capitals; "" for what can't be one."""
    code = typed[: 4 * LENGTH].strip().lower().translate(_MISREAD)
    return code if len(code) == LENGTH and set(code) <= set(ALPHABET) else ""


def printed_code(code: str) -> str:
    """The code as it stands on paper: groups of four capitals, `K3M7-PQ2X-…`."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP)).upper()
