"""What is asked when a dossier is sent to another body, answered, drafted anew, or signed?"""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from benefits.forms.entries import form_class
from bhxh_archive.ui.fields import VnDateField
from intake.models import Dossier, Person, ResultKind


class VerificationForm(forms.Form):
    """Whom we ask, what, and until when (Gửi xác minh)."""

    body = forms.CharField(label="Cơ quan được hỏi", max_length=200)
    question = forms.CharField(label="Nội dung đề nghị xác minh", widget=forms.Textarea(attrs={"rows": 6}))
    limit_on = VnDateField(label="Thời hạn trả lời")

    def clean_limit_on(self) -> Any:
        limit = self.cleaned_data["limit_on"]
        if limit < timezone.localdate():
            raise forms.ValidationError("Thời hạn trả lời phải từ hôm nay trở đi.")
        return limit


class AnswerForm(forms.Form):
    """What the other body said (Có kết quả xác minh)."""

    answer = forms.CharField(label="Nội dung trả lời", widget=forms.Textarea(attrs={"rows": 6}))


class NewDraftForm(forms.Form):
    """Which result is drafted, and for whom where it is not the insured."""

    kind = forms.ModelChoiceField(ResultKind.objects.none(), label="Loại kết quả", empty_label=None)
    receiver = forms.ModelChoiceField(
        Person.objects.none(), label="Người được nhận kết quả", required=False, empty_label="Người tham gia BHXH"
    )

    def __init__(self, data: Any, *, dossier: Dossier) -> None:
        super().__init__(data)
        kinds = dossier.procedure.result_kinds.exclude(role=ResultKind.Role.STATEMENT)
        offered = [kind for kind in kinds if form_class(kind)]
        kind_field, receiver_field = self.fields["kind"], self.fields["receiver"]
        assert isinstance(kind_field, forms.ModelChoiceField) and isinstance(receiver_field, forms.ModelChoiceField)
        kind_field.queryset = kinds.filter(pk__in=[kind.pk for kind in offered])
        receiver_field.queryset = dossier.persons.exclude(role=Person.Role.INSURED)
        if not receiver_field.queryset.exists():
            del self.fields["receiver"]


class PasswordForm(forms.Form):
    """The account password once more, before a signature that can't be taken back."""

    password = forms.CharField(
        label="Mật khẩu tài khoản của bạn", strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )  # fmt: skip


class PasteForm(forms.Form):
    """Rows from a spreadsheet: pasted, or as a CSV file."""

    text = forms.CharField(
        label="Dán các dòng từ bảng tính", required=False, strip=False, widget=forms.Textarea(attrs={"rows": 8})
    )
    file = forms.FileField(label="hoặc chọn tệp CSV", required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        uploaded = cleaned.get("file")
        if uploaded is not None:
            cleaned["text"] = _decoded(uploaded.read(MAX_CSV_BYTES + 1))
        if not (cleaned.get("text") or "").strip():
            raise forms.ValidationError("Dán các dòng hoặc chọn một tệp CSV.")
        return cleaned


MAX_CSV_BYTES = 1024 * 1024


def _decoded(content: bytes) -> str:
    """UTF-8 as every spreadsheet can save it; anything else is said instead of guessed."""
    if len(content) > MAX_CSV_BYTES:
        raise forms.ValidationError("Tệp CSV lớn hơn 1 MB. Hãy kiểm tra lại tệp.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise forms.ValidationError("Tệp không ở mã UTF-8. Hãy lưu lại từ bảng tính theo dạng «CSV UTF-8».") from error
