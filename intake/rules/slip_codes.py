"""Is a page that was sent as the signed slip of a return that slip, by the code on it? Sentences for what is not."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from bhxh_archive.documents.sheet_codes import SheetCode
from intake.models import Dossier
from intake.rules.stack_targets import SLIP_ELSEWHERE

FITS: Final = "Đã đọc mã ở chân trang: đúng giấy giao nhận của lần trả này."
_NONE: Final = (
    "Mã {code} in trên giấy không phải mã của lần trả này, và không có hồ sơ nào mang số đó. So lại giấy; giấy đúng "
    "mang mã {own}."
)
_ELSEWHERE: Final = "Đây là {sheet} của hồ sơ do {office} tiếp nhận, không lưu ở đây được. Chuyển giấy cho đơn vị đó."
_OTHER_RETURN: Final = (
    "Đây là giấy giao nhận của một lần trả khác của hồ sơ này. Gửi ở lần trả đó (mục Trả kết quả của hồ sơ), hoặc quét "
    "ở Khay chồng giấy quét; ở đây gửi giấy mang mã {own}."
)
_OTHER_SLIP: Final = (
    "Đây là giấy giao nhận của hồ sơ {dossier}. Gửi ở mục Trả kết quả của hồ sơ đó, hoặc quét ở Khay chồng giấy quét; "
    "ở đây gửi giấy mang mã {own}."
)
_OTHER_SHEET: Final = (
    "Đây là {sheet} của hồ sơ {dossier}, không phải giấy giao nhận đã ký. Giấy tờ của hồ sơ thì gửi ở Trang quét của "
    "hồ sơ đó; ở đây gửi giấy mang mã {own}."
)


def why_not(code: SheetCode, own: SheetCode, office: int, known: Mapping[str, Dossier]) -> str:
    """Why a page with this sound code is not the slip that bears `own`, and what to do with it; "" where it is.

    `office` (id) returns the result; `known`: dossiers by number, whichever office has them. Of another office's only
    that is named.
    """
    if (code.number, code.handed) == (own.number, own.handed):
        return ""
    dossier, sheet = known.get(code.number), _sheet(code)
    if dossier is None:
        return _NONE.format(code=code.text, own=own.text)
    if dossier.receiving_office_id != office:
        elsewhere = SLIP_ELSEWHERE if code.handed else _ELSEWHERE
        return elsewhere.format(sheet=sheet, office=dossier.receiving_office.name)
    if not code.handed:
        return _OTHER_SHEET.format(sheet=sheet, dossier=code.number, own=own.text)
    words = _OTHER_RETURN if code.number == own.number else _OTHER_SLIP
    return words.format(dossier=code.number, own=own.text)


def _sheet(code: SheetCode) -> str:
    if code.request:
        return "phiếu yêu cầu bổ sung"
    return "tờ phân cách" if code.component else "tờ bìa"
