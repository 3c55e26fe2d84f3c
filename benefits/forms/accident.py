"""What is asked after a work accident or for an occupational disease?"""

from __future__ import annotations

from django import forms

from benefits import reading
from benefits.forms.entries import Drawn, Groups
from benefits.forms.fields import DayField, ReadField, short
from benefits.kinds.accident import CAUSE_WORDS, Cause
from bhxh_archive.ui.fields import MoneyField
from bhxh_archive.ui.widgets import ChoiceChips

CAUSES = tuple((cause.value, words.capitalize()) for cause, words in CAUSE_WORDS.items())


class OnceEntries(Drawn):
    """Quyết định hưởng trợ cấp TNLĐ, BNN một lần (03B-HSB)."""

    cause = forms.ChoiceField(
        label="Nguyên nhân", choices=CAUSES, required=False, widget=ChoiceChips, initial=Cause.ACCIDENT.value
    )
    happened_on = DayField(label="Ngày bị tai nạn, phát hiện bệnh")
    board = short("Biên bản giám định y khoa (số, ngày)")
    loss_percent = ReadField(reading.percent, label="Mức suy giảm khả năng lao động (%)")
    salary = MoneyField(
        label="Tiền lương làm căn cứ", required=False, help_text="Tháng liền kề trước khi bị tai nạn, bệnh."
    )
    months_paid = ReadField(reading.whole, label="Số tháng đóng vào quỹ TNLĐ, BNN")
    equipment = short("Phương tiện, dụng cụ chỉnh hình", 300, help_text="Bỏ trống: không in.")
    found = ("benefit_month", "cause", "happened_on", "board", "loss_percent")
    groups: Groups = (
        ("Trường hợp và thời điểm", found),
        ("Căn cứ tính", ("salary", "months_paid", "equipment")),
        ("Người hưởng và nơi nhận", Drawn.receipt),
    )


class MonthlyEntries(OnceEntries):
    """Quyết định hưởng trợ cấp TNLĐ, BNN hằng tháng (03A-HSB)."""

    attended = forms.BooleanField(
        label="Liệt cột sống, mù hai mắt, cụt liệt hai chi hoặc tâm thần (trợ cấp phục vụ)", required=False
    )
    groups = (
        ("Trường hợp và thời điểm", OnceEntries.found),
        ("Căn cứ tính", ("salary", "months_paid", "attended", "equipment")),
        ("Người hưởng và nơi nhận", Drawn.receipt),
    )
