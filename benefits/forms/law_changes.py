"""What does the chief administrator type to enter numbers of the law?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils import timezone

from benefits.arithmetic.rules import RuleMissing, Rules
from benefits.arithmetic.steps import figure
from benefits.arithmetic.tables import Table
from benefits.law.leaps import leap, number_before
from bhxh_archive.ui.fields import TextField, VnDateField

_NUMBER: Final = re.compile(r"(\d{1,9}|\d{1,3}(?:[. ]\d{3})+)(?:,(\d{1,4}))?")
_PREFIX: Final = "so_"


class NumberField(forms.CharField):
    """A number from 0 on as Vietnamese writes it: dots between thousands, decimal comma. Cleans to a plain decimal as
    text, "" for none."""

    def clean(self, value: Any) -> str:
        typed = super().clean(value)
        if not typed:
            return ""
        found = _NUMBER.fullmatch(typed)
        if found is None:
            raise forms.ValidationError("Nhập số từ 0 trở lên, dấu phẩy cho phần lẻ, ví dụ 1,04 hoặc 2.530.000.")
        return re.sub(r"[. ]", "", found[1]) + (f".{found[2]}" if found[2] else "")


class LawChangeForm(forms.Form):
    """From when, by which text of law, and a box for each number of the table; an empty one stays as it is."""

    use_required_attribute = False
    valid_from = VnDateField(label="Áp dụng từ ngày")
    valid_to = VnDateField(label="Đến hết ngày", required=False, help_text="Để trống nếu chưa có ngày hết hiệu lực.")
    source = TextField(label="Căn cứ", max_length=300, help_text="Văn bản, điều khoản; ví dụ: Thông tư số, ngày.")
    confirmed = forms.BooleanField(
        label="Đã đối chiếu với văn bản ban hành", required=False,
        help_text="Không chọn thì mọi kết quả tính bằng số này ghi «cần xác nhận».",
    )  # fmt: skip
    sure = forms.BooleanField(
        label="Đã xem lại: các số khác hẳn số hiện tại đúng như văn bản", required=False,
        error_messages={"required": "Sửa số gõ nhầm, hoặc đánh dấu ô này nếu văn bản ghi đúng như vậy."},
    )  # fmt: skip

    def __init__(self, *args: Any, table: Table, rules: Rules, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.table, self.rules = table, rules
        self.leaps: dict[str, str] = {}
        self.names: dict[str, str] = {}
        for number, (key, label) in enumerate(table.labels(today.year).items()):
            self.names[f"{_PREFIX}{number}"] = key
            self.fields[f"{_PREFIX}{number}"] = _field(label, table.choices.get(key), _now(rules, table.name, key))

    @property
    def numbers(self) -> list[forms.BoundField]:
        """The boxes of the numbers."""
        return [self[name] for name in self.names]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        typed = {name: data.pop(name, "") for name in self.names}
        self.leaps = self._leaps(typed, data.get("valid_from") or timezone.localdate())
        if self.leaps and not data.pop("sure", False):
            for name, said in self.leaps.items():
                self.add_error(name, f"Số này {said}.")
            self.add_error("sure", self.fields["sure"].error_messages["required"])
        data.pop("sure", None)
        return data | {"values": {key: typed[name] for name, key in self.names.items() if typed[name]}}

    def _leaps(self, typed: Mapping[str, str], day: date) -> dict[str, str]:
        """What is said of boxes whose number is far from the one before it, by their names."""
        found = {}
        for name, key in self.names.items():
            if typed[name] and key not in self.table.choices:
                found[name] = leap(number_before(self.rules, self.table.name, key, day), Decimal(typed[name]))
        return {name: said for name, said in found.items() if said}


def _now(rules: Rules, table: str, key: str) -> Decimal | None:
    try:
        return rules.value(table, key, timezone.localdate())
    except RuleMissing:
        return None


def _field(label: str, choices: Mapping[str, str] | None, now: Decimal | None) -> forms.Field:
    if choices:
        kept = choices.get(f"{now}", "như đang áp dụng") if now is not None else "chưa có"
        return forms.ChoiceField(label=label, required=False, choices=[("", f"Giữ nguyên: {kept}"), *choices.items()])
    kept = f"Hôm nay: {figure(now)}" if now is not None else "Hôm nay: chưa có"
    return NumberField(label=label, required=False, max_length=20, help_text=kept,
                       widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))  # fmt: skip


class WithdrawLawChangeForm(forms.Form):
    """Why numbers hold no more."""

    use_required_attribute = False
    reason = TextField(label="Lý do rút", max_length=300)
