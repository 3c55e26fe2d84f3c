"""In what does one rule book itself differ from the one before: its names, its source, the laws a decision cites?"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from intake.models import RuleBook
from intake.rules.versions import Change, value_changes

BOOK_FIELDS: Final = {
    "number": "Số, ký hiệu", "issued_on": "Ngày ban hành", "name": "Tên quy trình", "source": "Nguồn",
    "needs_confirmation": "Cần xác nhận", "note": "Ghi chú",
}  # fmt: skip
CITED: Final = {
    "BENEFIT": "Khi có hiệu lực trong tháng hưởng", "DECISION": "Khi có hiệu lực ngày ký quyết định",
    "TNLD_BNN": "Khi có hiệu lực trong tháng hưởng, chỉ ở quyết định TNLĐ, BNN",
    "THAISAN_TN": "Khi có hiệu lực trong tháng hưởng, chỉ ở quyết định thai sản BHXH tự nguyện",
}  # fmt: skip
"""When a decision cites a law: `by` of a legal basis, in words; the code of a procedure holds for that one alone."""
_PART: Final = "Căn cứ của quyết định"


def book_changes(old: RuleBook, new: RuleBook) -> list[Change]:
    """What changes beside the procedures; legal bases are matched by their text."""
    before, after = ({row["text"]: row for row in book.legal_bases} for book in (old, new))
    changes = value_changes("Quy trình", BOOK_FIELDS, old, new)
    changes += [Change(_PART, "Bỏ căn cứ", text, "") for text in before if text not in after]
    changes += [Change(_PART, "Thêm căn cứ", "", f"{text} ({_said(after[text])})") for text in after
                if text not in before]  # fmt: skip
    both = [text for text in after if text in before]
    changes += [Change(_PART, text, _said(before[text]), _said(after[text])) for text in both
                if before[text] != after[text]]  # fmt: skip
    moved = both != [text for text in before if text in after]
    return changes + ([Change(_PART, "Thứ tự in", "như trước", "đã đổi")] if moved else [])


def _said(row: dict[str, Any]) -> str:
    days = " – ".join(_day(row[name]) for name in ("valid_from", "valid_to"))
    sure = "; cần xác nhận" if row["needs_confirmation"] else ""
    return f"{CITED[row['by']].lower()}; {days}; nguồn: {row['source']}{sure}"


def _day(iso: str | None) -> str:
    return f"{date.fromisoformat(iso):%d/%m/%Y}" if iso else "nay"
