"""What does the clerk ask so that the checklist fits the case?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils import timezone

from bhxh_archive.ui.widgets import ChoiceChips
from intake.models import Answer, Question

Asked = Sequence[tuple[Question, Answer | None]]


def _told(question: Question, answer: Answer | None) -> str:
    when = f"{answer.by} ghi lúc {timezone.localtime(answer.at):%H:%M %d/%m/%Y}. " if answer else ""
    return f"{when}Căn cứ: {question.source}{' (cần xác nhận)' if question.needs_confirmation else ''}"


class QuestionsForm(forms.Form):
    """One choice for each question of the procedure; a question may stay open. With `rest` the open ones get a no.

    `told` says beside each who answered it when, and by which source it is asked.
    """

    use_required_attribute = False
    rest = forms.BooleanField(label="Câu có, không để trống là «Không»", required=False)

    def __init__(self, *args: Any, asked: Asked, told: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for question, answer in asked:
            self.fields[f"ask-{question.code}"] = forms.ChoiceField(
                label=question.text, choices=question.options, required=False, widget=ChoiceChips,
                initial=answer.value if answer else None, help_text=_told(question, answer) if told else "",
            )  # fmt: skip

    @property
    def open(self) -> int:
        """How many questions nobody has answered yet."""
        return sum(answer is None for _, answer in self.asked)

    @property
    def boxes(self) -> list[forms.BoundField]:
        """The questions alone, in the order of the catalogue."""
        return [self[f"ask-{question.code}"] for question, _ in self.asked]

    def go_to_open(self) -> bool:
        """Open the page at the first question that nobody has answered yet; whether there is one."""
        for question, answer in self.asked:
            if answer is None:
                self.fields[f"ask-{question.code}"].widget.attrs["autofocus"] = True
                return True
        return False

    def answers(self) -> dict[str, str]:
        """Code -> value of what was chosen; `rest` says no to every open question of yes or no."""
        rest = self.cleaned_data["rest"]
        chosen = {question: self.cleaned_data[f"ask-{question.code}"] for question, _ in self.asked}
        no = {question: "NO" for question, value in chosen.items() if rest and not value and not question.choices}
        return {question.code: value for question, value in (chosen | no).items() if value}

    def is_told_by(self, told: Mapping[str, str]) -> bool:
        """Whether the answers (code -> value) are those chosen here, and no more of what is asked here is answered."""
        asked = {question.code for question, _ in self.asked}
        return self.answers() == {code: value for code, value in told.items() if code in asked}
