"""How do files arrive, and what is said of each while it is examined?"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from bhxh_archive.errors import ActionError, NotValid
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.toast import undoable
from intake import queries
from intake.actions.page_desk import clearing
from intake.actions.page_desk.uploads import Received, receive_upload
from intake.actions.stacks import diverting_files
from intake.models import Dossier, Page
from intake.queries.scans import judged_pages
from intake.views.frame import current_user, dossier_to_change
from intake.views.page_desk.work import going_on, work_of

MIB = 1024 * 1024


def limit_mb() -> int:
    """The most one file may weigh, in MiB."""
    return int(settings.MAX_UPLOAD_BYTES // MIB)


@require_GET
def upload_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of files as it stands; asked every second while something is going on."""
    dossier = queries.dossier_for(current_user(request), pk)  # nothing of a document is shown: no look to log
    work = work_of(going_on(dossier), judged_pages(dossier))
    return render(request, "intake/work.html", {"dossier": dossier, "work": work, "asked": True})


@require_POST
def divert_file(request: HttpRequest, pk: int, upload_pk: int) -> HttpResponse:
    """Have the whole file become a stack, cut at the sheets that lie in it."""
    dossier = dossier_to_change(request, pk, "intake.scan", tab="uploads")
    row = queries.uploads_of(dossier).get(pk=upload_pk)
    batch = diverting_files.divert_file(dossier=dossier, upload=row, by=current_user(request))
    messages.success(
        request, f"Đã chuyển «{row.name}» vào khay. Các trang trước tờ bìa đầu tiên: xếp lại vào {dossier}."
    )
    return redirect("batch", batch.pk)


@require_POST
def put_away_file(request: HttpRequest, pk: int, upload_pk: int) -> HttpResponse:
    """Take a file that was not taken out of the list, with the way back."""
    dossier = dossier_to_change(request, pk, "intake.scan", tab="uploads")
    row = queries.uploads_of(dossier).get(pk=upload_pk)
    clearing.put_away(dossier=dossier, upload=row, by=current_user(request))
    back = reverse("bring_back_file", args=[pk, upload_pk])
    undoable(request, f"Đã cất «{row.name}». Xem lại ở mục Tệp đã cất.", undo_url=back)
    return redirect("pages", pk)


@require_POST
def bring_back_file(request: HttpRequest, pk: int, upload_pk: int) -> HttpResponse:
    """Show a file that was put away in the list again."""
    dossier = dossier_to_change(request, pk, "intake.scan", tab="uploads")
    row = queries.uploads_of(dossier).get(pk=upload_pk)
    clearing.bring_back(dossier=dossier, upload=row, by=current_user(request))
    messages.success(request, f"Đã đưa «{row.name}» trở lại danh sách tệp.")
    return redirect("pages", pk)


@require_POST
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Take files in: one per request as JSON (the drop zone), or all in one form without scripts."""
    dossier = dossier_to_change(request, pk, "intake.scan", tab="uploads")
    files = request.FILES.getlist("files")
    component = _component(request, dossier)
    replaces = _replaced(dossier, request.POST.get("replaces"))
    sending = request.POST.get("sending") or str(uuid4())
    results = [_take(request, dossier, file, component, replaces, sending) for file in files]
    if "application/json" in request.headers.get("Accept", ""):
        return as_json(results)
    if not files:
        messages.error(request, "Chưa chọn tệp nào.")
    for result in results:
        tell = messages.error if result["verdict"] == "refused" else messages.success
        tell(request, f"{result['file']}: {result['message']}")
    return redirect("pages", pk)


def as_json(results: list[dict[str, Any]]) -> HttpResponse:
    """What the drop zone is told of the files of one request."""
    if not results:
        return JsonResponse(
            {"verdict": "refused", "message": "Không có tệp nào trong yêu cầu.", "pages": 0}, status=422
        )
    refused = any(row["verdict"] == "refused" for row in results)
    return JsonResponse(results[0] | {"results": results}, status=422 if refused else 200)


def _component(request: HttpRequest, dossier: Dossier) -> Any:
    chosen = whole_number(request.POST.get("component"))
    return queries.components_of(dossier).get(pk=chosen) if chosen else None


def _replaced(dossier: Dossier, typed: str | None) -> Page | None:
    """The page that the file is to replace."""
    chosen = whole_number(typed)
    return queries.pages_of(dossier).get(pk=chosen) if chosen else None


def _take(
    request: HttpRequest, dossier: Dossier, file: UploadedFile, component: Any, replaces: Page | None, sending: str
) -> dict[str, Any]:
    """One file: stored and queued; its verdict follows in the list. A file that can't be taken stops no other."""
    name = file.name or "tep"
    try:
        received = receive_upload(
            dossier=dossier, name=name, chunks=file.chunks(), by=current_user(request), component=component,
            replaces=replaces, sending=sending,
        )  # fmt: skip
    except NotValid as error:
        return {"file": name, "verdict": "refused", "message": error.message, "pages": 0}
    except ActionError as error:
        if "application/json" not in request.headers.get("Accept", ""):
            raise
        return {"file": name, "verdict": "refused", "message": error.message, "pages": 0}
    return told_of(received, name)


def told_of(received: Received, name: str) -> dict[str, Any]:
    """What the drop zone is told of a file that was taken; the names are those of `DropZone`."""
    row = received.upload
    verdict = "warned" if row.warned else "accepted"
    return {"file": name, "verdict": verdict, "state": row.state, "message": said_of(received),
            "pages": row.page_count, "upload": row.pk, "known": received.known}  # fmt: skip


def said_of(received: Received) -> str:
    """What a clerk reads at the file: known bytes are never taken twice, and what was deleted of them is back."""
    row = received.upload
    if received.restored:
        return f"tệp này đã gửi trước đây, {received.restored} trang đã xóa được đưa trở lại"
    if received.known and row.settled:
        return f"tệp này đã có trong hồ sơ (tên «{row.name}», {row.page_count} trang) nên không nhận thêm lần nữa"
    return row.message or "đang chờ kiểm tra, kết quả hiện ở danh sách bên dưới"
