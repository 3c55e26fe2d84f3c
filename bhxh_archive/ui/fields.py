"""How are dates, amounts and several files read from a form?"""

import re
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from bhxh_archive.documents.glyphs import as_typed, named, unprintable
from bhxh_archive.text import nfc
from bhxh_archive.ui.widgets import ManyFilesInput, MoneyInput, VnDateInput

UNPRINTABLE: Final = "Có ký tự không in được trên giấy tờ:"


class TextField(forms.CharField):
    """Text that may be printed: NFC, pasted bullets and ticks as signs of our font; what the font lacks is refused."""

    def to_python(self, value: Any) -> str:
        return as_typed(nfc(super().to_python(value) or ""))

    def validate(self, value: Any) -> None:
        super().validate(value)
        if strange := unprintable(value):
            raise ValidationError(f"{UNPRINTABLE} {named(strange)}. Xóa đi hoặc ghi bằng chữ thường dùng.")


class VnDateField(forms.DateField):
    """A date as dd/mm/yyyy; ddmmyyyy and dd-mm-yyyy are understood too."""

    widget = VnDateInput
    default_error_messages = {
        "invalid": "Nhập ngày theo dạng dd/mm/yyyy, ví dụ 05/09/2026.",
        "no_such_day": "Lịch không có ngày này. Kiểm tra lại ngày, tháng, năm.",
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%d/%m/%Y", "%d%m%Y", "%d-%m-%Y", "%d.%m.%Y"], **kwargs)

    def to_python(self, value: Any) -> date | None:
        try:
            return super().to_python(value)
        except ValidationError as error:
            if re.fullmatch(r"\d{1,2}([/.-])\d{1,2}\1\d{4}", str(value).strip()):
                raise ValidationError(self.error_messages["no_such_day"], code="no_such_day") from error
            raise


class MoneyField(forms.IntegerField):
    """A whole number of đồng; dots and spaces between thousands are allowed, decimals are refused."""

    widget = MoneyInput
    default_error_messages = {"invalid": "Nhập số tiền bằng đồng, chỉ gồm chữ số và dấu chấm, ví dụ 3.783.135."}

    def to_python(self, value: Any) -> int | None:
        if isinstance(value, str):
            value = _without_separators(value.strip())
            if "." in value:  # Django would read '1.0000' as 1
                raise ValidationError(self.error_messages["invalid"], code="invalid")
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}  # the box is text: a minimum on it would mean a length


def _without_separators(typed: str) -> str:
    """'3.783.135' -> '3783135'; '3.78' stays as it is and is then refused, instead of becoming 378."""
    grouped = re.fullmatch(r"-?\d{1,3}([. ]\d{3})+", typed)
    return re.sub(r"[. ]", "", typed) if grouped else typed


class NamedChoice(forms.ChoiceField):
    """A choice from a list that only a request knows; `say` finds what a value is called, "" when it can't."""

    def __init__(self, *, say: Callable[[str], str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.say = say


class ManyFilesField(forms.FileField):
    """Several files from one input; cleans to a list, possibly empty when not required."""

    widget = ManyFilesInput
    default_error_messages = {"required": "Chọn ít nhất một tệp."}

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # type: ignore[override]
        files: Sequence[Any] = (data or [None]) if isinstance(data, list | tuple) else [data]
        return [cleaned for file in files if (cleaned := super(ManyFilesField, self).clean(file, initial))]
