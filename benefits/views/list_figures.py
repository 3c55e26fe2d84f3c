"""How do the figures of many lines go out as a spreadsheet and come back, with what is wrong told row by row?"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from benefits import rules
from benefits.actions import settling_lines
from benefits.forms.line_figures import FiguresFileForm
from benefits.lists.lines import lines_to_settle
from benefits.lists.sheets import Read, figures_xlsx, read_rows
from benefits.views.list_settling import list_to_settle
from benefits.views.room import open_room, require_drafting, require_work
from bhxh_archive.access import log_view
from bhxh_archive.errors import NotNow
from bhxh_archive.money import dong
from bhxh_archive.spreadsheets import XLSX
from bhxh_archive.ui.frame import Action, Foot
from intake.models import Dossier
from intake.pipeline.sandbox import table_of_file
from intake.pipeline.verdict import Refused
from intake.queries import dossier_for
from intake.views.frame import current_user

_REFUSALS: Final = {
    "not_a_table": "Đây không phải bảng tính đọc được. Hãy gửi bảng số liệu dạng .xlsx hoặc .csv.",
    "no_header": "Không tìm thấy dòng tiêu đề của bảng số liệu. Hãy tải bảng số liệu ở trang này rồi điền vào đó.",
}
"""Where the reader of employers' lists speaks of such a list."""
MOST: Final = 10_000
SHOWN: Final = 50


@require_GET
def figures_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Every line with its figures, to be filled in and sent back."""
    user = current_user(request)
    dossier = dossier_for(user, pk)
    require_work(dossier, user)
    lines = lines_to_settle(list_to_settle(dossier))
    log_view(request, f"dossier:{dossier.pk}", action="export")
    answer = HttpResponse(figures_xlsx(lines, dossier.procedure.code), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{dossier}-so-lieu.xlsx"'
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_http_methods(["GET", "POST"])
def import_figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a file: its sound rows are put down, the others are told one by one."""
    dossier, context = open_room(request, pk)
    user = current_user(request)
    require_drafting(dossier, user)
    if not rules.may_edit(dossier, user):
        raise NotNow("Hồ sơ đã được trình hoặc do người khác giữ nên không nhập được số liệu.")
    form = FiguresFileForm(request.POST or None, request.FILES or None)
    read = _read(form, dossier) if request.method == "POST" and form.is_valid() else None
    if read:
        _take(request, dossier, read)
        if not read.errors:
            return redirect("settle_list", pk)
    back = Action("Về danh sách đề nghị", reverse("settle_list", args=[pk]), method="get", kind="plain")
    errors = read.errors if read else []
    context |= {"form": form, "errors": errors[:SHOWN], "more": max(len(errors) - SHOWN, 0), "total": len(errors),
                "page_errors": bool(errors),
                "foot": Foot(Action("Nhập số liệu", form="verb"), [back])}  # fmt: skip
    return render(request, "benefits/figures_import.html", context, status=422 if request.method == "POST" else 200)


def _read(form: FiguresFileForm, dossier: Dossier) -> Read | None:
    """The rows of the file; None, with the form saying why, where it is no table of ours."""
    with tempfile.NamedTemporaryFile(suffix=Path(form.cleaned_data["file"].name).suffix) as copy:
        for chunk in form.cleaned_data["file"].chunks():
            copy.write(chunk)
        copy.flush()
        try:
            table: dict[str, Any] = table_of_file(Path(copy.name))
        except Refused as refused:
            form.add_error("file", _REFUSALS.get(refused.verdict.code, refused.verdict.message))
            return None
    if len(table["lines"]) > MOST:
        form.add_error("file", "Tệp có hơn 10.000 dòng. Hãy chia thành nhiều tệp rồi nhập lần lượt.")
        return None
    return read_rows(table, list(lines_to_settle(list_to_settle(dossier))), dossier.procedure.code)


def _take(request: HttpRequest, dossier: Dossier, read: Read) -> None:
    figures = {row.line.pk: (row.kind, row.entries) for row in read.rows}
    number = settling_lines.import_figures(dossier=dossier, figures=figures, by=current_user(request))
    same = f", {dong(len(figures) - number)} dòng không có gì thay đổi" if number < len(figures) else ""
    messages.success(request, f"Đã ghi và tính số liệu của {dong(number)} dòng{same}.")
    if read.unused:
        messages.info(request, f"Các cột không dùng đến: {', '.join(read.unused)}.")
