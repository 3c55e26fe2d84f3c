"""Which stacks wait in the office's tray, and how does a new one come in?"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_GET, require_POST

from bhxh_archive.errors import ActionError
from bhxh_archive.models import User
from bhxh_archive.queues import count_of
from bhxh_archive.ui.filters import url_with
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.tables import Column, EmptyState, Lines, Link, Paging, QueueTable, Row, one_group
from bhxh_archive.ui.upload import DropZone
from intake.actions.stacks.batches import receive_stack
from intake.models import Batch, Upload
from intake.queries.batches import batches, filed_before, waiting_batches, with_counts
from intake.queries.stack_counting import doubtful_parts
from intake.queries.watching import folders_of
from intake.views.page_desk.uploads import limit_mb
from intake.views.stacks.preview import told_earlier
from intake.views.stacks.stack_scanning import shown_scans, stack_clerk

PAGE_SIZE: Final = 25
COLUMNS: Final = (
    Column("Chồng giấy quét"),
    Column("Số trang", "number"),
    Column("Tình trạng"),
    Column("Đã xếp", "number"),
)
WAITING: Final = EmptyState(
    "Khay trống, không có chồng nào chờ xếp",
    "Đặt phiếu bìa mã vạch lên trên mỗi hồ sơ (tờ phân cách trước mỗi thành phần), quét cả chồng thành một tệp PDF "
    "hoặc TIFF rồi kéo vào ô ở trên, hoặc quét thẳng từ máy quét của đơn vị.",
)
TELL: Final = {"refused": messages.error, "warned": messages.warning, "accepted": messages.success}
DONE: Final = EmptyState("Chưa có chồng nào xếp xong", "Chồng rời khay khi mọi phần đã xếp vào hồ sơ hoặc đã bỏ.")


@require_GET
def tray(request: HttpRequest) -> HttpResponse:
    """The drop zone, and the stacks that wait, newest first; `?xong=1` those that are done."""
    user = stack_clerk(request)
    done = request.GET.get("xong") == "1"
    rows = batches(user).exclude(closed_at=None) if done else waiting_batches(user)
    shown, paging = _page(rows, request)
    earlier = {} if done else filed_before(shown)
    doubtful = Counter() if done else doubtful_parts(shown)
    lines = [_row(batch, earlier.get(batch.pk), doubtful[batch.pk]) for batch in shown]
    table = QueueTable(columns=COLUMNS, groups=one_group(lines), count=count_of(rows),
                       paging=paging, empty=DONE if done else WAITING, caption="Khay chồng giấy quét",
                       dom_id="stacks")  # fmt: skip
    drop = DropZone(reverse("batch_upload"), limit_mb=limit_mb(), refresh_url=reverse("batches"),
                    refresh_target="#tray", hint="Một tệp PDF hoặc TIFF cho cả chồng.")  # fmt: skip
    scans = [] if done else shown_scans(user)
    folders = [] if done else list(folders_of(user))
    coming = any(scan.running for scan in scans) or any(folder.lying for folder in folders)  # type: ignore[attr-defined]
    running = coming or any(not batch.upload.settled for batch in shown)
    context = {"table": table, "drop": drop, "done": done, "running": running, "scans": scans, "folders": folders}
    return render(request, "batches/tray.html", context)


def _page(rows: QuerySet[Batch], request: HttpRequest) -> tuple[list[Batch], Paging]:
    after = whole_number(request.GET.get("after"))
    wanted = rows.filter(pk__lt=after) if after else rows
    found = list(with_counts(wanted).order_by("-pk")[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    onward = url_with(request.GET, after=str(shown[-1].pk)) if len(found) > PAGE_SIZE else ""
    return shown, Paging(previous_url=url_with(request.GET, after="") if after else "", next_url=onward)


def _row(batch: Any, earlier: Batch | None, doubtful: int) -> Row:
    upload = batch.upload
    sub = f"{batch.by}, {localtime(batch.at):%d/%m/%Y %H:%M}"
    name = Link(upload.name, reverse("batch", args=[batch.pk]), sub)
    filed = f"{batch.parts_filed}/{batch.parts_all}" if batch.parts_all else ""
    return Row(
        [name, upload.page_count or "", Lines(*_words(batch, upload, earlier, doubtful)), filed], key=str(batch.pk)
    )


def _words(batch: Any, upload: Upload, earlier: Batch | None, doubtful: int) -> tuple[str, str]:
    """What goes on with a stack, and what it waits for; `doubtful` of its ready parts are to be looked at."""
    if upload.state == Upload.State.REFUSED:
        return "Không nhận", upload.message
    if earlier:
        return "Đã xếp trước đây", f"Chồng này {told_earlier(earlier)}"
    if not batch.parts_all:
        return "Đang đọc mã", ""
    if batch.closed_at:
        return "Đã xếp xong", ""
    ready = batch.parts_ready - doubtful
    look = batch.parts_open - ready
    waits = [f"{look} phần cần xem" if look else "", f"{ready} phần chờ xác nhận" if ready else ""]
    return ", ".join(filter(None, waits)) or "Đang xếp vào hồ sơ", ""


@require_POST
def send(request: HttpRequest) -> HttpResponse:
    """Take files in, each as a stack; JSON for the drop zone, a page without scripts."""
    user = stack_clerk(request)
    results = [_take(user, file) for file in request.FILES.getlist("files")]
    if "application/json" in request.headers.get("Accept", ""):
        return _as_json(results)
    for result in results:
        tell = TELL[result["verdict"]]
        tell(request, f"{result['file']}: {result['message']}")
    return redirect("batches")


def _as_json(results: list[dict[str, Any]]) -> HttpResponse:
    if not results:
        said = {"verdict": "refused", "message": "Không có tệp nào trong yêu cầu.", "pages": 0}
        return JsonResponse(said, status=422)
    refused = any(row["verdict"] == "refused" for row in results)
    return JsonResponse(results[0] | {"results": results}, status=422 if refused else 200)


def _take(user: User, file: UploadedFile) -> dict[str, Any]:
    name = file.name or "tep"
    office = next(seat.office for seat in user.seats if user.holds("intake.scan", seat.office_id))
    try:
        received = receive_stack(office=office, name=name, chunks=file.chunks(), by=user)
    except ActionError as error:
        return {"file": name, "verdict": "refused", "message": error.message, "pages": 0}
    if earlier := filed_before([received.batch]).get(received.batch.pk):
        said = f"chồng này {told_earlier(earlier)}; mở chồng trong khay để bỏ hoặc xem chồng trước"
        return {"file": name, "verdict": "warned", "message": said, "pages": 0, "known": received.known}
    message = "chồng này đã có trong khay" if received.known else "đã nhận, đang đọc mã trên từng trang"
    return {"file": name, "verdict": "accepted", "message": message, "pages": 0, "known": received.known}
