"""What does the chief administrator fill in about a procedure, and about the day from which it holds?"""

from __future__ import annotations

from typing import Any

from django import forms

from bhxh_archive.ui.fields import VnDateField
from bhxh_archive.ui.widgets import ChoiceChips, MultiChips
from intake.deadlines import STAGES
from intake.forms.role_groups import RoleGroupsField
from intake.models import Procedure
from intake.rules.catalogue_words import DEADLINES, DESKS, RETENTION, SUBMITTERS
from intake.rules.versions import PROCEDURE_FIELDS, fingerprint
from intake.slips import SLIPS


def choice(choices: dict[Any, str], **more: Any) -> forms.ChoiceField:
    """A field to choose one key of the labels."""
    return forms.ChoiceField(choices=[(str(key), label) for key, label in choices.items()], **more)


def without_blank(field: forms.Field) -> None:
    """A choice that must be made offers no empty chip."""
    if field.required and isinstance(field.widget, ChoiceChips):
        field.choices = [(value, label) for value, label in field.choices if value]  # type: ignore[attr-defined]


class SeenForm(forms.ModelForm):
    """A row of a draft that remembers what stood in it when the form was shown."""

    use_required_attribute = False
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = fingerprint(self.instance)


class ProcedureForm(SeenForm):
    """The procedure itself; its parts have forms of their own."""

    submitters = forms.MultipleChoiceField(choices=list(SUBMITTERS.items()), widget=MultiChips)
    required_roles = RoleGroupsField()
    deadline_kind = choice(DEADLINES, widget=ChoiceChips)
    retention_code = choice(RETENTION)
    slips_left_out = forms.MultipleChoiceField(
        choices=[(slip.name, slip.label) for slip in SLIPS.values() if slip.build], widget=MultiChips, required=False
    )

    class Meta:
        model = Procedure
        fields = ("name", "published_code", "submitters", "required_roles", "deadline_amount", "deadline_kind",
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
            without_blank(field)
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


class InForceForm(forms.Form):
    """From which day the new version holds."""

    use_required_attribute = False
    valid_from = VnDateField(
        label="Áp dụng từ ngày", help_text="Từ ngày mai. Hồ sơ đã nhận giữ quy định của ngày nhận."
    )
