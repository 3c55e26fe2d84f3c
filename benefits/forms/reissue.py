"""What is asked when issued documents are given out a second time?"""

from __future__ import annotations

from functools import cache, partial

from django import forms

from benefits.earlier.reissuing import CHOSEN, STATEMENT, reissuable
from benefits.forms.entries import Entries
from benefits.forms.fields import lines
from benefits.models import Draft


class ReissueEntries(Entries):
    """Công văn cấp lại, cấp bản sao văn bản đã ban hành."""

    copied = forms.ChoiceField(
        label="Văn bản điện tử của đơn vị", required=False,
        help_text="Bản điện tử gốc đi kèm công văn khi phát hành, bộ phận Tiếp nhận in hoặc gửi cho người nhận.",
    )  # fmt: skip
    with_statement = forms.BooleanField(label="Kèm bản quá trình đóng cùng số", required=False, initial=True)
    others = lines(
        "Bản sao, bản cấp lại bằng giấy",
        "Mỗi dòng một văn bản: hình thức sao, tên loại, số, ngày, cơ quan ban hành, số bản; sổ BHXH do bộ phận cấp sổ "
        "in lại cũng ghi ở đây. Bản giấy giao cho bộ phận Tiếp nhận cùng hồ sơ.",
    )
    guidance = lines("Hướng dẫn người nhận", "Mỗi dòng một câu.", rows=3)
    groups = (
        ("Văn bản được cấp lại", (CHOSEN, STATEMENT, "others")),
        ("Nội dung khác", ("guidance",)),
    )

    def ask_of(self, draft: Draft) -> None:
        super().ask_of(draft)
        self.fields[CHOSEN].choices = cache(partial(_offered, draft))  # type: ignore[attr-defined]


def _offered(draft: Draft) -> list[tuple[str, str]]:
    rows = [(str(row.pk), f"Số {row.number} ngày {row.dated:%d/%m/%Y}: {row.title}") for row in reissuable(draft)]
    return [("", "Không chọn"), *rows]
