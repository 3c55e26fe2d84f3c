"""What does each shared part look like, in each of its states?"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from bhxh_archive.ui import gallery_data as sample
from bhxh_archive.ui import toast
from bhxh_archive.ui.confirm import ConfirmBlock, ReasonForm
from bhxh_archive.ui.fields import MoneyField, VnDateField
from bhxh_archive.ui.widgets import ChoiceChips, MultiChips

REASONS = [("unreadable", "Bản quét không đọc được"), ("missing", "Thiếu thành phần"), ("wrong", "Sai thông tin")]
METHODS = [("counter", "Tại quầy"), ("post", "Bưu chính"), ("electronic", "Bản điện tử")]


class SampleForm(forms.Form):
    """Every kind of field once."""

    name = forms.CharField(label="Họ và tên", help_text="Viết có dấu, như trên giấy tờ.")
    born = VnDateField(label="Ngày sinh")
    amount = MoneyField(label="Mức hưởng", min_value=1)
    bank = forms.ChoiceField(label="Ngân hàng", choices=[("", "Chọn ngân hàng"), ("a", "Ngân hàng A")], required=False)
    method = forms.ChoiceField(label="Hình thức trả kết quả", choices=METHODS, widget=ChoiceChips)
    papers = forms.MultipleChoiceField(
        label="Giấy tờ trả lại",
        choices=[("book", "Sổ BHXH"), ("id", "Bản chính giấy tờ")],
        widget=MultiChips,
        required=False,
    )
    source = forms.ChoiceField(label="Nguồn số liệu", choices=REASONS, widget=forms.RadioSelect)
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    sure = forms.BooleanField(label="Đã đối chiếu với bản chính")


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """The page of living examples; synthetic data only. `?loi=1` shows forms and parts in error."""
    failed = bool(request.GET.get("loi"))
    if request.GET.get("bao"):
        toast.undoable(request, "Đã xóa 2 trang khỏi hồ sơ 2026-0114-9.", undo_url=request.path)
        messages.error(request, "Chưa gán được: hồ sơ đã chuyển xét duyệt.")
    return render(request, "ui/gallery.html", _context(request, failed=failed))


def _context(request: HttpRequest, *, failed: bool) -> dict[str, Any]:
    return {
        "desk": sample.desk(),
        "sample": sample,
        "queue": sample.queue(request.GET),
        "form": _sample_form(failed=failed),
        "confirm": _confirm(failed=failed),
        "drop_zone": sample.drop_zone(error="Chọn ít nhất một tệp." if failed else ""),
        "failed": failed,
    }


def _sample_form(*, failed: bool) -> SampleForm:
    if failed:
        return SampleForm(
            {"name": "", "born": "31/02/1966", "amount": "3,5 triệu", "note": "Giữ nguyên nội dung đã nhập."}
        )
    return SampleForm(initial={"name": "Nguyễn Thị Ánh Tuyết", "amount": 3_783_135, "method": "counter"})


def _confirm(*, failed: bool) -> ConfirmBlock:
    form = ReasonForm({} if failed else None, reasons=REASONS, prefix="confirm")
    return ConfirmBlock(
        heading="Trả lại Bộ phận Tiếp nhận",
        consequence="Hồ sơ 2026-0114-9 trở về hàng chờ của BHXH cơ sở Bình Khê; hạn trả kết quả không đổi.",
        verb="Trả lại hồ sơ",
        form=form,
        cancel_url="#",
        danger=True,
    )
