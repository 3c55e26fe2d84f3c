"""What is asked after a birth to somebody who paid voluntarily?"""

from __future__ import annotations

from benefits import reading
from benefits.forms.entries import Receipt
from benefits.forms.fields import DayField, ReadField, account


class VoluntaryEntries(Receipt):
    """Quyết định hưởng trợ cấp thai sản của người tham gia BHXH tự nguyện."""

    born_on = DayField(label="Ngày sinh con")
    children = ReadField(reading.whole, label="Số con", initial="1")
    months_paid = ReadField(
        reading.whole, label="Số tháng đã đóng", help_text="Trong 12 tháng trước khi sinh, cả tự nguyện và bắt buộc."
    )
    payment_account = account()
    groups = (
        ("Sinh con", ("born_on", "children", "months_paid")),
        ("Nơi nhận", ("payment_method", "payment_place", "payment_account", "executors")),
    )
