"""What is asked when a dossier is refused at the counter: why, by which law, and where should the person go?"""

from __future__ import annotations

from typing import Any, Final

from django import forms

from bhxh_archive.ui.fields import TextField
from intake.forms.verbs import Question, VersionedReason
from intake.models import RefusalNotice

ELSEWHERE: Final = "authority"
REFUSAL_REASONS: Final = (
    (ELSEWHERE, "Không thuộc thẩm quyền giải quyết"),
    ("condition", "Không đủ điều kiện hưởng"),
    ("duplicate", "Đã được giải quyết hoặc đang giải quyết"),
    ("other", "Lý do khác"),
)
WHY_REFUSED: Final = Question(
    "Nội dung", "In nguyên văn trên phiếu từ chối.", "Ghi rõ vì sao từ chối và người nộp cần làm gì."
)


class RefusalForm(VersionedReason):
    """The reason with the law it rests on, and where the person is sent (form 03)."""

    legal_ground = TextField(
        label="Căn cứ", max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Điều, khoản, văn bản; in trên phiếu từ chối. Lấy sẵn từ danh mục thủ tục: kiểm tra, ghi lại khi dẫn "
        "điều khoản khác.",
        error_messages={"required": "Ghi điều, khoản, văn bản là căn cứ từ chối."},
    )  # fmt: skip
    where_to_go = TextField(
        label="Hướng dẫn nơi đến", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Nộp ở đâu, làm gì tiếp; in trên phiếu từ chối. Bắt buộc khi không thuộc thẩm quyền. Ví dụ: nộp tại "
        "cơ quan BHXH nơi đang chi trả, hoặc qua Cổng Dịch vụ công quốc gia.",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, ask=WHY_REFUSED, reasons=REFUSAL_REASONS, **kwargs)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("reason") == ELSEWHERE and not values.get("where_to_go") and "where_to_go" not in self.errors:
            self.add_error("where_to_go", "Ghi cơ quan có thẩm quyền hoặc nơi người nộp cần đến.")
        return values

    def is_told_by(self, notice: RefusalNotice | None) -> bool:
        """Whether a refusal names this law and sends the person there."""
        told = notice and (notice.legal_ground, notice.where_to_go)
        return told == (self.cleaned_data["legal_ground"].strip(), self.cleaned_data["where_to_go"].strip())
