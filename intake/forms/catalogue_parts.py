"""What does the chief administrator fill in about a paper, a question, a result or a time of a procedure?"""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms

from bhxh_archive.ui.widgets import ChoiceChips, MultiChips
from intake.forms.catalogue import SeenForm, choice, without_blank
from intake.models import ComponentType, Dossier, Procedure, Question, ResultKind, Term
from intake.rules.catalogue_words import COPIES, DEADLINES, DOC_TYPES
from intake.rules.snapshots import SOURCES
from intake.rules.versions import COMPONENT_FIELDS, QUESTION_FIELDS, RESULT_FIELDS, TERM_FIELDS


def doc_type() -> forms.ChoiceField:
    """The kind under which the central archive lists the document."""
    return choice({"": "Chọn loại tài liệu"} | {code: f"{code} {name}" for code, name in DOC_TYPES.items()})


class _PartForm(SeenForm):
    labels: ClassVar[dict[str, str]] = {}
    code = forms.RegexField(
        r"^[A-Za-z0-9_-]+$", label="Mã", max_length=30, help_text="Chữ không dấu, số, gạch; duy nhất trong thủ tục.",
        error_messages={"invalid": "Mã gồm chữ không dấu, chữ số, gạch ngang hoặc gạch dưới."},
    )  # fmt: skip

    def __init__(self, *args: Any, draft: Procedure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.draft = draft
        for name, field in self.fields.items():
            field.label = self.labels.get(name, field.label)
            without_blank(field)
        if self.instance.pk:
            del self.fields["code"]

    def values(self) -> dict[str, Any]:
        """The fields of the part as `set_part` takes them."""
        return {name: value for name, value in self.cleaned_data.items() if name in (self._meta.fields or ())}

    def _post_clean(self) -> None:
        """The row itself is changed by the action, not by the form."""


class QuestionForm(_PartForm):
    """A question and the answers to choose from, one a line."""

    labels = dict(QUESTION_FIELDS)
    choices = forms.CharField(
        required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Mỗi dòng một câu trả lời: MÃ: nội dung, ví dụ DINH_CU: Ra nước ngoài để định cư. Trống: Có, Không.",
    )  # fmt: skip

    class Meta:
        model = Question
        fields = ("code", "ordinal", "text", "choices", "source", "needs_confirmation")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["choices"] = "\n".join(f"{row['value']}: {row['label']}" for row in self.instance.choices)

    def clean_choices(self) -> list[dict[str, str]]:
        lines = [line.strip() for line in self.cleaned_data["choices"].splitlines() if line.strip()]
        read = [[part.strip() for part in line.partition(":")[::2]] for line in lines]
        codes = [code for code, _ in read]
        if any(not (code.isascii() and 0 < len(code) <= 30 and label) for code, label in read):
            raise forms.ValidationError("Mỗi dòng viết «MÃ: nội dung», mã không dấu, tối đa 30 ký tự.")
        if len(codes) == 1 or len(set(codes)) != len(codes):
            raise forms.ValidationError("Cần ít nhất hai câu trả lời, mỗi câu một mã khác nhau.")
        return [{"value": code, "label": label} for code, label in read]


class _HangingForm(_PartForm):
    """A part that holds for some answers to a question."""

    hangs_on = forms.MultipleChoiceField(
        required=False, widget=MultiChips, help_text="Các câu trả lời của cùng một câu hỏi, hoặc để trống.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = {row.code: row for row in self.draft.questions.order_by("ordinal")}
        self.fields["hangs_on"].choices = [  # type: ignore[attr-defined]
            (f"{row.code}={value}", f"{row.text} {label}")
            for row in self.asked.values()
            for value, label in row.options
        ]
        if self.instance.question:
            self.initial["hangs_on"] = [f"{self.instance.question.code}={value}" for value in self.instance.answers]

    def clean_hangs_on(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["hangs_on"]
        if len({entry.partition("=")[0] for entry in chosen}) > 1:
            raise forms.ValidationError("Chọn câu trả lời của một câu hỏi duy nhất.")
        return chosen

    def values(self) -> dict[str, Any]:
        chosen = [entry.partition("=")[::2] for entry in self.cleaned_data["hangs_on"]]
        question = self.asked[chosen[0][0]] if chosen else None
        return super().values() | {"question": question, "answers": [value for _, value in chosen]}


class ComponentTypeForm(_HangingForm):
    """A paper, and under which answer it is asked for."""

    labels = dict(COMPONENT_FIELDS)
    doc_type = doc_type()
    original_or_copy = choice(COPIES, widget=ChoiceChips)
    data_source = choice({"": "Không có", **SOURCES}, required=False)
    scan_dpi = forms.TypedChoiceField(
        choices=[(200, "200 dpi"), (300, "300 dpi: bản đồ, bản vẽ")], coerce=int, widget=ChoiceChips
    )
    scan_dpi_source = forms.CharField(
        max_length=300, required=False,
        help_text="Khi yêu cầu 300 dpi: văn bản nào coi giấy tờ này là bản đồ, bản vẽ; chưa có thì ghi «cần xác nhận».",
    )  # fmt: skip

    class Meta:
        model = ComponentType
        fields = ("code", "ordinal", "name", "form_code", "requirement", "group", "condition", "scan", "never_scan",
                  "scan_dpi", "scan_dpi_source",
                  "per_person", "original_or_copy", "present_only", "returnable", "data_source", "doc_type", "source",
                  "needs_confirmation")  # fmt: skip
        widgets = {"requirement": ChoiceChips}

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("scan_dpi") == 300 and not values.get("scan_dpi_source", "").strip():
            self.add_error("scan_dpi_source", "Ghi nguồn của yêu cầu 300 dpi, hoặc «cần xác nhận».")
        return values


class ResultKindForm(_PartForm):
    """A document that the procedure ends with."""

    labels = dict(RESULT_FIELDS)
    doc_type = doc_type()

    class Meta:
        model = ResultKind
        fields = ("code", "name", "role", "doc_type", "required", "needs_confirmation")
        widgets = {"role": ChoiceChips}


class TermForm(_HangingForm):
    """The statutory time of one case."""

    labels = dict(TERM_FIELDS)
    kind = choice(DEADLINES, widget=ChoiceChips)
    amount = forms.IntegerField(min_value=1, max_value=400)
    channels = forms.MultipleChoiceField(
        choices=Dossier.Channel.choices, required=False, widget=MultiChips,
        help_text="Để trống: mọi hình thức nộp. Chọn cả câu trả lời và hình thức nộp: phải đúng cả hai.",
    )  # fmt: skip

    class Meta:
        model = Term
        fields = ("code", "ordinal", "name", "amount", "kind", "channels", "source", "needs_confirmation")
