"""What is asked about the social-insurance book when it goes back, is stamped, or stays with the paper?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django import forms

from bhxh_archive.ui.fields import TextField
from bhxh_archive.ui.widgets import ChoiceChips
from intake.actions.dossier.ending_books import NO_PROOF
from intake.forms.fields import NameField
from intake.models import Procedure

End = Procedure.BookEnd
DONE, LATER = "done", "later"
DEEDS: Final[Mapping[str, str]] = {
    End.RETURNED: "Trả sổ cùng kết quả",
    End.STAMPED: "Đã ghi, đóng dấu; trả sổ cùng kết quả",
    End.STORED: "Thu hồi sổ, lưu cùng hồ sơ giấy",
}
STAYS: Final = "Sổ giấy không đi cùng bản điện tử: trả sổ khi người dân đến nhận."
WAITS: Final = "Chưa, giữ sổ lại để làm sau"
WRITTEN: Final = "Nội dung đã ghi vào sổ"


def book_fields(end: str, entry: str, *, online: bool, stays: str = "") -> dict[str, forms.Field]:
    """What is done with the book in hand when the result goes out; where there is a choice, none is made beforehand.

    A paper book can't go out electronically: it waits, unless it is kept anyway. `stays` says what else is in its way.
    """
    why_not = stays or (STAYS if online and end != End.STORED else "")
    may = [] if why_not else [(DONE, DEEDS[end])]
    fields: dict[str, forms.Field] = {
        "book": forms.ChoiceField(
            label="Sổ BHXH đang giữ", choices=[*may, (LATER, WAITS)], widget=ChoiceChips,
            initial=None if may else LATER, help_text=why_not,
            error_messages={"required": "Chọn sổ BHXH được trả, thu hồi hay còn giữ lại.",
                            **({"invalid_choice": why_not} if why_not else {})},
        )
    }  # fmt: skip
    if end == End.STAMPED and may:
        fields["book_entry"] = entry_field(entry)
    return fields


def entry_field(entry: str) -> TextField:
    """What was written into the book, as usual or otherwise."""
    return TextField(label=WRITTEN, required=False, max_length=300, initial=entry)


class EndBookForm(forms.Form):
    """The book alone, after its result or without one: who takes it, what was written into it, and the proof."""

    use_required_attribute = False
    entry = TextField(label=WRITTEN, required=False, max_length=300)
    receiver_name = NameField(label="Họ tên người nhận lại sổ", max_length=150)
    proof = TextField(
        label="Số giấy tờ của người nhận, hoặc căn cứ giao nhận", max_length=300,
        help_text="Ví dụ: số căn cước; người nhận ký giấy giao nhận; mã bưu gửi khi gửi sổ qua bưu chính.",
        error_messages={"required": NO_PROOF},
    )  # fmt: skip
    reason = TextField(
        label="Lý do trả lại sổ đã thu hồi", max_length=300,
        error_messages={"required": "Ghi lý do trả lại sổ đã thu hồi."},
    )  # fmt: skip

    def __init__(self, data: Any = None, *, end: str, withdrawn: bool, stamped: bool, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial)
        stays = end == End.STORED and not withdrawn
        wanted = {"receiver_name": not stays, "proof": not stays, "reason": withdrawn,
                  "entry": end == End.STAMPED and not stamped and not withdrawn}  # fmt: skip
        for name in [name for name, asked in wanted.items() if not asked]:
            del self.fields[name]
