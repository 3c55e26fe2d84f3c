"""What is asked before a second supplement request: why it was not named before, and what the head says?"""

from __future__ import annotations

from django import forms

from bhxh_archive.ui.fields import TextField


class AskConsentForm(forms.Form):
    """Why the first slip did not name it."""

    use_required_attribute = False
    reason = TextField(
        label="Vì sao lần trước chưa nêu", max_length=500, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="In nguyên văn trên phiếu yêu cầu bổ sung lần này.",
        error_messages={"required": "Ghi vì sao lần trước chưa nêu nội dung này."},
    )  # fmt: skip


class AnswerConsentForm(forms.Form):
    """The head's answer; saying no takes a reason."""

    use_required_attribute = False
    answer = TextField(
        label="Ý kiến", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Bắt buộc khi không đồng ý.",
    )  # fmt: skip
