"""How does an administrator keep the folders that are watched for scans?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from bhxh_archive.administration.views.frame import (
    administrator,
    administrators_only,
    attempt,
    crumbs,
    status_of,
    within_reach,
)
from bhxh_archive.errors import NotValid
from intake.actions.devices import watching as actions
from intake.forms.watching import FolderForm, KeeperForm
from intake.models import WatchedFolder
from intake.queries.watching import folders_within, keepers_within


@require_http_methods(["GET", "POST"])
@administrators_only
def folders(request: HttpRequest) -> HttpResponse:
    """Every watched folder within reach with how it stands, and a form for one more."""
    reach = within_reach(request)
    seats = keepers_within(reach)
    form = FolderForm(request.POST or None, seats=seats)
    if made := attempt(form, lambda data: _watch(request, form, data), at="path"):
        messages.success(request, f"Đang theo dõi thư mục «{made}». Lần xem đầu tiên diễn ra trong vài giây.")
        return redirect("watched_folders")
    rows = [{"row": row, "form": KeeperForm(seats=seats, prefix=f"f{row.pk}")} for row in folders_within(reach)]
    context = {"folders": rows, "form": form, "root": settings.WATCHED_ROOT, "crumbs": crumbs(("Thư mục quét", ""))}
    return render(request, "scanners/folders.html", context, status=status_of(form))


def _watch(request: HttpRequest, form: FolderForm, data: dict[str, Any]) -> WatchedFolder:
    office, keeper = form.seat
    return actions.watch_folder(office=office, path=data["path"], keeper=keeper, by=administrator(request))


def _row(request: HttpRequest, folder_pk: int) -> WatchedFolder:
    """A folder within reach; any other is a 404."""
    return folders_within(within_reach(request)).get(pk=folder_pk)


@require_POST
@administrators_only
def keeper(request: HttpRequest, folder_pk: int) -> HttpResponse:
    """Give a folder to somebody else of its office."""
    row = _row(request, folder_pk)
    form = KeeperForm(request.POST, seats=keepers_within(within_reach(request)), prefix=f"f{row.pk}")
    if not form.is_valid():
        raise NotValid("Chọn người phụ trách rồi bấm «Đổi».")
    actions.change_keeper(folder=row, keeper=form.seat[1], by=administrator(request))
    messages.success(request, f"Thư mục «{row}» nay do {form.seat[1]} phụ trách.")
    return redirect("watched_folders")


@require_POST
@administrators_only
def unwatch(request: HttpRequest, folder_pk: int) -> HttpResponse:
    """Look into a folder no more."""
    row = actions.unwatch_folder(folder=_row(request, folder_pk), by=administrator(request))
    messages.success(request, f"Thôi theo dõi «{row}». Tệp còn nằm đó vẫn nguyên; thêm lại thư mục để tiếp tục.")
    return redirect("watched_folders")
