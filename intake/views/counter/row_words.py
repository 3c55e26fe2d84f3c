"""What is told of a row of the registration that was just filled? It stands in the row, beside the button it speaks of.

A message at the edge of the page would lie over that button. The words travel in the row, which may still move, and are
gone with the next press.
"""

from __future__ import annotations

from typing import Final

from intake.forms.cards import CardRead
from intake.forms.earlier import Row
from intake.forms.persons import PersonForm

_DOUBTED: Final = (
    "Bộ gõ tiếng Việt có thể đã làm sai chữ trong mã QR nên chỉ điền các số và ngày. Chữ đọc được: {}. "
    "Nếu thẻ ghi đúng như vậy, không có dấu, thì nhập tay họ tên và địa chỉ; nếu không thì tắt bộ gõ rồi quét lại."
)
_MISDATED: Final = (
    "Mã QR ghi ngày sinh «{}», lịch không có ngày này nên chưa điền: xem ngày sinh in trên thẻ rồi nhập tay."
)
_ANOTHER: Final = (
    "Thẻ vừa đọc là của người khác nên thay cả người.{} Quét nhầm thì bấm «Lấy lại». Nếu vẫn là một người (số định "
    "danh gõ sai): lấy lại, xóa số rồi quét lại."
)
_TAKEN_BACK: Final = "Đã lấy lại nội dung trước khi đọc thẻ. Bấm «Lấy lại» lần nữa thì trở về nội dung của thẻ."
_READ: Final = "Đã điền theo thẻ: đối chiếu từng mục với giấy tờ. Hồ sơ chưa lưu."
_KNOWN: Final = "Đã điền theo hồ sơ có sẵn: đối chiếu từng mục với giấy tờ trước khi lưu."


def after_card(card: CardRead) -> Row:
    """The row with what is told of the card: one word of each, never that all was filled in where it was not."""
    row = card.row
    if card.emptied is not None:
        row = row | {"changed": _ANOTHER.format(_left_empty(card.emptied))}
    doubts = [] if card.doubted is None else [_DOUBTED.format(card.doubted or "không có")]
    if card.misdated:
        doubts.append(_MISDATED.format(card.misdated))
    if doubts:
        return row | {"doubted": " ".join(doubts)}
    return row if card.emptied is not None else row | {"filled": _READ}


def after_taking_back(row: Row) -> Row:
    """The row as it was before the card."""
    return row | {"changed": _TAKEN_BACK}


def after_filling(row: Row) -> Row:
    """The row with what is on record of a person."""
    return row | {"filled": _KNOWN}


def _left_empty(names: list[str]) -> str:
    labels = ", ".join(str(PersonForm.base_fields[name].label) for name in names)
    return f" Đã để trống: {labels}." if labels else ""
