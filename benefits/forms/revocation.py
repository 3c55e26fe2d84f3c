"""What is asked when an issued document is revoked or annulled?"""

from __future__ import annotations

from django import forms

from benefits.arithmetic.recovery import Paid
from benefits.earlier import named
from benefits.forms.entries import NamedForm
from benefits.forms.fields import DayField, MonthField, lines, short
from bhxh_archive.ui.fields import MoneyField
from bhxh_archive.ui.widgets import ChoiceChips

WAYS = (
    (named.Act.REVOKES.value, "Thu hồi từ một ngày"),
    (named.Act.ANNULS.value, "Hủy bỏ toàn bộ, như chưa ban hành"),
)

PAID_ONCE = ((Paid.ALL.value, "Đã trả"), (Paid.PART.value, "Trả một phần"), (Paid.NONE.value, "Chưa trả"))


class RevocationEntries(NamedForm):
    """Quyết định thu hồi, hủy bỏ văn bản đã ban hành."""

    revoked_how = forms.ChoiceField(
        label="Hình thức", choices=WAYS, required=False, widget=ChoiceChips, initial=named.Act.REVOKES.value
    )
    revoked_since = DayField(label="Thu hồi từ ngày", help_text="Hủy bỏ thì để trống.")
    ground = lines("Căn cứ pháp lý", "Văn bản, điều khoản; in trên quyết định.", rows=2)
    paid_until = MonthField(label="Đã trả hằng tháng đến tháng", help_text="Tháng cuối đã chi trả theo mức hằng tháng.")
    paid_once = forms.ChoiceField(
        label="Khoản trả một lần", choices=PAID_ONCE, required=False, widget=ChoiceChips,
        help_text="Trợ cấp một lần, kể cả truy lĩnh của quyết định điều chỉnh.",
    )  # fmt: skip
    paid_nothing = forms.BooleanField(label="Chưa chi trả khoản nào theo văn bản này", required=False)
    collected = MoneyField(
        label="Đã thu theo quyết định điều chỉnh", required=False,
        help_text="Chỉ ghi khi quyết định điều chỉnh có thu hồi; phần của các tháng bị thu hồi. Chưa thu: ghi 0.",
    )  # fmt: skip
    recovered = MoneyField(
        label="Số tiền phải hoàn trả", required=False,
        help_text="Bỏ trống: lấy số đề xuất; không có số đề xuất thì không in.",
    )  # fmt: skip
    recovered_reason = short("Cách tính, lý do khi ghi số khác", 300, help_text="In trên quyết định.")
    executors = short("Nơi thi hành (Điều 2)", 500, help_text="Bỏ trống: dùng câu mẫu.")
    groups = (
        ("Văn bản bị thu hồi, hủy bỏ", (named.CHOSEN, named.FORM, *named.FIELDS[1:])),
        ("Hình thức, căn cứ", ("revoked_how", "revoked_since", "ground", "executors")),
        (
            "Đã chi trả và số tiền phải hoàn trả",
            ("paid_until", "paid_once", "paid_nothing", "collected", "recovered", "recovered_reason"),
        ),
    )
