"""What does the chief administrator fill in about the laws that a decision under a rule book cites?"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django import forms

from bhxh_archive.ui.fields import TextField, VnDateField
from bhxh_archive.ui.widgets import ChoiceChips
from intake.forms.catalogue import choice
from intake.models import RuleBook
from intake.rules.book_versions import CITED

_DAYS: Final = ("valid_from", "valid_to")


class LegalBaseForm(forms.Form):
    """One line «Căn cứ …» of a decision, and from when to when it holds."""

    use_required_attribute = False
    text = TextField(
        label="Căn cứ", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Tên loại, số, ngày, cơ quan ban hành, trích yếu; không ghi chữ «Căn cứ» và dấu cuối câu.",
    )  # fmt: skip
    by = choice(CITED, label="In trên quyết định", widget=ChoiceChips, initial="BENEFIT")
    valid_from = VnDateField(label="Có hiệu lực từ")
    valid_to = VnDateField(label="Đến ngày", required=False, help_text="Để trống: đến nay.")
    source = TextField(label="Nguồn", max_length=300)
    needs_confirmation = forms.BooleanField(label="Cần xác nhận", required=False)

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).strip().rstrip(".;").removeprefix("Căn cứ ")

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        first, last = (values.get(name) for name in _DAYS)
        if first and last and last < first:
            self.add_error("valid_to", "Ngày hết hiệu lực không thể trước ngày có hiệu lực.")
        return values


class LegalBases(forms.BaseFormSet):
    """All of them, in the order printed, and room for more."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        form.fields["ORDER"].label, form.fields["DELETE"].label = "Thứ tự in", "Bỏ căn cứ này"

    def values(self) -> list[dict[str, Any]]:
        """As the rule book keeps them."""
        return [_kept(form.cleaned_data) for form in self.ordered_forms]


def _kept(values: dict[str, Any]) -> dict[str, Any]:
    days = {name: values[name].isoformat() if values[name] else None for name in _DAYS}
    return {"text": values["text"], "by": values["by"], **days, "source": values["source"],
            "needs_confirmation": values["needs_confirmation"]}  # fmt: skip


_FormSet = forms.formset_factory(
    LegalBaseForm, formset=LegalBases, extra=2, max_num=60, absolute_max=60, can_order=True, can_delete=True
)


def legal_bases_form(data: Any, book: RuleBook) -> Any:
    """The formset over the laws of a rule book."""
    known = [row | {name: _day(row[name]) for name in _DAYS} for row in book.legal_bases]
    return _FormSet(data, initial=known, prefix="can-cu")


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None
