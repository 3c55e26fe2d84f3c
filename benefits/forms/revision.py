"""What is asked where a monthly amount is changed?"""

from __future__ import annotations

from functools import cache, partial
from typing import Any, Final

from django import forms

from benefits.arithmetic.months import Month
from benefits.doubts.falling import said_adjusted
from benefits.doubts.naming import adjustable_by
from benefits.earlier import adjusted_lines, changing, named, receivers
from benefits.forms.entries import Drawn, Groups
from benefits.forms.fields import MonthField, lines, short
from benefits.models import Draft
from benefits.reading import Unreadable
from benefits.wording.names import ALLOWANCES
from bhxh_archive.money import dong
from bhxh_archive.ui.fields import MoneyField
from intake.models import Result

_FILLED: Final = ("allowance", "before")
"""What the chosen decision tells where nothing was typed."""


class RevisionEntries(Drawn):
    """Quyết định điều chỉnh mức hưởng."""

    benefit_month = MonthField(label="Tháng bắt đầu điều chỉnh")
    adjusts = forms.ChoiceField(
        label="Quyết định đang hưởng", required=False,
        help_text="Chọn rồi lưu: chế độ và mức đang hưởng còn trống được điền theo quyết định.",
    )  # fmt: skip
    allowance = short("Chế độ đang hưởng", help_text="Ví dụ: lương hưu hằng tháng.")
    earlier = short(
        "Quyết định không có trong danh sách (số, ngày)",
        help_text="Chỉ ghi cho quyết định có trước hệ thống, ví dụ: số 05/QĐ-BHXH ngày 05/06/2026.",
    )
    adjusted_line = forms.ChoiceField(
        label="Thân nhân được điều chỉnh", required=False,
        help_text="Quyết định trả cho nhiều thân nhân, chưa rõ người của hồ sơ này là ai.",
    )  # fmt: skip
    before = MoneyField(label="Mức đang hưởng hằng tháng", required=False)
    after = MoneyField(label="Mức hưởng mới hằng tháng", required=False)
    paid_until = MonthField(
        label="Đã trả theo mức cũ đến tháng", help_text="Để tính truy lĩnh, thu hồi; bỏ trống: chưa trả tháng nào."
    )
    received_by = short(
        "Người nhận tiền thay", help_text="Cho trẻ em, ví dụ: bà Lê Thị Mùa. Bỏ trống: theo quyết định đang hưởng."
    )
    reason = lines("Lý do điều chỉnh", "In trên quyết định.", rows=2)
    ground = lines("Căn cứ pháp lý", "Văn bản, điều khoản làm căn cứ điều chỉnh.", rows=2)
    groups = (
        ("Quyết định đang hưởng", (changing.CHOSEN, changing.TYPED, adjusted_lines.FIELD, "allowance", "before")),
        ("Nội dung điều chỉnh", ("benefit_month", "after", "paid_until")),
        ("Lý do và căn cứ", ("reason", "ground")),
        ("Người hưởng và nơi nhận", (receivers.FIELD, *Drawn.receipt)),
    )

    draft: Draft | None = None

    def ask_of(self, draft: Draft) -> None:
        super().ask_of(draft)
        self.draft = draft
        self.asked = cache(partial(_lines_asked, draft))
        self.fields[changing.CHOSEN].choices = cache(partial(_adjustable, draft))  # type: ignore[attr-defined]
        self.fields[adjusted_lines.FIELD].choices = lambda: [("", "Chưa chọn"), *self.asked()]  # type: ignore[attr-defined]

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """An adjustment replaces nothing: what is replaced stands there only to be cleared, where it was saved."""
        found = super().sections
        return found if any(self[name].data for name in named.FIELDS) else found[:-1]

    def headed(self) -> Groups:
        """Whose amount is meant is asked only where the papers leave it open."""
        left_out = () if self.draft and self.asked() else (adjusted_lines.FIELD,)
        return tuple((heading, tuple(name for name in names if name not in left_out)) for heading, names in self.groups)

    def as_entries(self) -> dict[str, Any]:
        """As everywhere; what stands on the chosen decision is put where nothing was typed."""
        kept = super().as_entries()
        if self.draft is None or not kept[changing.CHOSEN] or all(kept[name] for name in _FILLED):
            return kept
        chosen = changing.chosen_to_adjust(self.draft, kept)
        told = _told_by(chosen, self.draft, kept) if chosen else {}
        return kept | {name: words for name, words in told.items() if not kept[name]}


def _told_by(result: Result, draft: Draft, entries: dict[str, Any]) -> dict[str, str]:
    """What the decision grants, and how much each month; of one that was not drafted here nothing, nor an amount of
    several while it is not clear whose is meant."""
    data = changing.granted_by(result)
    known = {"allowance": data.get("allowance") or ALLOWANCES.get(result.kind, "")} if data else {}
    monthly = adjusted_lines.monthly_of(data, adjusted_lines.line_in(draft, entries, data))
    return known | ({} if monthly is None else {"before": dong(monthly)})


def _lines_asked(draft: Draft) -> list[tuple[str, str]]:
    """The relatives whom the decision named in the draft pays, with their amounts; none where it is clear who is
    meant."""
    result = _named_by(draft)
    data = changing.granted_by(result) if result else {}
    if adjusted_lines.line_of(draft, data) is not None:
        return []
    rows = enumerate(adjusted_lines.paid_each_month(data), start=1)
    return [(str(line), f"{row['name']}, sinh {row['birth']}: {dong(row['amount'])} đồng/tháng") for line, row in rows]


def _named_by(draft: Draft) -> Result | None:
    """The decision that the saved draft names, where it is of this system."""
    try:
        return changing.adjusted_in(draft, draft.entries)[1]
    except Unreadable:
        return None


def _adjustable(draft: Draft) -> list[tuple[str, str]]:
    """The decisions in force on the person that grant something each month, or may do."""
    found = adjustable_by(draft)
    grants = changing.grants_beside(found, _named_by(draft))
    adjusted = said_adjusted(found)
    rows = [row for row in found if not grants[row.pk] or grants[row.pk].get("start")]
    spoken = ((str(row.pk), _spoken(draft, row, grants[row.pk]) + adjusted.get(row.pk, "")) for row in rows)
    return [("", "Không chọn"), *spoken]


def _spoken(draft: Draft, row: Result, data: dict[str, Any]) -> str:
    """With what it pays the person; all that it pays where it is not clear who of several that is."""
    monthly = adjusted_lines.monthly_of(data, adjusted_lines.line_of(draft, data)) or data.get("total", 0)
    amount = f", {dong(monthly)} đồng/tháng từ {Month.parse(data['start'])}" if data else ""
    return f"Số {row.number} ngày {row.dated:%d/%m/%Y}: {row.title}{amount}"
