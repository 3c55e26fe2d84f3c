"""What is asked when a result is put off, or not put off again: the new day, the reason?"""

from __future__ import annotations

from django import forms

from benefits.forms.fields import reason_field
from bhxh_archive.ui.fields import VnDateField


class ReappointForm(forms.Form):
    """The new day and the words of the apology (form 04)."""

    promised_on = VnDateField(label="Ngày hẹn lại", help_text="Ngày làm việc, sau ngày đã hẹn.")
    reason = reason_field(
        "Lý do chậm trả kết quả",
        "In nguyên văn trên phiếu xin lỗi.",
        "Ghi lý do chậm trả kết quả; lý do được in trên phiếu.",
        most=500,
        rows=4,
    )


class CorrectPromiseForm(forms.Form):
    """The day that was meant, and why the one on the slip is wrong."""

    promised_on = VnDateField(label="Ngày hẹn lại đúng", help_text="Ngày làm việc, sau ngày đã hẹn trước đó.")
    reason = reason_field(
        "Lý do sửa",
        "Ghi vào nhật ký. Lý do chậm trả kết quả trên phiếu giữ nguyên.",
        "Ghi lý do sửa ngày hẹn lại, ví dụ: gõ nhầm năm.",
        most=500,
    )


class RefuseForm(forms.Form):
    """Why the leader does not put it off again."""

    answer = reason_field("Lý do không đồng ý", missing="Ghi lý do không đồng ý để phòng biết phải làm gì.", most=500)
