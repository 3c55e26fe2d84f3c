"""Which of the papers that were asked for have come, and how much of each is there now?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final, Self

from django import forms

from bhxh_archive.ui.fields import TextField
from intake.models import Component, SupplementItem

ANSWERS: Final = "answers"
"""The id of the form that the boxes of all items belong to."""
MOST_SHEETS: Final = 999
MOST_PAGES: Final = 2 * MOST_SHEETS
BOTH: Final = "Ghi cả số tờ và số trang của giấy tờ, hoặc để trống cả hai."
MORE_SHEETS: Final = "Số tờ nhiều hơn số trang: mỗi tờ có ít nhất một trang."
NOT_TICKED: Final = "Đã ghi số tờ, số trang hoặc lý do mà chưa đánh dấu «Đã nhận»."


def _number(label: str, most: int) -> forms.IntegerField:
    words = f"{label}: nhập số từ 1 đến {most}, hoặc để trống."
    box = forms.TextInput(attrs={"class": "input input-narrow", "inputmode": "numeric", "maxlength": len(str(most)),
                                 "autocomplete": "off", "form": ANSWERS})  # fmt: skip
    faults = dict.fromkeys(("invalid", "min_value", "max_value"), words)
    return forms.IntegerField(
        label=label, required=False, min_value=1, max_value=most, widget=box, error_messages=faults
    )


def _total(paper: Component, scanned: int, came: int) -> int:
    """How many pages a paper probably has by now."""
    return max(paper.pages_counted, scanned) if came else paper.pages_counted or scanned


class CameForm(forms.Form):
    """One item that was asked for. `papers`: of which one will do, the likeliest first, those of
    a line that are not there yet without an id; `counted`: the paper in it is
    counted here, by the counter that has it in its hands. `scanned`: pages of it that lie in the dossier already, the
    proposed count of what nobody counted, and where some of them `came` since it was asked."""

    use_required_attribute = False
    came = forms.BooleanField(label="Đã nhận", required=False, widget=forms.CheckboxInput(attrs={"form": ANSWERS}))
    paper = forms.TypedChoiceField(
        label="Giấy tờ đã nhận", required=False, empty_value=None,
        widget=forms.Select(attrs={"class": "input input-select", "form": ANSWERS}),
        error_messages={"invalid_choice": "Giấy tờ này không thay được giấy tờ đã yêu cầu."},
    )  # fmt: skip
    sheets = _number("Số tờ", MOST_SHEETS)
    pages = _number("Số trang", MOST_PAGES)
    unscanned = TextField(
        label="Không có trang mới, vì", required=False, max_length=300,
        widget=forms.TextInput(attrs={"class": "input input-wide", "form": ANSWERS, "autocomplete": "off"}),
    )  # fmt: skip

    def __init__(
        self, data: Mapping[str, Any] | None, item: SupplementItem, *, papers: Sequence[Component], counted: bool,
        alone: bool, scanned: int = 0, came: int = 0,
    ) -> None:  # fmt: skip
        paper = papers[0] if papers else item.component
        have = {"sheets": paper.sheets or None, "pages": _total(paper, scanned, came) or None} if paper else {}
        super().__init__(data, prefix=f"i{item.pk}", initial={"came": alone} | have)
        self.item, self.scanned, self.papers = item, scanned, papers
        for name in ("sheets", "pages", "unscanned") if not counted else ():
            del self.fields[name]
        self._offer(papers if counted else ())

    def _offer(self, papers: Sequence[Component]) -> None:
        if len(papers) < 2:
            del self.fields["paper"]
            return
        by_key = {str(row.pk or f"t{row.type_id}"): row for row in papers}
        box: Any = self.fields["paper"]
        box.choices, box.coerce = [(key, row.type.name) for key, row in by_key.items()], by_key.__getitem__

    @classmethod
    def of_answered(cls, data: Mapping[str, Any], item: SupplementItem) -> Self:
        """What was typed for an item that is answered by now."""
        papers = [item.component] if item.component else []
        return cls(data, item, papers=papers, counted=True, alone=False)

    def is_told(self) -> bool:
        """Whether the paper is counted by now as it was typed here; another paper chosen in its place is not."""
        paper = self.item.component
        there = {"sheets": paper and paper.sheets, "pages": paper and paper.pages_counted,
                 "unscanned": self.item.unscanned}  # fmt: skip
        if not self.is_valid():
            return False
        here = {str(paper.pk), f"t{paper.type_id}"} if paper else set()
        return self.data.get(self.add_prefix("paper"), "") in {"", *here} and all(
            not self.cleaned_data[name] or self.cleaned_data[name] == told for name, told in there.items()
        )

    def go_to_fault(self) -> None:
        """Open the page at the first box that is wrong, or at the tick."""
        name = next(iter(self.errors), "came")
        self.fields[name].widget.attrs["autofocus"] = True

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if not given.get("came") and {"sheets", "pages", "unscanned"} & set(self.changed_data):
            self.add_error("came", NOT_TICKED)
        elif given.get("came") and not self.errors:
            self._want_both(given)
        return given

    def _want_both(self, given: Mapping[str, Any]) -> None:
        """The proposed number of pages alone would leave the sheets of the whole dossier too few, unseen."""
        missing = [name for name in ("sheets", "pages") if name in self.fields and not given.get(name)]
        if len(missing) == 1:
            self.add_error(missing[0], BOTH)
        elif (given.get("sheets") or 0) > (given.get("pages") or 0):
            self.add_error("sheets", MORE_SHEETS)
