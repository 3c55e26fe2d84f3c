"""What is asked for a notice by which a request is granted?"""

from __future__ import annotations

from typing import Final

from benefits.forms.entries import Replacing
from benefits.forms.fields import lines, short
from benefits.kinds.notice import SUBJECTS
from benefits.models import Draft

_HINTS: Final = {
    "VB_XACNHAN_TG": "Mỗi dòng một nội dung: từ tháng nào đến tháng nào được xác nhận, ở đơn vị nào, căn cứ nào; tổng "
                     "thời gian.",
    "VB_PRE95": "Mỗi dòng một nội dung: nước, ngành nghề, từ tháng nào đến tháng nào được tính, căn cứ nào; tổng thời "
                "gian.",
    "TB_DIEUCHINH": "Mỗi dòng một nội dung: thông tin nào, đã ghi là gì, nay điều chỉnh thành gì, căn cứ giấy tờ nào.",
    "TB_CHUYEN": "Mỗi dòng một nội dung: chế độ và mức hưởng, nơi đang chi trả trả đến hết tháng nào, nơi chuyển đến "
                 "trả từ tháng nào, hồ sơ kèm theo.",
    "XN_UYQUYEN": "Mỗi dòng một nội dung: ai được lĩnh thay, số căn cước, khoản nào, từ ngày nào đến ngày nào.",
}  # fmt: skip


class NoticeEntries(Replacing):
    """Thông báo kết quả giải quyết."""

    about = short("Trích yếu", 300)
    contents = lines("Nội dung", "Mỗi dòng một nội dung.", rows=6)
    guidance = lines("Hướng dẫn người nhận", "Mỗi dòng một câu.", rows=3)
    others = lines("Nơi nhận khác", "Mỗi dòng một nơi, ví dụ cơ quan BHXH nơi chuyển đến.", rows=2)
    groups = (("Nội dung thông báo", ("about", "contents", "guidance", "others")),)

    def ask_of(self, draft: Draft) -> None:
        super().ask_of(draft)
        code = draft.kind.code
        self.fields["about"].help_text = f"Bỏ trống: «Về việc {SUBJECTS[code]}»."
        self.fields["contents"].help_text = _HINTS[code]
