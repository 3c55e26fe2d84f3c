"""What is asked when a dossier is drafted anew, given to another officer, or signed?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from benefits.forms.entries import parted_kinds
from benefits.forms.fields import reason_field
from benefits.persons import insured_in, receivers_in
from benefits.queries import officers_of, signers_of
from benefits.reading import Unreadable
from benefits.reading.history_files import MOST_BYTES, FileText, text_of
from bhxh_archive.models import User
from intake.models import Dossier, Person, ResultKind
from intake.queries import has_list


class OfficerField(forms.ModelChoiceField):
    """An officer of the settling office, told with how much lies on the desk already."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.full_name} (đang giữ {obj.in_hand} hồ sơ)"


class ReassignForm(forms.Form):
    """Who goes on with the dossier, and why (Phân công lại)."""

    to = OfficerField(User.objects.none(), label="Người nhận xử lý", empty_label="Chọn chuyên viên")
    reason = reason_field("Lý do phân công lại")

    def __init__(self, data: Any, *, dossier: Dossier) -> None:
        super().__init__(data)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)
        others = officers_of(dossier.settling_office)
        field.queryset = others.exclude(pk=dossier.holder_id) if dossier.holder_id else others
        if not field.queryset.exists():
            field.empty_label = "Không có chuyên viên nào khác"
            field.help_text = "Nhờ quản trị viên thêm chuyên viên cho đơn vị, rồi phân công lại."


class SignerForm(forms.Form):
    """Which leader signs instead, and why (Chuyển người ký)."""

    signer = forms.ModelChoiceField(User.objects.none(), label="Người ký mới", empty_label="Chọn người ký")
    reason = reason_field("Lý do chuyển người ký")

    def __init__(self, data: Any, *, dossier: Dossier, now: User) -> None:
        super().__init__(data)
        field = self.fields["signer"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = signers_of(dossier.settling_office).exclude(pk=now.pk)


class PersonField(forms.ModelChoiceField):
    """One of the people of a dossier, told with what they are in it."""

    def label_from_instance(self, obj: Person) -> str:
        return f"{obj.full_name} ({(obj.relation or obj.get_role_display()).lower()})"


class NewDraftForm(forms.Form):
    """Which result is drafted, and for whom: a living person, chosen where it is not plainly the insured.

    `lacking` are the results that can't be drafted here.
    """

    use_required_attribute = False  # to know it the widget would read the choices once more
    kind = forms.ModelChoiceField(ResultKind.objects.none(), label="Loại kết quả", empty_label=None)
    receiver = PersonField(
        Person.objects.none(), label="Người được nhận kết quả", empty_label="Chọn người nhận",
        error_messages={"required": "Hãy chọn người được nhận kết quả."},
    )  # fmt: skip

    def __init__(self, data: Any, *, dossier: Dossier) -> None:
        super().__init__(data)
        drafted, self.lacking = parted_kinds(dossier.procedure, listed=has_list(dossier))
        field = self._choices_of("kind")
        field.queryset = dossier.procedure.result_kinds.filter(pk__in=[kind.pk for kind in drafted])
        field.choices = [(kind.pk, str(kind)) for kind in drafted]  # at hand: they are not read once more
        self._offer(dossier, receivers_in(dossier))

    def _choices_of(self, name: str) -> forms.ModelChoiceField:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        return field

    def _offer(self, dossier: Dossier, people: list[Person]) -> None:
        """Nobody to choose: the insured. One survivor: that one. Several: whoever drafts has to choose."""
        field, insured = self._choices_of("receiver"), insured_in(dossier)
        field.queryset = dossier.persons.filter(pk__in=[person.pk for person in people])
        if insured:
            field.required, field.empty_label = False, field.label_from_instance(insured)
        elif len(people) == 1:
            field.empty_label = None
        if insured and not people:
            del self.fields["receiver"]


class PasteForm(forms.Form):
    """Rows from a spreadsheet: pasted, or as a file; `said` is what must be known of the file."""

    text = forms.CharField(
        label="Dán các dòng từ bảng tính", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    file = forms.FileField(label="hoặc chọn tệp .xlsx, .csv", required=False, allow_empty_file=True)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        uploaded = cleaned.get("file")
        if uploaded is not None:
            cleaned |= vars(_read(uploaded))
        if not (cleaned.get("text") or "").strip():
            nothing = "Dán các dòng hoặc chọn một tệp."
            raise forms.ValidationError(nothing if uploaded is None else "Tệp không có dòng nào.")
        return cleaned


def _read(uploaded: UploadedFile) -> FileText:
    try:
        return text_of(uploaded.read(MOST_BYTES + 1))
    except Unreadable as unreadable:
        raise forms.ValidationError(list(unreadable.problems)) from unreadable


class AgainForm(forms.Form):
    """Why is granted again what another dossier granted?"""

    reason = reason_field(
        "Lý do giải quyết lại",
        "Ví dụ: quyết định trước đã bị hủy bỏ (số, ngày văn bản). Lãnh đạo đọc lý do này trước khi ký.",
        "Ghi lý do giải quyết lại.",
    )


class DoubtForm(forms.Form):
    """Why is a draft right though something speaks against it?"""

    reason = reason_field(
        "Lý do xác nhận",
        "Ví dụ: đã đối chiếu với sổ BHXH, số ghi đúng. Lãnh đạo đọc lý do này trước khi ký.",
        "Ghi lý do xác nhận.",
    )
