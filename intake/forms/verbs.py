"""What is asked for when a dossier is moved: reason, what is missing, number of the paper?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms

from bhxh_archive.ui.confirm import ReasonForm
from bhxh_archive.ui.fields import TextField
from intake.forms.line_defects import BOXES, NO_DEFECT, Asking, AsksLines
from intake.forms.papers import SCANNED
from intake.models import Component, Defect, PaperBox


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


FindBox = Callable[[str], PaperBox | None]
FindTwin = Callable[[str], str]
_TWIN = "Số hồ sơ giấy này cũng ghi ở {}. Sửa số; để chung một bìa thì đánh dấu ô «Để chung một bìa»."
_LAST_BOX = "Điền sẵn hộp bạn xếp gần nhất. Để ở hộp khác thì quét nhãn hộp đó; hồ sơ nhận số tiếp theo của hộp."

_ONE_OF_TWO = "Hồ sơ xếp vào hộp nhận số tiếp theo của hộp: xóa số này, hoặc xóa ô «Hộp» để dùng số này."


class ConsolidationForm(VersionForm):
    """The number of the paper file, and the reason for keeping a foreign signature that is in doubt."""

    box = forms.CharField(
        label="Hộp", max_length=80, required=False, widget=forms.TextInput(SCANNED),
        help_text="Quét nhãn hộp: hồ sơ được xếp vào hộp và nhận số tiếp theo của hộp.",
    )  # fmt: skip
    paper_file_number = TextField(
        required=False, label="Số hồ sơ giấy", max_length=60,
        help_text="Khi không dùng nhãn hộp: kho, giá, hộp, số hồ sơ, ví dụ K01.G02.H003.15",
    )  # fmt: skip
    shared = forms.BooleanField(label="Để chung một bìa với hồ sơ ấy", required=False)
    doubt_settled = TextField(
        label="Lý do chấp nhận chữ ký chưa xác minh được", required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        find_box: FindBox | None = None,
        find_twin: FindTwin = lambda number: "",
        proposed: bool = False,
        **kwargs: Any,
    ) -> None:
        """`find_box` tells the box of a label; without it nobody is asked for one. `find_twin` names the dossier that
        bears a number already ("" for none): that is meant so only where somebody says it. `proposed`: the field is
        filled in with the box that was used last."""
        super().__init__(*args, **kwargs)
        self.find_box = find_box
        number, box = (self.data.get(name, "").strip() for name in ("paper_file_number", "box"))
        self.twin = find_twin(number) if number and not (find_box and box) else ""
        if not self.twin:
            del self.fields["shared"]
        if proposed:
            self.fields["box"].help_text = _LAST_BOX
        if find_box is None:
            del self.fields["box"]

    def clean_box(self) -> PaperBox | None:
        typed: str = self.cleaned_data["box"].strip()
        found = self.find_box(typed) if self.find_box and typed else None
        if typed and found is None:
            raise forms.ValidationError(f"Không có hộp «{typed}». Quét lại nhãn, hoặc thêm hộp ở trang Kho giấy.")
        return found

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if not (values.get("box") or values.get("paper_file_number") or "box" in self.errors):
            self.add_error("paper_file_number", "Quét nhãn hộp hoặc nhập số hồ sơ giấy.")
        if values.get("box") and values.get("paper_file_number") and "paper_file_number" in self.changed_data:
            self.add_error("paper_file_number", _ONE_OF_TWO)
        if self.twin and not values.get("shared"):
            self.add_error("paper_file_number", _TWIN.format(self.twin))
        return values
