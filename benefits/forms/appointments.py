"""What is asked when a result is put off, or not put off again: the new day, the reason?"""

from __future__ import annotations

from django import forms

from bhxh_archive.ui.fields import TextField, VnDateField


class ReappointForm(forms.Form):
    """The new day and the words of the apology (form 04)."""

    promised_on = VnDateField(label="Ngày hẹn lại", help_text="Ngày làm việc, sau ngày đã hẹn.")
    reason = TextField(
        label="Lý do chậm trả kết quả", max_length=500, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="In nguyên văn trên phiếu xin lỗi.",
        error_messages={"required": "Ghi lý do chậm trả kết quả; lý do được in trên phiếu."},
    )  # fmt: skip


class CorrectPromiseForm(forms.Form):
    """The day that was meant, and why the one on the slip is wrong."""

    promised_on = VnDateField(label="Ngày hẹn lại đúng", help_text="Ngày làm việc, sau ngày đã hẹn trước đó.")
    reason = forms.CharField(
        label="Lý do sửa", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ghi vào nhật ký. Lý do chậm trả kết quả trên phiếu giữ nguyên.",
        error_messages={"required": "Ghi lý do sửa ngày hẹn lại, ví dụ: gõ nhầm năm."},
    )  # fmt: skip


class RefuseForm(forms.Form):
    """Why the leader does not put it off again."""

    answer = TextField(
        label="Lý do không đồng ý", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do không đồng ý để phòng biết phải làm gì."},
    )  # fmt: skip
