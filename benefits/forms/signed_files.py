"""What comes back from another signing tool?"""

from __future__ import annotations

from typing import Any, Final

from django import forms

from bhxh_archive.confirming import PasswordForm
from bhxh_archive.ui.fields import ManyFilesField
from bhxh_archive.ui.widgets import ManyFilesInput

LARGEST: Final = 10 * 1024 * 1024
MOST: Final = 20
"""All of one upload are held in memory at once: they are compared with what went out."""


class SignedFilesForm(PasswordForm):
    """The signed files of one dossier, and the password of who signed them."""

    signed = ManyFilesField(label="Tệp đã ký (PDF)", widget=ManyFilesInput(attrs={"accept": ".pdf"}))
    field_order = ("signed", "password")

    def clean_signed(self) -> list[Any]:
        files: list[Any] = self.cleaned_data["signed"]
        if len(files) > MOST or any(file.size > LARGEST for file in files):
            raise forms.ValidationError(f"Nạp nhiều nhất {MOST} tệp, mỗi tệp không quá {LARGEST >> 20} MB.")
        return files
