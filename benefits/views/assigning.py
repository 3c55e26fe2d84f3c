"""How does the head give a dossier to another officer, and a leader a signature to another leader?"""

from __future__ import annotations

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from benefits.actions import claiming, handing_signature
from benefits.forms.verbs import ReassignForm, SignerForm
from benefits.queries import drafts_of
from benefits.signers.left import RIGHT, signer_left
from benefits.views.room import finished, open_room, version_of
from benefits.views.verbs import GET_POST, foot_for
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.lifecycle import Seat, State
from bhxh_archive.models import User
from bhxh_archive.trail import permit
from bhxh_archive.ui.frame import back_unchanged
from bhxh_archive.ui.typed import name_fields
from intake.models import Dossier
from intake.views.frame import current_user

LABEL: Final = "Phân công lại"
CHANGE: Final = "Chuyển người ký"
KEPT: Final = "Ý kiến kiểm soát và số đã cấp giữ nguyên; chỉ khối chữ ký được lập lại khi người ký mới bấm «Xem và ký»."


@GET_POST
def reassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Whom to give it to and why; the drafts stay as they are."""
    dossier, context = open_room(request, pk)
    permit(dossier, "benefits.reassign", current_user(request), Seat.SETTLING)
    if dossier.state != State.IN_REVIEW:
        raise NotNow(f"Hồ sơ đang ở trạng thái «{dossier.get_state_display()}» nên không phân công lại được.")
    form = ReassignForm(request.POST or None, dossier=dossier)
    name_fields(request, form)
    if form.is_valid():
        moved = claiming.reassign(dossier=dossier, by=current_user(request), version=version_of(request),
                                  **form.cleaned_data)  # fmt: skip
        return finished(request, moved, f"Đã giao hồ sơ {moved} cho {moved.holder}.", queue="cho-kiem-soat")
    foot = foot_for(LABEL, why_not=_nobody(form), others=[back_unchanged(reverse("review", args=[pk]))])
    context |= {"title": LABEL, "form": form, "consequence": _consequence(dossier), "foot": foot}
    return render(request, "benefits/ask.html", context, status=422 if form.is_bound else 200)


@GET_POST
def change_signer(request: HttpRequest, pk: int) -> HttpResponse:
    """Which leader signs instead and why; the endorsement and the number stay."""
    dossier, context = open_room(request, pk)
    user = current_user(request)
    permit(dossier, RIGHT, user, Seat.SETTLING)
    handing_signature.require_leader(dossier, user)
    if dossier.state != State.AWAITING_SIGNATURE:
        raise NotNow("Chỉ chuyển người ký khi hồ sơ đang chờ lãnh đạo ký.")
    signer = next((draft.signer for draft in drafts_of(dossier) if draft.signer), user)
    left = f"{signer} không còn ký tại đơn vị này. " if signer_left(dossier) else ""
    form = SignerForm(request.POST or None, dossier=dossier, now=signer)
    if form.is_valid() and (done := _handed_on(request, dossier, form)):
        return done
    foot = foot_for(CHANGE, others=[back_unchanged(_back(dossier, user))])
    context |= {"title": CHANGE, "form": form, "consequence": left + KEPT, "foot": foot}
    return render(request, "benefits/ask.html", context, status=422 if form.is_bound else 200)


def _back(dossier: Dossier, user: User) -> str:
    """Where one comes from: only who signs has the page of the signature."""
    leads = user.holds("benefits.sign", dossier.settling_office_id)
    return reverse("sign" if leads and not signer_left(dossier) else "review", args=[dossier.pk])


def _handed_on(request: HttpRequest, dossier: Dossier, form: SignerForm) -> HttpResponse | None:
    queue = "cho-chuyen-ky" if signer_left(dossier) else "cho-ky"
    try:
        handing_signature.change_signer(dossier=dossier, by=current_user(request), **form.cleaned_data)
    except (NotAllowed, NotValid) as error:  # said at the choice: another leader may do
        form.add_error("signer", error.message)
        return None
    return finished(request, dossier, f"Đã trình {form.cleaned_data['signer']} ký.", queue=queue)


def _nobody(form: ReassignForm) -> str:
    others = form.fields["to"]
    return "" if others.queryset.exists() else "Không có chuyên viên nào khác."  # type: ignore[attr-defined]


def _consequence(dossier: Dossier) -> str:
    held = f"Hồ sơ đang do {dossier.holder} giữ." if dossier.holder else "Hồ sơ chưa có ai nhận xử lý."
    return f"{held} Người được giao thấy hồ sơ ở «Tôi đang xử lý»; dự thảo đã soạn được giữ nguyên."
