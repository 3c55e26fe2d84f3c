"""What is asked where a monthly amount is changed?"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import Any, Final

from django import forms

from benefits.arithmetic.months import Month
from benefits.earlier import changing
from benefits.forms.entries import Drawn
from benefits.forms.fields import MonthField, lines, short
from benefits.models import DocumentChange, Draft
from bhxh_archive.money import dong
from bhxh_archive.ui.fields import MoneyField
from intake.models import Result

_ALLOWANCES: Final = {
    "07A-HSB": "lương hưu hằng tháng", "08A-HSB": "trợ cấp tuất hằng tháng",
    "03A-HSB": "trợ cấp tai nạn lao động, bệnh nghề nghiệp hằng tháng", "QD_TCHT": "trợ cấp hằng tháng",
}  # fmt: skip
"""What each kind of decision grants each month, as it is said in a sentence."""


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
    before = MoneyField(label="Mức đang hưởng hằng tháng", required=False)
    after = MoneyField(label="Mức hưởng mới hằng tháng", required=False)
    paid_until = MonthField(
        label="Đã trả theo mức cũ đến tháng", help_text="Để tính truy lĩnh, thu hồi; bỏ trống: chưa trả tháng nào."
    )
    reason = lines("Lý do điều chỉnh", "In trên quyết định.", rows=2)
    ground = lines("Căn cứ pháp lý", "Văn bản, điều khoản làm căn cứ điều chỉnh.", rows=2)
    groups = (
        ("Quyết định đang hưởng", (changing.CHOSEN, changing.TYPED, "allowance", "before")),
        ("Nội dung điều chỉnh", ("benefit_month", "after", "paid_until")),
        ("Lý do và căn cứ", ("reason", "ground")),
        ("Người hưởng và nơi nhận", Drawn.receipt),
    )

    draft: Draft | None = None

    def ask_of(self, draft: Draft) -> None:
        super().ask_of(draft)
        self.draft = draft
        self.fields[changing.CHOSEN].choices = cache(partial(_adjustable, draft, self.nameable))  # type: ignore[attr-defined]

    def as_entries(self) -> dict[str, Any]:
        """As everywhere; what stands on the chosen decision is put where nothing was typed."""
        kept = super().as_entries()
        chosen = changing.chosen_to_adjust(self.draft, kept) if self.draft and kept[changing.CHOSEN] else None
        told = _told_by(chosen) if chosen else {}
        return kept | {name: words for name, words in told.items() if not kept[name]}


def _told_by(result: Result) -> dict[str, str]:
    """What the decision grants, and how much each month; of one that was not drafted here nothing."""
    data = changing.granted_by(result)
    known = {"allowance": data.get("allowance") or _ALLOWANCES.get(result.kind, "")} if data else {}
    return known | ({"before": dong(data["total"])} if _is_monthly(data) else {})


def _is_monthly(data: dict[str, Any]) -> bool:
    """Of several relatives' allowances none is meant by itself."""
    return bool(data.get("start")) and len(data.get("relatives", [None])) == 1


def _adjustable(draft: Draft, nameable: Callable[[], list[Result]]) -> list[tuple[str, str]]:
    """The decisions in force on the person that grant something each month, or may do; and the one that was chosen."""
    found = [row for row in nameable() if row.dossier_id != draft.dossier_id]
    grants = changing.grants_of(found)
    over = DocumentChange.objects.in_force().filter(act=DocumentChange.Act.ADJUSTS, earlier__in=found)
    adjusted = set(over.values_list("earlier", flat=True)) if found else set()
    rows = [row for row in found if not grants[row.pk] or grants[row.pk].get("start")]
    return [("", "Không chọn"), *((str(row.pk), _spoken(row, grants[row.pk], row.pk in adjusted)) for row in rows)]


def _spoken(row: Result, data: dict[str, Any], adjusted: bool) -> str:
    amount = f", {dong(data['total'])} đồng/tháng từ {Month.parse(data['start'])}" if data else ""
    return f"Số {row.number} ngày {row.dated:%d/%m/%Y}: {row.title}{amount}{', đã được điều chỉnh' * adjusted}"
