"""How do those in the house to whom a result was delivered look at it, and mark its receipt?"""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from benefits.actions import delivering
from benefits.delivery_desk import WAITING, said
from benefits.issued.deliveries import OF_DOSSIER, deliveries_for, deliveries_to
from benefits.issued.standing import remarks_on
from benefits.models import ResultDelivery
from benefits.views import files
from benefits.views.pages import version_pages
from benefits.views.room import next_action
from bhxh_archive.access import log_view
from bhxh_archive.ui.frame import Action, Breadcrumb, Crumb, Foot
from bhxh_archive.ui.reading import whole_number
from intake.actions.returning.soundness import stand_by
from intake.models import Dossier, ResultVersion
from intake.queries import with_faces
from intake.views.frame import current_user, face_of

LOGGED: Final = "delivered"


@require_GET
def delivered_results(request: HttpRequest, pk: int) -> HttpResponse:
    """The documents that were delivered to me page by page, and the mark of receipt; nothing else of the dossier."""
    rows = deliveries_for(current_user(request), pk)
    log_view(request, f"dossier:{pk}", action=LOGGED)
    dossier = with_faces(Dossier.objects.filter(pk=pk)).get()
    versions = {row.version.result_id: row.version.result.latest for row in rows}
    shown = [version for version in versions.values() if version]
    waiting = [row for row in rows if row.received_at is None]
    remarks = remarks_on([pk])
    context = {
        "dossier": dossier, "face": face_of(dossier), "waiting": waiting,
        "rows": [(row, remarks.get((pk, row.version.result.number), [])) for row in rows],
        "viewer": version_pages(request, dossier, shown, page="delivered_page"),
        "foot": _foot(request, waiting), "pays": current_user(request).holds_anywhere("results.pay"),
        "crumbs": Breadcrumb([Crumb("Bàn làm việc", "/"), Crumb("Kết quả chờ nhận", _queue()), Crumb(str(dossier))]),
    }  # fmt: skip
    return render(request, "benefits/delivered.html", context)


def _queue() -> str:
    return reverse("queue", args=[WAITING])


def _foot(request: HttpRequest, waiting: list[ResultDelivery]) -> Foot:
    following = next_action(request)
    back = Action("Về hàng chờ", _queue(), method="get", kind="plain")
    return Foot(Action("Đã nhận", form="receive") if waiting else following, [back])


@require_POST
def receive_results(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark the receipt of what the page showed; what somebody marked before is told, and stays as it is."""
    user = current_user(request)
    rows = deliveries_for(user, pk)
    dossier = rows[0].version.result.dossier
    seen = {number for key in request.POST.getlist("delivery") if (number := whole_number(key)) is not None}
    taken = delivering.receive(dossier=dossier, by=user, chosen=seen)
    _tell(request, taken)
    return HttpResponseRedirect(f"{reverse('delivered_results', args=[pk])}?xong={WAITING}")


def _tell(request: HttpRequest, taken: list[ResultDelivery]) -> None:
    if taken:
        messages.success(request, f"Đã ghi nhận: {said(taken)[1]} nhận {said(taken)[0]}.")
    else:
        messages.info(request, "Các văn bản này đã được ghi nhận trước đó; không có gì thay đổi.")


@require_GET
def delivered_page(request: HttpRequest, pk: int, version_pk: int, number: int, size: str) -> HttpResponseBase:
    """The picture of one page of a document that was delivered to me."""
    version = _delivered(request, pk, version_pk)
    return files.page_picture(request, version.file, number, size, f"result_version:{version.pk}")


@require_GET
def delivered_file(request: HttpRequest, pk: int, version_pk: int) -> HttpResponseBase:
    """The same byte for byte."""
    version = _delivered(request, pk, version_pk)
    stand_by(version=version, by=current_user(request))
    return files.pdf_file(
        request, version.file, f"result_version:{version.pk}", version.result.number, version.result.kind, inline=False
    )


def _delivered(request: HttpRequest, pk: int, version_pk: int) -> ResultVersion:
    """A file that went out of a result that was delivered to this person; else DoesNotExist, a 404."""
    mine = deliveries_to(current_user(request)).filter(**{OF_DOSSIER: pk}).values("version__result")
    version = ResultVersion.objects.select_related("result", "file").get(pk=version_pk, result__in=mine)
    if not version.issued:
        raise ResultVersion.DoesNotExist
    return version
