"""Which files does an administrator have to restore from the backup, and are they whole again?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bhxh_archive.administration.views.frame import administrator, administrators_only, crumbs, within_reach
from bhxh_archive.models import StoredFile
from bhxh_archive.ui.reading import whole_number
from intake.actions.returning.soundness import check_again
from intake.queries.broken_files import broken_files as listed


@require_http_methods(["GET", "POST"])
@administrators_only
def broken_files(request: HttpRequest) -> HttpResponse:
    """The files that were found broken within reach; a press reads one of them again after it was restored."""
    rows = listed(within_reach(request))
    if request.method == "POST":
        _check(request, [row.file for row in rows])
        return redirect("broken_files")
    left = sum(row.file.broken_at is not None for row in rows)
    context = {"rows": rows, "left": left, "crumbs": crumbs(("Tệp hỏng trong kho", ""))}
    return render(request, "administration/broken_files.html", context)


def _check(request: HttpRequest, files: list[StoredFile]) -> None:
    asked = whole_number(request.POST.get("file"))
    file = next((row for row in files if row.pk == asked), None)
    if file is None:
        messages.info(request, "Tệp này không còn trong danh sách.")
    elif check_again(file=file, by=administrator(request)):
        messages.success(request, f"Tệp {file} đã nguyên vẹn: nội dung khớp mã băm.")
    else:
        messages.error(request, f"Tệp {file} vẫn hỏng: nội dung chưa khớp mã băm.")
