"""How is a step confirmed that needs a reason?"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from django import forms


class ReasonForm(forms.Form):
    """A reason chosen from a list, and its text; the text alone where there is no list."""

    reason = forms.ChoiceField(label="Lý do", widget=forms.RadioSelect, error_messages={"required": "Chọn một lý do."})
    explanation = forms.CharField(
        label="Nội dung",
        help_text="Người nhận đọc nguyên văn nội dung này.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Ghi rõ nội dung: việc gì chưa đúng và cần làm gì."},
    )

    def __init__(self, *args: Any, reasons: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if reasons:
            self.fields["reason"].choices = list(reasons)  # type: ignore[attr-defined]
        else:
            del self.fields["reason"]


@dataclass(frozen=True)
class ConfirmBlock:
    """What will happen, the reason asked for, the verb, and the way back."""

    template: ClassVar[str] = "ui/confirm.html"
    heading: str
    consequence: str
    verb: str
    form: forms.Form
    action_url: str = ""
    cancel_url: str = ""
    danger: bool = False
