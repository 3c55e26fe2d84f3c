"""What is said of chosen pages of which some are no longer where the clerk saw them?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from intake.models import Page

NONE_CHOSEN: Final = "Chưa chọn trang nào. Chọn trang trong danh sách rồi bấm lại."
_LEFT: Final = "không còn trong hồ sơ"
_BACK: Final = "đã có lại trong hồ sơ"


def said_gone(gone: Iterable[Page], number: int, chosen: int) -> str:
    """Nothing was done, because of `chosen` pages that many (`number`) are out; `gone` are those of them of which is
    known how they went, with who deleted them."""
    ways = Counter(_went(page) for page in gone)
    ways[_LEFT] += number - ways.total()
    if chosen == 1:
        return f"Chưa làm gì: trang đã chọn {next(iter(+ways))}. Danh sách đang hiện là mới nhất."
    told = "; ".join(f"{many} trang {way}" for way, many in (+ways).items())
    rest = f" {chosen - number} trang còn lại chưa đổi gì: bấm lại để làm với các trang đó." if chosen > number else ""
    return f"Chưa làm gì: trong {chosen} trang đã chọn, {told}.{rest}"


def _went(page: Page) -> str:
    if page.deleted_at is None:
        return _BACK
    if page.replaced_by_id:
        return "vừa được thay bằng bản quét mới"
    return "vừa được ghép vào trang khác" if page.part_of_id else f"vừa bị {page.deleted_by or 'hệ thống'} xóa"
