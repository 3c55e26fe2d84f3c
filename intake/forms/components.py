"""What is typed about the papers of a dossier: counts, looked-up data, waivers, the social-insurance book?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from bhxh_archive.ui.fields import TextField, VnDateField
from bhxh_archive.ui.widgets import ChoiceChips
from intake.forms.fields import Count
from intake.models import BookCustody, Component, Person


class AcceptLookupForm(forms.Form):
    """Why a record is used that differs from what is registered."""

    use_required_attribute = False
    reason = TextField(
        label="Lý do vẫn dùng bản ghi khác hồ sơ", max_length=300,
        error_messages={"required": "Ghi lý do vẫn dùng, ví dụ đã đối chiếu thẻ căn cước của người nộp."},
    )  # fmt: skip


class CountsForm(forms.Form):
    """Copies, sheets and pages of every component, in one table."""

    use_required_attribute = False

    def __init__(self, *args: Any, components: Sequence[Component], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.components = [row for row in components if not row.type.never_scan]
        for row in self.components:
            for name, label, value in _counted(row):
                self.fields[f"{name}{row.pk}"] = Count(
                    label=f"{label}: {row.type.name}", required=False, initial=value or None, max_value=9999
                )

    def boxes(self, component: Component) -> list[forms.BoundField]:
        """The three boxes of one row; none for what is never scanned."""
        names = [f"{name}{component.pk}" for name, _, _ in _counted(component)]
        return [self[name] for name in names if name in self.fields]

    def counts(self) -> dict[int, tuple[int, int, int]]:
        """Component id -> (copies, sheets, pages), without the rows that were and stay blank."""
        read = {row: self._read(row) for row in self.components}
        return {row.pk: counted for row, counted in read.items() if any(counted) or row.sheets or row.pages_counted}

    def is_told_by(self, rows: Iterable[Component]) -> bool:
        """Whether these components, as they are now, are counted as it was typed here; every row typed in is there."""
        there = {row.pk: (row.copies, row.sheets, row.pages_counted) for row in rows}
        read = {row.pk: self._read(row) for row in self.components}
        return all(there.get(pk) == counted or not (any(counted) or any(there.get(pk, ())[1:]))
                   for pk, counted in read.items())  # fmt: skip

    def _read(self, row: Component) -> tuple[int, int, int]:
        copies, sheets, pages = (self.cleaned_data[f"{name}{row.pk}"] or 0 for name, _, _ in _counted(row))
        return copies, sheets, pages


def _counted(row: Component) -> tuple[tuple[str, str, int], ...]:
    handed_in = bool(row.sheets or row.pages_counted)
    return (("copies", "Số bản", row.copies if handed_in else 0), ("sheets", "Số tờ", row.sheets),
            ("pages", "Số trang", row.pages_counted))  # fmt: skip


class PaperForm(forms.Form):
    """The paper of the whole dossier, as counted by hand."""

    sheets = Count(label="Số tờ giấy đã đếm", required=False)
    pages = Count(label="Số trang giấy đã đếm")


class LinePaperForm(forms.Form):
    """The paper of one line of a list; blank for what was not handed in."""

    sheets = Count(label="Số tờ", required=False, max_value=9999)
    pages = Count(label="Số trang", required=False, max_value=9999)


class BookForm(forms.Form):
    """The social-insurance book: never scanned, kept or looked up."""

    form = forms.ChoiceField(label="Hình thức sổ", choices=BookCustody.Form.choices, widget=ChoiceChips)
    covers = Count(label="Số bìa sổ", max_value=99, required=False)
    leaves = Count(label="Số tờ rời", max_value=999, required=False)

    def clean(self) -> dict[str, Any]:
        """The counts as numbers; of a paper book at least its cover is counted."""
        values = super().clean() or {}
        values |= {name: values.get(name) or 0 for name in ("covers", "leaves")}
        if values.get("form") == BookCustody.Form.PAPER and not values["covers"] and not self.errors:
            self.add_error("covers", "Nhập số bìa sổ BHXH đã nhận.")
        return values


class PersonForm(forms.Form):
    """Whose paper it is."""

    person = forms.TypedChoiceField(label="Giấy tờ của", required=False, empty_value=None, coerce=int)

    def __init__(self, *args: Any, persons: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [(str(row.pk), f"{row.full_name} ({row.get_role_display().lower()})") for row in persons]
        self.fields["person"].choices = [("", "Chung cho hồ sơ"), *named]  # type: ignore[attr-defined]


class DataForm(forms.Form):
    """Looked-up data instead of paper: source and what it said (Resolution 66.7/2025/NQ-CP)."""

    source = TextField(label="Nguồn dữ liệu", max_length=100)
    snapshot = TextField(
        label="Nội dung tra cứu được", max_length=5000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Chép đúng nội dung hệ thống trả về. Thời điểm tra cứu được ghi tự động.",
    )  # fmt: skip


class DescriptionForm(forms.Form):
    """What stands on the paper itself; the archive finds it by this."""

    number = TextField(label="Số, ký hiệu", max_length=42, required=False, help_text="Ví dụ 12/QĐ-CT.")
    issued_on = VnDateField(label="Ngày ban hành", required=False)
    issuer = TextField(label="Cơ quan, cá nhân ban hành", max_length=200, required=False)


class WaiverForm(forms.Form):
    """Why the law does not ask for this paper here."""

    reason = TextField(label="Căn cứ không phải nộp", max_length=300)
