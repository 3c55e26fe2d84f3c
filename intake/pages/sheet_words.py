"""Does a page bear the words of a cover or separator sheet of ours, so that it is one though nobody can read its codes?

A marker, tape or a stamp may cover every code of a sheet; its words are still read with those of all pages.
"""

from __future__ import annotations

from typing import Final

from bhxh_archive.text import fold
from intake.models import Page
from intake.pages.judging import OUR_SHEET, note_unread_sheet

WORDS: Final = ("Phiếu bìa hồ sơ", "Mỗi hồ sơ một phiếu", "Tờ phân cách", "Tờ này không tính vào số trang hồ sơ")
"""As they stand on the sheets; no other paper of a dossier has any of them."""
_FOLDED: Final = tuple(map(fold, WORDS))
_SAID: Final = (
    "trang này mang chữ của tờ bìa hoặc tờ phân cách mà không đọc được mã. Nếu đúng, giấy đứng sau có thể thuộc hồ sơ, "
    "thành phần khác: so với tập giấy, chuyển các trang đó rồi đánh dấu «Tờ phân cách». Không phải thì ghi lý do."
)


def note_words_of_a_sheet(page: Page, words: str) -> None:
    """Ask of a page with these words whether it is a sheet of ours, where nobody has said so yet."""
    told = page.kind == Page.Kind.SEPARATOR or page.findings.filter(code=OUR_SHEET).exists()
    if not told and any(line in fold(words) for line in _FOLDED):
        note_unread_sheet(page, _SAID)
