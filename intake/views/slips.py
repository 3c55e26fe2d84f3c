"""How is a slip printed? Issued once by a press of its button, then the same PDF each time it is opened."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from bhxh_archive import storage
from bhxh_archive.access import log_view
from bhxh_archive.errors import NotNow
from bhxh_archive.forms_in_force import render
from intake import queries
from intake.actions.desk import printing
from intake.models import Dossier, IssuedSlip
from intake.queries import dossier_for
from intake.slips import SLIPS, Slip, pdf_of
from intake.slips.line_separators import separators_of
from intake.views.frame import current_user, dossier_to_change
from intake.views.lists.deciding import chosen_lines, shown_lines


@require_http_methods(["GET", "POST"])
def slip(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """A working paper as the dossier stands now; of a numbered slip a POST issues it, a GET shows the newest issue."""
    if name not in SLIPS:
        raise Http404
    user, chosen = current_user(request), SLIPS[name]
    dossier = dossier_for(user, pk)
    if chosen.series is None:
        return _working_paper(request, dossier, chosen)
    if request.method == "POST":
        return redirect("issued_slip", pk, printing.issue_slip(dossier=dossier, name=name, by=user).pk)
    newest = queries.newest_slip(dossier, name)
    if newest is None:
        raise NotNow(f"Chưa phát hành {chosen.label}. Hãy bấm nút in ở tab «Thành phần» của hồ sơ.")
    return redirect("issued_slip", pk, newest.pk)


def _working_paper(request: HttpRequest, dossier: Dossier, chosen: Slip) -> HttpResponseBase:
    log_view(request, f"dossier:{dossier.pk}", action=f"slip:{chosen.name}")
    return _printed(request, dossier, chosen, pdf_of(chosen, dossier, current_user(request)))


def _printed(request: HttpRequest, dossier: Dossier, chosen: Slip, pdf: bytes) -> HttpResponseBase:
    printing.record_slip(dossier=dossier, slip=chosen.name, by=current_user(request))
    return pdf_answer(pdf, f"{file_stem(dossier)}-{chosen.file_name}.pdf")


@require_POST
def chosen_line_separators(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The sheets of the ticked lines of an employer's list, whether or not these have papers already."""
    dossier = dossier_to_change(request, pk, "intake.scan", tab="slip:line_separators")
    slip = SLIPS["line_separators"]
    data = separators_of(dossier, [line.pk for line in shown_lines(dossier, chosen_lines(request))])
    return _printed(request, dossier, slip, render(slip.template, data, created=timezone.now()))


@require_GET
def issued_slip(request: HttpRequest, pk: int, slip_pk: int) -> HttpResponseBase:
    """The frozen bytes of one issued slip."""
    dossier = dossier_for(current_user(request), pk)
    found = IssuedSlip.objects.select_related("file").get(pk=slip_pk, dossier=dossier)
    log_view(request, f"dossier:{pk}", action=f"slip:{found.kind}")
    name = f"{file_stem(dossier)}-{SLIPS[found.kind].file_name}-{found.number}.pdf"
    return pdf_answer(storage.read_file(found.file), name)


@require_POST
def reprint_slip(request: HttpRequest, pk: int, slip_pk: int) -> HttpResponseBase:
    """Print one issued slip once more: the same bytes, written down."""
    user = current_user(request)
    dossier = dossier_for(user, pk)
    printing.reprint(slip=IssuedSlip.objects.select_related("file").get(pk=slip_pk, dossier=dossier), by=user)
    return redirect("issued_slip", pk, slip_pk)


def file_stem(dossier: Dossier) -> str:
    """The ASCII name of a download: the dossier's number, never a person's."""
    return dossier.number or f"ho-so-{dossier.pk}"


def pdf_answer(pdf: bytes, name: str) -> HttpResponseBase:
    """A PDF shown in the browser under an ASCII name, kept by nobody."""
    answer = FileResponse(BytesIO(pdf), content_type="application/pdf", filename=name)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
