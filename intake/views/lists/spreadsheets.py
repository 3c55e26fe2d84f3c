"""How do the spreadsheets of an employer's list go out: the empty template, the lines to be mended?"""

from __future__ import annotations

from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_GET

from bhxh_archive.access import log_view
from intake import queries
from intake.lists.sheets import XLSX, error_file, template
from intake.models import ListLine
from intake.rules.list_benefits import benefit_of_procedure
from intake.views.frame import current_user
from intake.views.slips import file_stem

_MOST_EXTRAS: Final = 40


@require_GET
def list_template(request: HttpRequest, pk: int) -> HttpResponse:
    """Mẫu 01B-HSB as an empty workbook, or a list of a procedure that has no form for it."""
    procedure = queries.dossier_for(current_user(request), pk).procedure
    if benefit_of_procedure(procedure.code):
        return _download(template(), "mau-01b-hsb.xlsx")
    return _download(template(procedure.name), "mau-danh-sach.xlsx")


@require_GET
def list_errors(request: HttpRequest, pk: int) -> HttpResponse:
    """The lines to be mended with what is wrong; imported again, each replaces itself."""
    dossier = queries.dossier_for(current_user(request), pk)
    found = queries.list_of(dossier)
    if found is None:
        raise Http404
    log_view(request, f"dossier:{dossier.pk}", action="list_errors")
    lines = list(queries.lines_of(found).filter(standing=ListLine.Standing.BAD))
    extras = dict.fromkeys(name for line in lines for name in line.cells if name.startswith("+"))
    return _download(error_file(found, lines, list(extras)[:_MOST_EXTRAS]), f"{file_stem(dossier)}-dong-loi.xlsx")


def _download(content: bytes, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer
