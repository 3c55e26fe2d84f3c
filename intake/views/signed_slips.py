"""Where is the slip that the receiver signed, how is it scanned in, and how is a wrong scan taken away?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.trail import permit
from bhxh_archive.ui.frame import Action, Foot
from bhxh_archive.ui.toast import undoable
from bhxh_archive.ui.upload import DropZone
from intake import queries, rules
from intake.actions import signed_slips
from intake.forms.returning import DropSlipForm
from intake.models import Dossier, HandOver, Upload
from intake.views.frame import current_user, open_dossier, open_to_change
from intake.views.uploads import as_json, limit_mb, told_of
from intake.views.work import UploadLine

HINT: Final = (
    "Bản quét giấy giao nhận có chữ ký người nhận: ảnh hoặc PDF, được lưu kèm lần trả này, không tính vào số trang của "
    "hồ sơ. Quét bằng máy quét mạng ở Khay chồng giấy quét: giấy có mã in ở chân trang tự về lần trả này."
)


@dataclass(frozen=True)
class SlipLine(UploadLine):
    """One scan; `form` asks why it is taken away, None where it can't be."""

    form: DropSlipForm | None = None


@require_http_methods(["GET", "POST"])
def signed_slip(request: HttpRequest, pk: int, hand_over_pk: int) -> HttpResponse:
    """The pages of the signed slip of one hand-over, and the box that takes it in."""
    dossier, context = open_dossier(request, pk, tab="signed_slip")
    handed = _handed(dossier, hand_over_pk)
    if request.method == "POST":
        permit(dossier, "intake.hand_over", current_user(request), Seat.RECEIVING)
        return _sent(request, handed)
    return _page(request, context, handed)


@require_POST
def drop_signed_slip(request: HttpRequest, pk: int, hand_over_pk: int, upload_pk: int) -> HttpResponse:
    """Take a wrong scan away with a reason; clear a refused file away without one."""
    dossier, context = open_to_change(request, pk, "intake.hand_over", tab="signed_slip")
    handed = _handed(dossier, hand_over_pk)
    upload = _scan(handed, upload_pk)
    form = DropSlipForm(request.POST, upload=upload)
    if not form.is_valid() or not _dropped(request, upload, form):
        return _page(request, context, handed, form)
    _tell(request, dossier, handed, upload)
    return redirect("signed_slip", pk, hand_over_pk)


@require_POST
def restore_signed_slip(request: HttpRequest, pk: int, hand_over_pk: int, upload_pk: int) -> HttpResponse:
    """Take a scan back that was taken away."""
    dossier, _ = open_to_change(request, pk, "intake.hand_over", tab="signed_slip")
    upload = _scan(_handed(dossier, hand_over_pk), upload_pk)
    signed_slips.restore_signed_slip(upload=upload, by=current_user(request))
    messages.success(request, f"Đã lấy lại bản quét «{upload.name}».")
    return redirect("signed_slip", pk, hand_over_pk)


def _handed(dossier: Dossier, pk: int) -> HandOver:
    return HandOver.objects.select_related("dossier", "by").get(pk=pk, dossier=dossier)


def _scan(handed: HandOver, pk: int) -> Upload:
    return Upload.objects.get(pk=pk, folder__hand_over=handed)


def _page(
    request: HttpRequest, context: dict[str, Any], handed: HandOver, refused: DropSlipForm | None = None
) -> HttpResponse:
    """`refused`: the form that took nothing away, with what is wrong."""
    dossier, user = handed.dossier, current_user(request)
    uploads, pages = queries.slip_of(handed)
    may_keep = user.holds("intake.hand_over", dossier.receiving_office_id)
    may_go = rules.slip_may_go(dossier)
    open_on = [page for page in pages if rules.open_findings(page)]
    lines = [
        SlipLine(row, row.page_count, [page for page in open_on if page.upload_id == row.pk],
                 form=_form(row, may_go, refused) if may_keep else None)
        for row in uploads
    ]  # fmt: skip
    here = reverse("signed_slip", args=[dossier.pk, handed.pk])
    drop = DropZone(here, limit_mb=limit_mb(), refresh_url=here, refresh_target="#slips", hint=HINT)
    back = Action("Về hồ sơ", reverse("dossier", args=[dossier.pk]), method="get", kind="plain")
    context |= {
        "handed": handed, "lines": lines, "slip_pages": pages, "may_keep": may_keep, "drop": drop,
        "running": not all(row.settled for row in uploads), "form": refused, "foot": Foot(others=[back]),
    }  # fmt: skip
    return render(request, "intake/signed_slip.html", context, status=422 if refused else 200)


def _form(upload: Upload, may_go: bool, refused: DropSlipForm | None) -> DropSlipForm | None:
    """What is asked where this file may go now; one that was refused always may."""
    form = DropSlipForm(upload=upload)
    if refused and refused.prefix == form.prefix:
        return refused
    return form if upload.state == Upload.State.REFUSED or (may_go and upload.settled) else None


def _dropped(request: HttpRequest, upload: Upload, form: DropSlipForm) -> bool:
    """Whether it is taken away; else the reason stands in the form."""
    try:
        signed_slips.drop_signed_slip(upload=upload, reason=form.cleaned_data["reason"], by=current_user(request))
    except (NotNow, NotValid) as error:
        form.add_error(None, error.message)
        return False
    return True


def _tell(request: HttpRequest, dossier: Dossier, handed: HandOver, upload: Upload) -> None:
    if upload.state == Upload.State.REFUSED:
        messages.success(request, f"Đã bỏ tệp «{upload.name}» khỏi danh sách.")
        return
    back = reverse("restore_signed_slip", args=[dossier.pk, handed.pk, upload.pk])
    undoable(request, f"Đã bỏ bản quét «{upload.name}». Quét giấy đúng của lần trả này.", undo_url=back)


def _sent(request: HttpRequest, handed: HandOver) -> HttpResponse:
    """Take files in: one per request as JSON (the drop zone, the camera), or all in one form without scripts."""
    results = [_take(request, handed, file) for file in request.FILES.getlist("files")]
    if "application/json" in request.headers.get("Accept", ""):
        return as_json(results)
    if not results:
        messages.error(request, "Chưa chọn tệp nào.")
    for result in results:
        tell = messages.error if result["verdict"] == "refused" else messages.success
        tell(request, f"{result['file']}: {result['message']}")
    return redirect("signed_slip", handed.dossier_id, handed.pk)


def _take(request: HttpRequest, handed: HandOver, file: UploadedFile) -> dict[str, Any]:
    """What is said of one file; one that can't be taken stops no other."""
    name = file.name or "giay-ky"
    try:
        taken = signed_slips.keep_signed_slip(
            hand_over=handed, name=name, chunks=file.chunks(), by=current_user(request)
        )
    except NotValid as error:
        return {"file": name, "verdict": "refused", "message": error.message, "pages": 0}
    return told_of(taken, name)
