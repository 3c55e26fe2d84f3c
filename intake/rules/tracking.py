"""Does a tracking number look like one of its carrier's? What does not is asked about, and taken once confirmed."""

from __future__ import annotations

import re
from typing import Final

from bhxh_archive.text import number_fold
from intake.models import Carrier

SHORTEST: Final = 6
"""Letters and digits of a number of whatever carrier."""
_S10: Final = re.compile(r"[A-Z]{2}(\d{8})(\d)VN", re.ASCII)
_WEIGHTS: Final = (8, 6, 4, 2, 3, 5, 9, 7)
_SHAPE: Final = "Mã bưu gửi của đơn vị này gồm 2 chữ cái, 9 chữ số rồi VN, ví dụ EE123456785VN."
_DIGIT: Final = "Chữ số kiểm tra của mã bưu gửi không khớp: có thể đã gõ nhầm hoặc đảo một chữ số."
_SHORT: Final = f"Mã bưu gửi có ít hơn {SHORTEST} chữ cái, chữ số."


def number_doubt(number: str, carrier: Carrier | None) -> str:
    """What is odd about a tracking number, however it is spaced; "" for nothing, and for none typed."""
    bare = number_fold(number)
    if not number.strip() or carrier is None:
        return ""
    if carrier.numbering != Carrier.Numbering.S10:
        return "" if len(bare) >= SHORTEST else _SHORT
    found = _S10.fullmatch(bare)
    if not found:
        return _SHAPE
    return "" if _check_digit(found[1]) == int(found[2]) else _DIGIT


def _check_digit(serial: str) -> int:
    """Of the eight digits of a serial number (UPU S10)."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(serial, _WEIGHTS, strict=True)) % 11
    return {10: 0, 11: 5}.get(rest, rest)
