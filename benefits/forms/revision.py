"""What is asked where a monthly amount is changed?"""

from __future__ import annotations

from benefits.forms.entries import Drawn
from benefits.forms.fields import MonthField, lines, short
from bhxh_archive.ui.fields import MoneyField


class RevisionEntries(Drawn):
    """Quyết định điều chỉnh mức hưởng."""

    benefit_month = MonthField(label="Tháng bắt đầu điều chỉnh")
    allowance = short("Chế độ đang hưởng", help_text="Ví dụ: lương hưu hằng tháng.")
    earlier = short(
        "Quyết định đang hưởng (số, ngày)",
        help_text="Ví dụ: số 05/QĐ-BHXH ngày 05/06/2026. Ghi đủ số và ngày để phần mềm đối chiếu.",
    )
    before = MoneyField(label="Mức đang hưởng hằng tháng", required=False)
    after = MoneyField(label="Mức hưởng mới hằng tháng", required=False)
    paid_until = MonthField(
        label="Đã trả theo mức cũ đến tháng", help_text="Để tính truy lĩnh, thu hồi; bỏ trống: chưa trả tháng nào."
    )
    reason = lines("Lý do điều chỉnh", "In trên quyết định.", rows=2)
    ground = lines("Căn cứ pháp lý", "Văn bản, điều khoản làm căn cứ điều chỉnh.", rows=2)
    groups = (
        ("Nội dung điều chỉnh", ("benefit_month", "allowance", "earlier", "before", "after", "paid_until")),
        ("Lý do và căn cứ", ("reason", "ground")),
        ("Người hưởng và nơi nhận", Drawn.receipt),
    )
