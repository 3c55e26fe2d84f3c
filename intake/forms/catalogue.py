"""What does the chief administrator fill in about a procedure and its parts?"""

from __future__ import annotations

from typing import Any, ClassVar, Final

from django import forms

from bhxh_archive.ui.fields import VnDateField
from bhxh_archive.ui.widgets import ChoiceChips, MultiChips
from bhxh_archive.workdays import DeadlineKind
from intake.deadlines import STAGES
from intake.models import ComponentType, Procedure, Question, ResultKind
from intake.rules.snapshots import SOURCES
from intake.rules.versions import COMPONENT_FIELDS, PROCEDURE_FIELDS, QUESTION_FIELDS, RESULT_FIELDS
from intake.slips import SLIPS

DEADLINES: Final = {
    DeadlineKind.WORKING_DAYS: "Ngày làm việc", DeadlineKind.CALENDAR_DAYS: "Ngày",
    DeadlineKind.CALENDAR_DAYS_NO_HOLIDAYS: "Ngày, không kể nghỉ lễ, tết",
}  # fmt: skip
SUBMITTERS: Final = {
    "EMPLOYER": "Đơn vị sử dụng lao động", "PERSON": "Người lao động, người hưởng", "RELATIVE": "Thân nhân",
    "OTHER": "Cơ quan, người khác",
}  # fmt: skip
RETENTION: Final = {
    "01": "Vĩnh viễn", "02": "70 năm", "03": "50 năm", "04": "30 năm", "05": "20 năm", "06": "10 năm", "07": "Khác",
}  # fmt: skip
COPIES: Final = {
    "ORIGINAL": "Bản chính", "COPY": "Bản sao", "ORIGINAL_OR_COPY": "Bản chính hoặc bản sao", "CUSTODY": "Giữ bản gốc",
}  # fmt: skip
DESKS: Final = {
    "INTAKE": "Tiếp nhận", "BENEFITS": "Xét duyệt", "CONTROL": "Kiểm soát", "SIGNATURE": "Ký", "ISSUE": "Phát hành",
    "RETURN": "Trả kết quả",
}  # fmt: skip


def _choice(choices: dict[Any, str], **more: Any) -> forms.ChoiceField:
    return forms.ChoiceField(choices=[(str(key), label) for key, label in choices.items()], **more)


def _without_blank(field: forms.Field) -> None:
    """A choice that must be made offers no empty chip."""
    if field.required and isinstance(field.widget, ChoiceChips):
        field.choices = [(value, label) for value, label in field.choices if value]  # type: ignore[attr-defined]


class ProcedureForm(forms.ModelForm):
    """The procedure itself; its parts have forms of their own."""

    use_required_attribute = False
    submitters = forms.MultipleChoiceField(choices=list(SUBMITTERS.items()), widget=MultiChips)
    deadline_kind = _choice(DEADLINES, widget=ChoiceChips)
    retention_code = _choice(RETENTION)
    slips_left_out = forms.MultipleChoiceField(
        choices=[(slip.name, slip.label) for slip in SLIPS.values()], widget=MultiChips, required=False
    )

    class Meta:
        model = Procedure
        fields = ("name", "published_code", "submitters", "deadline_amount", "deadline_kind",
                  "extended_deadline_amount",
                  "verification_clock", "supplement_clock", "supplement_limit_days", "fee", "retention_code",
                  "paper_book_needed", "book_end", "book_end_source", "slips_left_out", "source", "needs_confirmation",
                  "note")  # fmt: skip
        widgets = {"supplement_clock": ChoiceChips, "verification_clock": ChoiceChips, "book_end": ChoiceChips,
                   "note": forms.Textarea(attrs={"rows": 2})}  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = PROCEDURE_FIELDS.get(name, field.label)
            _without_blank(field)
        half_days = {row["stage"]: row["half_days"] for row in self.instance.internal_deadlines}
        for stage in dict.fromkeys(STAGES.values()):
            self.fields[f"desk-{stage}"] = forms.IntegerField(
                label=f"{DESKS[stage]}: số nửa ngày làm việc", required=False, min_value=1, max_value=400,
                initial=half_days.get(stage),
            )  # fmt: skip

    @property
    def desks(self) -> list[forms.BoundField]:
        """The time of every desk, in the order of the desks."""
        return [self[name] for name in self.fields if name.startswith("desk-")]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if sum(row["half_days"] for row in self._desks(values)) > 2 * (values.get("deadline_amount") or 0):
            self.add_error(None, "Thời gian của các khâu cộng lại dài hơn thời hạn. Hãy giảm số nửa ngày của một khâu.")
        return values

    def _desks(self, values: dict[str, Any]) -> list[dict[str, Any]]:
        stages = [(name.removeprefix("desk-"), values.get(name)) for name in self.fields if name.startswith("desk-")]
        return [{"stage": stage, "half_days": number} for stage, number in stages if number]

    def values(self) -> dict[str, Any]:
        """The fields of the procedure as `change_next` takes them."""
        plain = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return plain | {"internal_deadlines": self._desks(self.cleaned_data)}


class _PartForm(forms.ModelForm):
    use_required_attribute = False
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
            _without_blank(field)
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


class ComponentTypeForm(_PartForm):
    """A paper, and under which answer it is asked for."""

    labels = dict(COMPONENT_FIELDS)
    original_or_copy = _choice(COPIES, widget=ChoiceChips)
    data_source = _choice({"": "Không có", **SOURCES}, required=False)
    hangs_on = forms.MultipleChoiceField(
        required=False, widget=MultiChips, help_text="Các câu trả lời của cùng một câu hỏi, hoặc để trống.",
    )  # fmt: skip

    class Meta:
        model = ComponentType
        fields = ("code", "ordinal", "name", "form_code", "requirement", "group", "condition", "scan", "never_scan",
                  "per_person", "original_or_copy", "present_only", "returnable", "data_source", "doc_type", "source",
                  "needs_confirmation")  # fmt: skip
        widgets = {"requirement": ChoiceChips}

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


class ResultKindForm(_PartForm):
    """A document that the procedure ends with."""

    labels = dict(RESULT_FIELDS)

    class Meta:
        model = ResultKind
        fields = ("code", "name", "role", "doc_type", "required", "needs_confirmation")
        widgets = {"role": ChoiceChips}


class InForceForm(forms.Form):
    """From which day the new version holds."""

    use_required_attribute = False
    valid_from = VnDateField(
        label="Áp dụng từ ngày", help_text="Từ ngày mai. Hồ sơ đã nhận giữ quy định của ngày nhận."
    )
