"""When does a slip say something new, and how do number, day and the slip it replaces come onto it?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from bhxh_archive.documents.typesetting import as_json
from bhxh_archive.numbering import document_number

HEADS: Final = ("head", "letterhead")
"""Where number, place and day stand: an office that is renamed, or another day, makes no new slip."""


def facts_digest(data: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of what the slip says, without its head."""
    said = json.loads(as_json({name: value for name, value in data.items() if name not in HEADS}))
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def numbered(data: Mapping[str, Any], number: int, notation: str, day: date, replaces: str) -> dict[str, Any]:
    """The data with the slip's own number and day (NĐ 30/2020 art. 15), and the slip it stands for."""
    head_name = next(name for name in HEADS if name in data)
    head = {**data[head_name], "date": day.isoformat(), "replaces": replaces}
    if head_name == "letterhead":
        head |= {"number": f"{number:02d}", "notation": notation}
    else:
        head["number"] = document_number(number, notation)
    return {**data, head_name: head}
