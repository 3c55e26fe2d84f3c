"""What does one cell say, as text?"""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import Any, Final

from bhxh_archive.text import nfc

LONGEST: Final = 1000
"""Characters of a cell; what is longer is cut and says so."""
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\ufeff\u200b-\u200f\ufffe\uffff\ud800-\udfff]+")
_SPACES: Final = re.compile(r"\s+")


def cell_text(value: Any) -> str:
    """NFC on one line; days as dd/mm/yyyy, whole numbers without a decimal point, other numbers with a comma."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%d/%m/%Y}" if value.time() == time() else f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return _number(value)
    return _SPACES.sub(" ", _CONTROL.sub(" ", nfc(str(value)))).strip()


def _number(value: float) -> str:
    if value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return f"{value:.10g}".replace(".", ",")
