"""What does the records clerk give when papers signed with ink are issued?"""

from __future__ import annotations

from django import forms

from bhxh_archive.confirming import PasswordForm


class PaperIssueForm(PasswordForm):
    """How many papers of each document were signed and sealed, and the password of who says so."""

    copies = forms.IntegerField(
        label="Số bản giấy đã ký, đóng dấu của mỗi văn bản", min_value=1, max_value=99,
        help_text="Chỉ giao các bản này; không in thêm từ bản số hóa.",
    )  # fmt: skip
    field_order = ("copies", "password")
