"""What is asked for when a dossier is moved: reason, what is missing?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from bhxh_archive.ui.confirm import ReasonForm
from bhxh_archive.ui.fields import TextField
from intake.forms.line_defects import BOXES, NO_DEFECT, Asking, AsksLines
from intake.models import Component, Defect


class VersionForm(forms.Form):
    """The version of the dossier that the person saw; a newer one is a conflict."""

    use_required_attribute = False
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)


@dataclass(frozen=True)
class Question:
    """What is asked when something ends or is opened again: label, who reads the answer, what to do without one."""

    label: str
    hint: str
    empty: str


WHY_WITHDRAWN = Question(
    "Lý do người nộp đề nghị dừng", "In nguyên văn trên thông báo dừng giải quyết.", "Ghi lý do người nộp đề nghị dừng."
)
WHY_REWORKED = Question("Lý do mở lại", "Ghi vào nhật ký của hồ sơ.", "Ghi lý do mở lại bước tích hợp.")


class VersionedReason(ReasonForm):
    """A reason, chosen or written, with the version that was seen."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, ask: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        box = self.fields["explanation"]
        box.label, box.help_text = ask.label, ask.hint
        box.error_messages["required"] = ask.empty

    def text(self) -> str:
        """The reason as it is written into the trail and onto the slip."""
        chosen = dict(getattr(self.fields.get("reason"), "choices", [])).get(self.cleaned_data.get("reason"), "")
        return f"{chosen}: {self.cleaned_data['explanation']}" if chosen else self.cleaned_data["explanation"]


MOST_WORDS = 500  # of what is asked for in one line of a slip


class SurvivorForm(VersionForm):
    """Which dossier stays, found by its number, and why the other one ends."""

    number = forms.CharField(
        label="Mã hồ sơ được giữ lại", max_length=60, help_text="Gõ hoặc quét mã vạch trên phiếu bìa."
    )
    explanation = TextField(
        label="Lý do hủy", max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi rõ lý do hủy hồ sơ trùng."},
    )  # fmt: skip


class SupplementForm(AsksLines, VersionForm):
    """One line for each component, and free lines: all defects on one slip (form 02).

    A line has three boxes, whose names end in the id of the component: what is wrong, how to put it right, which law.
    Of an employer's list single lines can be named too.
    """

    FREE = 4
    legal_ground = TextField(
        label="Căn cứ chung",
        max_length=300,
        required=False,
        help_text="Điều, khoản, văn bản quy định giấy tờ phải nộp; in ở các dòng không ghi căn cứ riêng. Không ghi cả "
        "hai thì in căn cứ trong danh mục thủ tục.",
    )

    def __init__(
        self, *args: Any, components: Sequence[Component], asking: Asking | None = None,
        grounds: Mapping[int, str] | None = None, **kwargs: Any
    ) -> None:  # fmt: skip
        """`grounds`: the catalogue's law of each component, by its id; it shows where nothing is written."""
        super().__init__(*args, **kwargs)
        named = [(str(row.pk), paper_of(row), row) for row in components]
        free = [(f"free{number}", f"Nội dung khác {number}", None) for number in range(1, self.FREE + 1)]
        self.lines: list[tuple[str, str, Component | None]] = [*named, *free]
        for end, name, _ in self.lines:
            for start, label, most in BOXES:
                self.fields[start + end] = TextField(
                    label=f"{name}: {label.lower()}", required=False, max_length=most,
                    widget=forms.Textarea(attrs={"rows": 2}),
                )  # fmt: skip
        for pk, ground in (grounds or {}).items():
            self.fields[f"g{pk}"].widget.attrs["placeholder"] = ground
        if asking:
            self.ask_lines(asking)

    def clean(self) -> dict[str, Any]:
        """A remedy that somebody typed is no defect alone, and would not be printed."""
        values = super().clean()
        for end, _, _ in self.lines:
            typed = values.get(f"r{end}") and values[f"r{end}"] != self.initial.get(f"r{end}")
            if typed and not values.get(f"c{end}"):
                self.add_error(f"c{end}", NO_DEFECT)
        return values

    @property
    def rows(self) -> list[tuple[str, list[tuple[str, forms.BoundField]]]]:
        """Name of the paper, and its three boxes under the heads of their columns."""
        return [(name, [(label, self[start + end]) for start, label, _ in BOXES]) for end, name, _ in self.lines]

    def items(self) -> list[Defect]:
        """What the actions take; lines that don't say what is wrong are left out."""
        given = self.cleaned_data
        read = [Defect(row, *(given.get(start + end, "") for start, _, _ in BOXES)) for end, _, row in self.lines]
        return [*(defect for defect in read if defect.wanted), *self.line_defects]

    def taken_out(self) -> list[str]:
        """The papers and lines of the list that were proposed and whose words somebody took out: not asked for."""
        named = {end: name for end, name, _ in self.lines} | self.called_lines()
        return [name for end, name in named.items() if self.initial.get(f"c{end}") and not self.cleaned_data[f"c{end}"]]


def paper_of(row: Component) -> str:
    """Name and person of a component."""
    return f"{row.type.name} ({row.person})" if row.person else row.type.name
