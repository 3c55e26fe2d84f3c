"""How is a form field drawn, and how is its error summary?"""

from collections.abc import Iterable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.forms.formsets import BaseFormSet
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from bhxh_archive.text import inside
from bhxh_archive.ui.widgets import ChoiceChips, MoneyInput, MultiChips, VnDateInput


@dataclass(frozen=True)
class FieldView:
    """What `ui/field.html` needs of a field; `kind` says which shape it takes."""

    field: BoundField
    kind: str
    control: SafeString | str
    unit: str = ""
    wide: bool = False

    @property
    def errors(self) -> list[str]:
        return errors_of(self.field)

    @property
    def options(self) -> Iterable[object]:
        return self.field.subwidgets if self.kind in GROUPED else ()


@dataclass(frozen=True)
class SummaryLine:
    """One line of the error summary: the same words as at the field, and where the field is."""

    text: str
    target: str


STANDARD = {
    "min_value": "{label}: không nhỏ hơn {limit_value}.", "max_value": "{label}: không lớn hơn {limit_value}.",
    "max_length": "{label}: nhiều nhất {limit_value} ký tự, hiện có {show_value}.",
    "invalid_choice": "{label}: chọn một mục trong danh sách.",
}  # fmt: skip
"""Code of an error of Django -> its words here."""
GROUPED = ("radios", "checkboxes", "chips", "multichips")


def kind_of(field: BoundField) -> str:
    """Which shape a field takes, from its widget."""
    for widget_type, kind in (
        (ChoiceChips, "chips"),
        (MultiChips, "multichips"),
        (forms.CheckboxSelectMultiple, "checkboxes"),
        (forms.RadioSelect, "radios"),
        (forms.CheckboxInput, "checkbox"),
        (forms.FileInput, "file"),
        (forms.Textarea, "textarea"),
        (forms.Select, "select"),
        (MoneyInput, "money"),
        (VnDateInput, "date"),
    ):
        if isinstance(field.field.widget, widget_type):
            return kind
    return "text"


def field_view(field: BoundField, *, kind: str = "", unit: str = "", wide: bool = False) -> FieldView:
    """The view of a field; a `kind` given wins over the widget's own."""
    kind = kind or kind_of(field)
    control = "" if kind in GROUPED else field.as_widget(attrs={"class": f"input input-{kind}"})
    return FieldView(field, kind, control, unit or ("đồng" if kind == "money" else ""), wide)


def summary_lines(form: forms.BaseForm | BaseFormSet | BoundField) -> list[SummaryLine]:
    """All errors of a field, of a form, or of all forms of a formset, in the order of the fields."""
    if isinstance(form, BoundField):
        return [SummaryLine(text, target_of(form)) for text in errors_of(form)]
    if isinstance(form, BaseFormSet):
        own = [SummaryLine(str(text), "") for text in form.non_form_errors()]
        return own + [line for one in form.forms for line in summary_lines(one)]
    general = [SummaryLine(str(text), "") for text in form.non_field_errors()]
    return general + [line for field in form for line in summary_lines(field)]


def errors_of(field: BoundField) -> list[str]:
    """The errors of a field: those of Django name it and say what to do, those of the form stand as written."""
    return [_in_words(field, error) for error in field.errors.as_data()]


def _in_words(field: BoundField, error: ValidationError) -> str:
    written = next(iter(error.messages))
    if not isinstance(error.message, Promise):  # only Django's own messages are translated when they are shown
        return written
    if error.code == "required":
        return _what_to_do(field)
    if error.code == "invalid" and isinstance(field.field, forms.IntegerField):
        return f"{field.label}: nhập bằng chữ số."
    words = STANDARD.get(error.code or "")
    return words.format(label=field.label, **(error.params or {})) if words else written


def _what_to_do(field: BoundField) -> str:
    kind = kind_of(field)
    label = str(field.label)
    if kind == "checkbox":
        return f"Đánh dấu vào ô “{label}”."
    return f"{'Chọn' if kind in (*GROUPED, 'select', 'file') else 'Nhập'} {inside(label)}."


def target_of(field: BoundField) -> str:
    """The id a summary link jumps to: the first option of a group, else the control itself."""
    if kind_of(field) in GROUPED:
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id or ""


def has_errors(candidates: Iterable[object]) -> bool:
    """Whether any of these is a bound form or formset with errors."""
    return any(
        candidate.is_bound and not candidate.is_valid()
        for candidate in candidates
        if isinstance(candidate, forms.BaseForm | BaseFormSet)
    )
