"""What does the chief administrator type about a postal service?"""

from __future__ import annotations

from typing import Any, Final

from django import forms

from bhxh_archive.ui.fields import TextField, VnDateField
from intake.models import Carrier

ADDRESS_HINT: Final = (
    "Trang công khai của bưu chính, viết {code} ở chỗ của mã bưu gửi, ví dụ https://tracuu.example.vn/?ma={code}. "
    "Để trống khi chưa biết."
)


class CarrierForm(forms.Form):
    """One carrier; of one that is there already the code, the name and the first day stand."""

    use_required_attribute = False
    code = forms.CharField(label="Mã", max_length=20, help_text="Chữ in hoa không dấu, chữ số, ví dụ VNPOST.")
    name = TextField(label="Tên đầy đủ", max_length=200)
    ordinal = forms.IntegerField(label="Thứ tự trong danh sách", min_value=1, max_value=99, initial=1)
    tracking_url = forms.CharField(
        label="Địa chỉ tra cứu bưu gửi", max_length=300, required=False, help_text=ADDRESS_HINT
    )
    numbering = forms.ChoiceField(
        label="Mã bưu gửi", choices=Carrier.Numbering.choices, initial=Carrier.Numbering.FREE,
        help_text="Mã gõ khác mẫu được hỏi lại, không bị chặn.",
    )  # fmt: skip
    valid_from = VnDateField(label="Từ ngày")
    valid_to = VnDateField(label="Đến ngày", required=False, help_text="Để trống khi chưa kết thúc.")
    source = TextField(label="Nguồn", max_length=300, help_text="Văn bản hoặc hợp đồng, số và ngày.")
    needs_confirmation = forms.BooleanField(label="Cần xác nhận", required=False)

    def __init__(self, data: Any = None, *, carrier: Carrier | None = None) -> None:
        known = {name: getattr(carrier, name) for name in self.base_fields} if carrier else {"needs_confirmation": True}
        super().__init__(data, initial=known)
        if carrier:
            for name in ("code", "name", "valid_from"):
                del self.fields[name]

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip().upper()
