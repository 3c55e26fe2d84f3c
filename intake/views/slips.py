"""How is a slip printed? As a PDF in the browser, written down each time."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_GET

from bhxh_archive.access import log_view
from intake.actions.printing import record_slip
from intake.models import Dossier
from intake.queries import dossier_for
from intake.slips import SLIPS, pdf_of
from intake.views.frame import current_user


@require_GET
def slip(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """One slip of a dossier that this person may see."""
    if name not in SLIPS:
        raise Http404
    user = current_user(request)
    dossier = dossier_for(user, pk)
    log_view(request, f"dossier:{pk}", action=f"slip:{name}")
    pdf = pdf_of(SLIPS[name], dossier, user)
    record_slip(dossier=dossier, slip=name, by=user)
    return pdf_answer(pdf, f"{file_stem(dossier)}-{name}.pdf")


def file_stem(dossier: Dossier) -> str:
    """The ASCII name of a download: the dossier's number, never a person's."""
    return dossier.number or f"ban-nhap-{dossier.pk}"


def pdf_answer(pdf: bytes, name: str) -> HttpResponseBase:
    """A PDF shown in the browser under an ASCII name, kept by nobody."""
    answer = FileResponse(BytesIO(pdf), content_type="application/pdf", filename=name)
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return answer
