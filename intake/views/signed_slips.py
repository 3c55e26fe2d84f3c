"""Where is the slip that the receiver signed, and how is it scanned in?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.trail import permit
from bhxh_archive.ui.frame import Action, Foot
from intake import queries
from intake.actions.signed_slips import keep_signed_slip
from intake.models import HandOver
from intake.views.frame import current_user, open_dossier
from intake.views.uploads import UploadLine, limit_mb


@require_http_methods(["GET", "POST"])
def signed_slip(request: HttpRequest, pk: int, hand_over_pk: int) -> HttpResponse:
    """The pages of the signed slip of one hand-over, and the box that takes it in."""
    dossier, context = open_dossier(request, pk, tab="signed_slip")
    handed = HandOver.objects.select_related("dossier", "by").get(pk=hand_over_pk, dossier=dossier)
    user = current_user(request)
    if request.method == "POST":
        permit(dossier, "intake.hand_over", user, Seat.RECEIVING)
        _take(request, handed)
        return redirect("signed_slip", pk, hand_over_pk)
    uploads, pages = queries.slip_of(handed)
    back = Action("Về hồ sơ", reverse("dossier", args=[pk]), method="get", kind="plain")
    context |= {
        "handed": handed, "lines": [UploadLine(row, row.page_count) for row in uploads], "slip_pages": pages,
        "may_keep": user.holds("intake.hand_over", dossier.receiving_office_id), "limit_mb": limit_mb(),
        "foot": Foot(others=[back]),
    }  # fmt: skip
    return render(request, "intake/signed_slip.html", context)


def _take(request: HttpRequest, handed: HandOver) -> None:
    files = request.FILES.getlist("files")
    for file in files:
        try:
            keep_signed_slip(
                hand_over=handed, name=file.name or "giay-ky", chunks=file.chunks(), by=current_user(request)
            )
        except NotValid as error:
            messages.error(request, f"{file.name}: {error.message}")
    if not files:
        messages.error(request, "Chưa chọn tệp nào.")
