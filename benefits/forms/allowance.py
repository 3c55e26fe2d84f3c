"""What is asked for the monthly allowance of who has no right to a pension, which is worked out by hand?"""

from __future__ import annotations

from django import forms

from benefits import reading
from benefits.forms.entries import Drawn
from benefits.forms.fields import ReadField, lines
from bhxh_archive.ui.fields import MoneyField


class AllowanceEntries(Drawn):
    """Quyết định hưởng trợ cấp hằng tháng."""

    monthly = MoneyField(label="Mức trợ cấp hằng tháng", required=False)
    months = ReadField(reading.whole, label="Số tháng hưởng", help_text="Tháng lẻ tính tròn một tháng.")
    total = MoneyField(label="Tổng số tiền", required=False, help_text="Để đối chiếu: mức × số tháng.")
    paid_in = MoneyField(
        label="Người hưởng đóng một lần phần còn thiếu", required=False, help_text="Bỏ trống: không đóng thêm."
    )
    poor = forms.BooleanField(label="Thuộc hộ nghèo, hộ cận nghèo", required=False)
    ground = lines("Căn cứ pháp lý", "Văn bản, điều khoản; in trên quyết định.", rows=2)
    method = lines("Cách tính", "Ra mức hưởng và số tháng thế nào; in trên quyết định và phụ lục.", rows=3)
    groups = (
        ("Mức và thời gian hưởng", ("benefit_month", "monthly", "months", "total", "paid_in", "poor")),
        ("Căn cứ và cách tính", ("ground", "method")),
        ("Người hưởng và nơi nhận", Drawn.receipt),
    )
