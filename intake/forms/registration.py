"""What is typed when a dossier is registered at the counter?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any, Final

from django import forms
from django.utils import timezone

from bhxh_archive.models import Office, User
from bhxh_archive.ui.fields import NamedChoice, TextField
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.widgets import ChoiceChips
from intake.forms.fields import Count, MomentField
from intake.models import BookCustody, Dossier, Procedure
from intake.queries import procedures_on

_TYPING_TIME: Final = timedelta(minutes=5)
REGISTRATION: Final = (
    "channel", "outside_code", "received_at", "received_reason", "return_method", "return_address",
    "counted_sheets", "counted_pages", "note",
)  # fmt: skip


def office_named(pk: str) -> str:
    """The name of an office by its id, "" for none."""
    row = Office.objects.filter(pk=whole_number(pk) or 0).first()
    return row.name if row else ""


def procedure_named(code: str) -> str:
    """The newest name of a procedure by its code, "" for none."""
    row = Procedure.objects.filter(code=code, valid_from__isnull=False).order_by("-valid_from").first()
    return row.name if row else ""


class RegistrationForm(forms.Form):
    """The dossier itself; its persons are rows of their own. A draft needs only procedure and office."""

    use_required_attribute = False
    key = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)
    office = NamedChoice(label="Nơi tiếp nhận", widget=ChoiceChips, say=office_named)
    procedure = NamedChoice(label="Thủ tục", say=procedure_named)
    seated = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    channel = forms.ChoiceField(label="Hình thức nộp", choices=Dossier.Channel.choices, widget=ChoiceChips)
    outside_code = TextField(
        label="Mã ngoài hệ thống", required=False, max_length=60,
        help_text="Mã trên Cổng dịch vụ công hoặc số hiệu bưu gửi, nếu có.",
    )  # fmt: skip
    received_at = MomentField(
        label="Thời điểm nhận", required=False, help_text="Để trống: lấy lúc bấm «Tiếp nhận». Sớm hơn thì ghi lý do."
    )
    received_reason = TextField(label="Lý do ghi lùi thời điểm nhận", required=False, max_length=300)
    return_method = forms.ChoiceField(
        label="Cách nhận kết quả", required=False, choices=Dossier.ReturnMethod.choices, widget=ChoiceChips
    )
    return_address = TextField(
        label="Nơi nhận kết quả", required=False, max_length=300, help_text="Địa chỉ bưu chính, khi nhận qua bưu chính."
    )
    counted_sheets = Count(label="Số tờ giấy đã đếm", required=False)
    counted_pages = Count(
        label="Số trang giấy đã đếm", required=False,
        help_text="Mặt có chữ, không kể sổ BHXH. Để trống nếu đếm theo từng thành phần.",
    )  # fmt: skip
    book_form = forms.ChoiceField(
        label="Sổ BHXH", required=False, choices=[*BookCustody.Form.choices, ("", "Không có")], widget=ChoiceChips
    )
    book_covers = Count(label="Số bìa sổ", required=False)
    book_leaves = Count(label="Số tờ rời", required=False)
    note = TextField(label="Ghi chú", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, user: User, dossier: Dossier | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offices = offices_of(user, dossier)
        self.fields["office"].choices = [(str(row.pk), row.name) for row in offices]  # type: ignore[attr-defined]
        self.fields["office"].initial = str(offices[0].pk) if offices else ""
        self.procedures = procedures_for(dossier)
        self.fields["procedure"].choices = _choices(self.procedures)  # type: ignore[attr-defined]
        self.fields["procedure"].widget.attrs["data-roles"] = json.dumps(
            {row.code: row.wanted_roles for row in self.procedures}
        )
        self.fields["return_method"].wanted = "cần khi tiếp nhận"  # type: ignore[attr-defined]
        self.fields["channel"].initial = Dossier.Channel.COUNTER
        if len(offices) == 1:
            self.fields["office"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        self._check_time(values)
        by_post = values.get("return_method") == Dossier.ReturnMethod.POST
        if by_post and not values.get("return_address"):
            self.add_error("return_address", "Nhập địa chỉ nhận kết quả qua bưu chính.")
        if values.get("book_form") == BookCustody.Form.PAPER and not values.get("book_covers"):
            self.add_error("book_covers", "Nhập số bìa sổ BHXH đã nhận.")
        return values

    def _check_time(self, values: Mapping[str, Any]) -> None:
        moment = values.get("received_at")
        if moment is None:
            return
        if moment > timezone.now() + _TYPING_TIME:
            self.add_error("received_at", "Thời điểm nhận không thể ở tương lai.")
        if moment < timezone.now() - _TYPING_TIME and not values.get("received_reason"):
            self.add_error("received_reason", "Ghi lý do thời điểm nhận sớm hơn hiện tại.")

    def wanted(self, code: str) -> list[list[str]]:
        """The groups of roles of which a procedure wants one person each."""
        return next((row.wanted_roles for row in self.procedures if row.code == code), [])

    def registration(self) -> dict[str, Any]:
        """The fields of the dossier as the actions take them, with the book."""
        values = {name: self.cleaned_data[name] for name in REGISTRATION}
        return values | {"procedure_code": self.cleaned_data["procedure"], "book": self._book()}

    def changes(self) -> dict[str, Any]:
        """The same for a draft on record: that there is no book is said of one, too."""
        return self.registration() | {"no_book": self.data.get("book_form") == ""}

    def _book(self) -> dict[str, Any] | None:
        form = self.cleaned_data["book_form"]
        covers, leaves = self.cleaned_data["book_covers"] or 0, self.cleaned_data["book_leaves"] or 0
        return {"form": form, "covers": covers, "leaves": leaves} if form else None


def offices_of(user: User, dossier: Dossier | None) -> list[Office]:
    """Where this person may register; a draft keeps its office."""
    if dossier:
        return [dossier.receiving_office]
    return [seat.office for seat in user.seats if user.holds("intake.register", seat.office_id)]


def procedures_for(dossier: Dossier | None) -> list[Procedure]:
    """The procedures of the rule book in force on the day of receipt."""
    day = timezone.localdate(dossier.received_at) if dossier and dossier.received_at else timezone.localdate()
    return list(procedures_on(day))


def _choices(procedures: Iterable[Procedure]) -> list[tuple[str, str]]:
    return [("", "Chọn thủ tục"), *((row.code, row.name) for row in procedures)]


def typed_again(form: type[forms.Form], data: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, as initial values of a form that is shown again without being judged."""
    return {name: data.get(name, "") for name in form.base_fields}


def initial_of(dossier: Dossier) -> dict[str, Any]:
    """A draft on record as the form's initial values."""
    book = BookCustody.objects.filter(dossier=dossier).first()
    kept = {name: getattr(dossier, name) for name in REGISTRATION}
    kept |= {
        "procedure": dossier.procedure.code,
        "seated": dossier.procedure.code,
        "version": dossier.version,
        "office": str(dossier.receiving_office_id),
    }
    if book:
        kept |= {"book_form": book.form, "book_covers": book.covers, "book_leaves": book.leaves}
    return kept
