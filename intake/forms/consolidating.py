"""Where does the paper of a dossier lie once it is consolidated, and why is a signature in doubt accepted?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from bhxh_archive.ui.fields import TextField
from intake.forms.papers import SCANNED
from intake.forms.verbs import VersionForm
from intake.models import PaperBox

FindBox = Callable[[str], PaperBox | None]
FindTwin = Callable[[str], str]
FindUnknown = Callable[[str], bool]
_UNKNOWN = (
    "Kho giấy không có hộp nào mang số này: hồ sơ sẽ không nằm trong hộp nào. Sửa số theo nhãn hộp; đúng là để ngoài "
    "các hộp ấy thì đánh dấu ô «Vẫn ghi số này»."
)
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
    unboxed = forms.BooleanField(label="Vẫn ghi số này, hồ sơ không nằm trong hộp nào của kho", required=False)
    doubt_settled = TextField(
        label="Lý do chấp nhận chữ ký chưa xác minh được", required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(
        self,
        *args: Any,
        find_box: FindBox | None = None,
        find_twin: FindTwin = lambda number: "",
        find_unknown: FindUnknown = lambda number: False,
        proposed: bool = False,
        **kwargs: Any,
    ) -> None:
        """`find_box` tells the box of a label; without it nobody is asked for one. `find_twin` names the dossier that
        bears a number already ("" for none): that is meant so only where somebody says it. `proposed`: the field is
        filled in with the box that was used last. `find_unknown` tells that a number names no box of a store that has
        some: that, too, is meant so only where somebody says it."""
        super().__init__(*args, **kwargs)
        self.find_box = find_box
        number, box = (self.data.get(name, "").strip() for name in ("paper_file_number", "box"))
        typed = number if not (find_box and box) else ""
        self.twin = find_twin(typed) if typed else ""
        self.unknown = bool(typed) and find_unknown(typed)
        for name, asked in (("shared", self.twin), ("unboxed", self.unknown)):
            if not asked:
                del self.fields[name]
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
        if self.unknown and not values.get("unboxed"):
            self.add_error("paper_file_number", _UNKNOWN)
        return values
