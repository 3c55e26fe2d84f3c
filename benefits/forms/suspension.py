"""What is asked when a monthly benefit rests, or is paid again?"""

from __future__ import annotations

from django import forms

from benefits.forms.entries import Drawn
from benefits.forms.fields import MonthField, lines, short
from benefits.kinds.suspension import RESTS, RESUMES
from bhxh_archive.ui.fields import MoneyField
from bhxh_archive.ui.widgets import ChoiceChips


class SuspensionEntries(Drawn):
    """Quyết định tạm dừng hoặc tiếp tục hưởng."""

    act = forms.ChoiceField(
        label="Hình thức", choices=[(way, way) for way in (RESTS, RESUMES)], required=False, widget=ChoiceChips,
        initial=RESTS,
    )  # fmt: skip
    benefit = short("Chế độ", help_text="Ví dụ: lương hưu; trợ cấp tuất hằng tháng.")
    granted_by = short("Theo quyết định", 300, help_text="Tên, số, ngày, cơ quan ban hành; bỏ trống thì không in.")
    benefit_month = MonthField(label="Từ tháng")
    reason = lines("Lý do", "In trên quyết định.", rows=2)
    ground = lines("Căn cứ pháp lý", "Văn bản, điều khoản; in trên quyết định.", rows=2)
    monthly = MoneyField(label="Mức hưởng hằng tháng", required=False, help_text="Chỉ ghi khi tiếp tục hưởng.")
    arrears = MoneyField(label="Số tiền truy lĩnh", required=False, help_text="Chi trả một lần; bỏ trống: không có.")
    arrears_of = short("Truy lĩnh cho thời gian", help_text="Ví dụ: từ tháng 10/2026 đến tháng 11/2026.")
    groups = (
        ("Tạm dừng hoặc tiếp tục", ("act", "benefit", "granted_by", "benefit_month", "reason", "ground")),
        ("Chi trả khi tiếp tục hưởng", ("monthly", "arrears", "arrears_of")),
        ("Người hưởng và nơi nhận", Drawn.receipt),
    )
