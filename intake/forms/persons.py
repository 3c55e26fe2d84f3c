"""Who takes part in a dossier: one row per person, with warnings beside the field that never block?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.utils.html import format_html_join

from bhxh_archive.identifiers import check_insurance_number, check_personal_id, check_phone
from bhxh_archive.text import clean_name, fold, full_stop, number_fold
from bhxh_archive.text.old_fonts import garbled_name
from bhxh_archive.ui.fields import TextField
from bhxh_archive.ui.reading import whole_number
from intake.forms.earlier import OF_THE_ROW, TOLD, Row, earlier
from intake.forms.fields import BirthField, NameField, read_birth
from intake.models import Person
from intake.rules.likeness import Traits

PREFIX: Final = "nguoi"
WANTED: Final = ("born", "sex")
"""What a decision is computed from (`intake.needs.roles`); a draft is saved without it."""
FIELDS: Final = (
    "id", "qr", "role", "full_name", "born", "sex", "personal_id", "old_id", "insurance_number", "address", "phone",
    "email", "relation",
)  # fmt: skip
_WARNS_AT: Final = {"PERSONAL_ID_SEX": "sex", "PERSONAL_ID_YEAR": "born"}


class PersonForm(forms.Form):
    """One person in one role. A row of which nothing but the role is filled in counts as empty."""

    id = forms.IntegerField(required=False, widget=forms.HiddenInput)
    before = forms.CharField(required=False, widget=forms.HiddenInput)
    qr = forms.CharField(
        label="Mã QR trên thẻ căn cước", required=False, max_length=600,
        widget=forms.TextInput(attrs={"autocomplete": "off", "placeholder": "Đặt con trỏ, quét thẻ"}),
    )  # fmt: skip
    role = forms.ChoiceField(label="Vai trò", choices=Person.Role.choices)
    full_name = NameField(label="Họ và tên", max_length=150, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    born = BirthField(label="Ngày sinh", required=False)
    sex = forms.ChoiceField(label="Giới tính", required=False, choices=[("", "Chưa rõ"), *Person.Sex.choices])
    personal_id = forms.CharField(label="Số định danh cá nhân (CCCD)", required=False, max_length=20)
    old_id = forms.CharField(label="Số CMND cũ", required=False, max_length=20)
    insurance_number = forms.CharField(label="Mã số BHXH", required=False, max_length=20)
    address = TextField(label="Địa chỉ", required=False, max_length=300)
    phone = forms.CharField(label="Điện thoại", required=False, max_length=20)
    email = forms.EmailField(
        label="Thư điện tử", required=False, max_length=150,
        error_messages={"invalid": "Nhập thư điện tử có dạng ten@noi.vn, hoặc để trống."},
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    relation = TextField(label="Quan hệ với người tham gia", required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "use_required_attribute": False})
        for name, said in warnings_on(self._typed()).items():
            self.fields[name].help_text = warned(said)
        for name in WANTED:
            self.fields[name].wanted = "cần khi tiếp nhận"  # type: ignore[attr-defined]
        for name in ("personal_id", "old_id", "insurance_number", "phone"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def _typed(self) -> dict[str, str]:
        if self.is_bound:  # read past the bound fields, which would keep the hints they are made with
            return {name: str(self.data.get(self.add_prefix(name)) or "") for name in FIELDS}
        return {name: str(self.initial.get(name) or "") for name in FIELDS}

    def has_changed(self) -> bool:
        return bool(set(self.changed_data) - {*OF_THE_ROW, "id", "sex"})

    @property
    def stood_before(self) -> str:
        """Who comes back with «Lấy lại»; "" where no card of another person was read into this row."""
        kept = earlier({"before": self["before"].value() or ""})
        return (kept[-1].get("full_name") or "người nhập trước") if kept else ""

    @property
    def told(self) -> dict[str, str]:
        """What is told of the row just now, by the names of `TOLD`."""
        return {name: self.initial[name] for name in TOLD if self.initial.get(name)}

    def clean_personal_id(self) -> str:
        return _number(self.cleaned_data["personal_id"], 12, "Số định danh cá nhân có nhiều nhất 12 chữ số.")

    def clean_old_id(self) -> str:
        return _number(self.cleaned_data["old_id"], 12, "Số CMND cũ có nhiều nhất 12 chữ số.")

    def clean_insurance_number(self) -> str:
        """From 01/08/2025 the personal id is the insurance number: typed here it stands in its own box."""
        number = number_fold(self.cleaned_data["insurance_number"])
        if len(number) == 12 and self.cleaned_data.get("personal_id") in ("", number):
            self.cleaned_data["personal_id"] = number
            return ""
        return _number(number, 10, "Mã số BHXH có nhiều nhất 10 chữ số.")

    def facts(self) -> dict[str, Any]:
        """The row as the actions take it."""
        values = {
            name: self.cleaned_data[name] for name in FIELDS if name not in ("qr", "born") and name in self.fields
        }
        born = self.cleaned_data["born"]
        parts = ("birth_year", "birth_month", "birth_day")
        return values | dict(zip(parts, born or (None, None, None), strict=True))


def _number(typed: str, most: int, fault: str) -> str:
    number = number_fold(typed)
    if len(number) > most:
        raise forms.ValidationError(fault)
    return number


def warned(said: list[str]) -> str:
    """Warnings as the hint of a field, read out with it."""
    return format_html_join("", '<span class="field-warning">{}</span>', ((text,) for text in said))


def warnings_on(typed: Mapping[str, str]) -> dict[str, list[str]]:
    """Field -> what is worth a second look: shapes of numbers, and the personal id against sex and year of birth."""
    said: dict[str, list[str]] = {}
    if garbled := garbled_name(clean_name(typed.get("full_name", ""))):
        said["full_name"] = [full_stop(garbled[:1].upper() + garbled[1:])]
    if number := number_fold(typed.get("personal_id", "")):
        for warning in check_personal_id(number, _sex(typed), _year(typed)):
            said.setdefault(_WARNS_AT.get(warning.code, "personal_id"), []).append(warning.message_vi)
    if number := number_fold(typed.get("insurance_number", "")):
        said.setdefault("insurance_number", []).extend(row.message_vi for row in check_insurance_number(number))
    if typed.get("phone"):
        said["phone"] = [row.message_vi for row in check_phone(typed["phone"])]
    if typed.get("qr"):
        said["qr"] = ["Chưa đọc được mã QR này: hãy quét lại hoặc nhập tay."]
    return {name: texts for name, texts in said.items() if texts}


def _sex(typed: Mapping[str, str]) -> Any:
    return typed.get("sex") or None


def _year(typed: Mapping[str, str]) -> int | None:
    try:
        return read_birth(typed.get("born", "")).year
    except ValueError:
        return None


def traits_typed(row: Mapping[str, str]) -> Traits:
    """What a row that is still being typed says of the person."""
    try:
        born = read_birth(row.get("born", ""))
    except ValueError:
        born = None
    insurance = number_fold(row.get("insurance_number", ""))
    numbers = {number_fold(row.get("personal_id", "")), number_fold(row.get("old_id", ""))}
    ids = frozenset(numbers | ({insurance} if len(insurance) == 12 else set())) - {""}
    return Traits(
        fold(row.get("full_name", "")),
        (born.year, born.month, born.day) if born else (None, None, None),
        ids,
        insurance,
    )


def filled_from(row: Mapping[str, str], person: Person) -> dict[str, str]:
    """The row with what is on record of a person: the name as it is written there, empty boxes filled."""
    known = {name: value for name, value in row_of(person).items() if value and name not in ("id", "role", "relation")}
    typed = {name: value for name, value in row.items() if value and name != "full_name"}
    return {**row, **known, **typed}


PersonFormSet = forms.formset_factory(PersonForm, extra=0, min_num=1, max_num=200, absolute_max=300)


def rows_typed(data: Mapping[str, Any]) -> list[Row]:
    """Every person row of a POST as it was typed, nothing judged."""
    rows = min(whole_number(data.get(f"{PREFIX}-TOTAL_FORMS")) or 0, 300)
    names = (*FIELDS, "before")
    return [{name: data.get(f"{PREFIX}-{index}-{name}", "") for name in names} for index in range(rows)]


def row_of(person: Person) -> dict[str, str]:
    """A person on record as a row of the form."""
    plain = {name: str(getattr(person, name) or "") for name in FIELDS if name not in ("qr", "born", "id")}
    return {"id": str(person.pk), "qr": "", "born": person.born, **plain}
