"""What is asked when an issued document is revoked or annulled?"""

from __future__ import annotations

from django import forms

from benefits.earlier import named
from benefits.forms.entries import NamedForm
from benefits.forms.fields import DayField, lines, short
from bhxh_archive.ui.fields import MoneyField
from bhxh_archive.ui.widgets import ChoiceChips

WAYS = (
    (named.Act.REVOKES.value, "Thu hồi từ một ngày"),
    (named.Act.ANNULS.value, "Hủy bỏ toàn bộ, như chưa ban hành"),
)


class RevocationEntries(NamedForm):
    """Quyết định thu hồi, hủy bỏ văn bản đã ban hành."""

    revoked_how = forms.ChoiceField(
        label="Hình thức", choices=WAYS, required=False, widget=ChoiceChips, initial=named.Act.REVOKES.value
    )
    revoked_since = DayField(label="Thu hồi từ ngày", help_text="Hủy bỏ thì để trống.")
    ground = lines("Căn cứ pháp lý", "Văn bản, điều khoản; in trên quyết định.", rows=2)
    recovered = MoneyField(label="Số tiền phải hoàn trả", required=False, help_text="Bỏ trống: không in.")
    executors = short("Nơi thi hành (Điều 2)", 500, help_text="Bỏ trống: dùng câu mẫu.")
    groups = (
        ("Văn bản bị thu hồi, hủy bỏ", (named.CHOSEN, named.FORM, *named.FIELDS[1:])),
        ("Hình thức, căn cứ", ("revoked_how", "revoked_since", "ground", "recovered", "executors")),
    )
