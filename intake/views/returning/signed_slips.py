"""Where is the slip that the receiver signed, how is it scanned in or confirmed, and how is a wrong scan taken away?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final, TypeVar

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.trail import permit
from bhxh_archive.ui.frame import Action, Foot
from bhxh_archive.ui.toast import undoable
from bhxh_archive.ui.upload import DropZone
from intake import queries, rules
from intake.actions.returning import signed_slips
from intake.forms.returning import ConfirmSlipForm, DropSlipForm
from intake.models import Dossier, HandOver, Page, SlipDoubt, Upload
from intake.views.frame import current_user, open_dossier, open_to_change
from intake.views.page_desk.uploads import as_json, limit_mb, told_of
from intake.views.page_desk.work import UploadLine

HINT: Final = (
    "Bản quét giấy giao nhận có chữ ký người nhận: ảnh hoặc PDF, được lưu kèm lần trả này, không tính vào số trang của "
    "hồ sơ. Quét bằng máy quét mạng ở Khay chồng giấy quét: giấy có mã in ở chân trang tự về lần trả này."
)


Asked = TypeVar("Asked", bound=forms.Form)
_UNCODED: Final = "Không thấy mã của giấy giao nhận trên bản quét."
_FADED: Final = "Bản quét có mã mà không đọc được (mờ, nhàu, bị viết đè)."
_LOOK: Final = "Xem ảnh: đúng giấy đã ký của lần trả này thì xác nhận, không thì bỏ. Chưa xác nhận thì chưa tính."


@dataclass(frozen=True)
class SlipLine(UploadLine):
    """One scan; `form` asks why it is taken away, `confirm` by what it is known for the slip; None where either can't
    be. `doubt`: nothing but a clerk's word tells what it is."""

    form: DropSlipForm | None = None
    confirm: ConfirmSlipForm | None = None
    doubt: SlipDoubt | None = None

    @property
    def waits(self) -> bool:
        """Whether it still is to be confirmed."""
        return self.doubt is not None and not self.doubt.confirmed_at and self.upload.state == Upload.State.ACCEPTED

    @property
    def tone(self) -> str:
        return "warn" if self.waits else super().tone

    @property
    def word(self) -> str:
        return "Chờ xác nhận" if self.waits else super().word

    @property
    def look(self) -> str:
        """What is asked of the clerk; "" where nothing is."""
        return f"{_FADED if self.doubt and self.doubt.faded else _UNCODED} {_LOOK}" if self.waits else ""


@require_http_methods(["GET", "POST"])
def signed_slip(request: HttpRequest, pk: int, hand_over_pk: int) -> HttpResponse:
    """The pages of the signed slip of one hand-over, and the box that takes it in."""
    dossier, context = open_dossier(request, pk, tab="signed_slip")
    handed = _handed(dossier, hand_over_pk)
    if request.method == "POST":
        permit(dossier, "intake.hand_over", current_user(request), Seat.RECEIVING)
        return _sent(request, handed)
    return _page(request, context, handed)


@require_GET
def signed_slip_state(request: HttpRequest, pk: int, hand_over_pk: int) -> HttpResponse:
    """The list of the scans as it stands; asked every second while one is examined."""
    dossier = queries.dossier_for(current_user(request), pk)  # nothing of a document is shown: no look to log
    return render(request, "intake/slip_scans.html", _shown(request, _handed(dossier, hand_over_pk)) | {"asked": True})


@require_POST
def confirm_signed_slip(request: HttpRequest, pk: int, hand_over_pk: int, upload_pk: int) -> HttpResponse:
    """Say, on some ground, that a scan without a readable code is this slip."""
    dossier, context = open_to_change(request, pk, "intake.hand_over", tab="signed_slip")
    handed = _handed(dossier, hand_over_pk)
    upload = _scan(handed, upload_pk)
    form = ConfirmSlipForm(request.POST, upload=upload)
    if not form.is_valid() or not _confirmed(request, upload, form):
        return _page(request, context, handed, form)
    messages.success(request, f"Đã xác nhận «{upload.name}» là giấy giao nhận đã ký của lần trả này.")
    return redirect("signed_slip", pk, hand_over_pk)


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
    request: HttpRequest, context: dict[str, Any], handed: HandOver, refused: forms.Form | None = None
) -> HttpResponse:
    """`refused`: the form that did nothing, with what is wrong."""
    dossier, here = handed.dossier, reverse("signed_slip", args=[handed.dossier_id, handed.pk])
    drop = DropZone(here, limit_mb=limit_mb(), refresh_url=here, refresh_target="#slips", hint=HINT)
    back = Action("Về hồ sơ", reverse("dossier", args=[dossier.pk]), method="get", kind="plain")
    context |= _shown(request, handed, refused) | {"drop": drop, "form": refused, "foot": Foot(others=[back])}
    return render(request, "intake/signed_slip.html", context, status=422 if refused else 200)


def _shown(request: HttpRequest, handed: HandOver, refused: forms.Form | None = None) -> dict[str, Any]:
    """The scans, and the pages of those that were not taken away."""
    uploads, pages = queries.slip_of(handed)
    may_keep = current_user(request).holds("intake.hand_over", handed.dossier.receiving_office_id)
    open_on = [page for page in pages if rules.open_findings(page)]
    lines = [_line(row, open_on, handed.dossier, refused, may_keep=may_keep) for row in uploads]
    return {
        "dossier": handed.dossier, "handed": handed, "lines": lines, "slip_pages": pages, "may_keep": may_keep,
        "running": not all(row.settled for row in uploads),
    }  # fmt: skip


def _line(
    upload: Upload, open_on: list[Page], dossier: Dossier, refused: forms.Form | None, *, may_keep: bool
) -> SlipLine:
    doubtful = [page for page in open_on if page.upload_id == upload.pk]
    line = SlipLine(upload, upload.page_count, doubtful, doubt=getattr(upload, "slip_doubt", None))
    if not may_keep:
        return line
    confirm = _again(ConfirmSlipForm(upload=upload), refused) if line.waits else None
    may_go = upload.state == Upload.State.REFUSED or (rules.slip_may_go(dossier) and upload.settled)
    drop = _again(DropSlipForm(upload=upload), refused)
    return replace(line, confirm=confirm, form=drop if may_go or drop is refused else None)


def _again(form: Asked, refused: forms.Form | None) -> Asked:
    """The form, as it was refused where this is the one."""
    return refused if isinstance(refused, type(form)) and refused.prefix == form.prefix else form


def _confirmed(request: HttpRequest, upload: Upload, form: ConfirmSlipForm) -> bool:
    """Whether it counts now; else the reason stands in the form."""
    try:
        signed_slips.confirm_signed_slip(upload=upload, ground=form.cleaned_data["ground"], by=current_user(request))
    except (NotNow, NotValid) as error:
        form.add_error(None, error.message)
        return False
    return True


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
