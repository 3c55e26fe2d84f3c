"""What does the chief administrator type to put another text in the place of a document's form?"""

from __future__ import annotations

from typing import Final

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from bhxh_archive.ui.fields import TextField, VnDateField

LARGEST: Final = 200 * 1024


class NewFormForm(forms.Form):
    """One Typst file, from which day it holds, and why."""

    use_required_attribute = False
    file = forms.FileField(
        label="Tệp mẫu (.typ)", help_text="Văn bản UTF-8, tối đa 200 KB. Tải mẫu đang dùng về sửa rồi tải lên.",
        widget=forms.FileInput(attrs={"accept": ".typ,.txt"}),
        error_messages={"required": "Chọn tệp mẫu.", "empty": "Tệp rỗng (0 byte). Hãy lưu lại rồi chọn lại."},
    )  # fmt: skip
    valid_from = VnDateField(label="Áp dụng từ ngày", initial=timezone.localdate)
    reason = TextField(label="Lý do, căn cứ", max_length=300, help_text="Văn bản nào đổi mẫu, số và ngày.")

    def clean_file(self) -> str:
        """The text itself."""
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > LARGEST:
            raise forms.ValidationError("Tệp lớn hơn 200 KB: đây không phải tệp mẫu.")
        try:
            text = file.read().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise forms.ValidationError("Tệp không phải văn bản UTF-8. Hãy lưu lại với mã UTF-8.") from error
        if "\x00" in text:
            raise forms.ValidationError("Tệp không phải văn bản: có ký tự rỗng.")
        return text.replace("\r\n", "\n")


class WithdrawFormForm(forms.Form):
    """Why a form is used no more."""

    use_required_attribute = False
    reason = TextField(label="Lý do rút", max_length=300)
