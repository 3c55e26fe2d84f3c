"""How do files arrive, and what is said of each while it is examined?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from bhxh_archive.errors import ActionError, NotValid
from bhxh_archive.ui.reading import whole_number
from intake import queries, rules
from intake.actions import diverting_files
from intake.actions.diverting_files import IN_TRAY
from intake.actions.uploads import Received, receive_upload
from intake.arrival.diverting import TO_TRAY
from intake.models import Dossier, Page, ScanRun, Upload
from intake.pages.judging import TOLD_AS_SHEET
from intake.pipeline.verdict import Finding, summary
from intake.queries.scans import judged_pages
from intake.views.frame import current_user, dossier_to_change
from intake.views.scanner_words import ScanWords, looked_through, scan_words, worth_telling

MIB = 1024 * 1024
TOLD_ONE_BY_ONE = 3
"""Of how many pages of a file it is said in its line what is wrong."""


def limit_mb() -> int:
    """The most one file may weigh, in MiB."""
    return int(settings.MAX_UPLOAD_BYTES // MIB)


@dataclass(frozen=True)
class UploadLine:
    """One file of the list: its state in words, how many of its pages are out already, and those of them on which
    something is still open."""

    upload: Upload
    pages: int
    doubtful: Sequence[Page] = ()

    @property
    def diverted(self) -> bool:
        """Whether it goes on in the tray: not taken here, but not refused either."""
        return self.upload.message in (TO_TRAY, IN_TRAY)

    @property
    def may_be_cut(self) -> bool:
        """Whether sheets of ours, legible or not, are told among its pages, so that it can go on in the tray."""
        found = {row.code for page in self.doubtful for row in rules.open_findings(page)}
        return not found.isdisjoint(TOLD_AS_SHEET) and self.upload.page_count > 1

    @property
    def tone(self) -> str:
        if self.upload.state == Upload.State.REFUSED:
            return "warn" if self.diverted else "bad"
        if not self.upload.settled:
            return "active"
        return "warn" if self._to_look_at else "good"

    @property
    def _to_look_at(self) -> bool:
        return self.upload.warned or bool(self.doubtful)

    @property
    def hard(self) -> int:
        """How many of its pages have to be scanned again."""
        return sum(map(rules.must_be_scanned_again, self.doubtful))

    @property
    def warned(self) -> int:
        """How many of its other pages carry a warning."""
        return len(self.doubtful) - self.hard

    @property
    def said(self) -> str:
        """What is said of the file, and of its pages what is still open; where that is much they are counted beside."""
        few = [page for page in self.doubtful if len(self.doubtful) <= TOLD_ONE_BY_ONE]
        found = (Finding(row.code, "warning", row.message, page.upload_index)
                 for page in few for row in rules.open_findings(page))  # fmt: skip
        return " ".join(filter(None, [self.upload.message, summary(found)]))

    @property
    def word(self) -> str:
        if self.upload.state == Upload.State.ACCEPTED and self._to_look_at:
            return "Đã nhận, cần xem lại"
        if self.diverted:
            return "Chuyển vào khay"
        return self.upload.get_state_display()

    @property
    def shape(self) -> str:
        return {"bad": "cross", "active": "hourglass", "warn": "alert", "good": "check"}[self.tone]


@dataclass(frozen=True)
class Work:
    """The files of a dossier, newest first, and whether something still goes on in the background."""

    lines: list[UploadLine]
    redrawing: int
    scans: list[ScanRun] = field(default_factory=list)

    @property
    def scanning(self) -> bool:
        return any(scan.open for scan in self.scans)

    @property
    def told_scans(self) -> list[tuple[ScanRun, ScanWords]]:
        return [(scan, scan_words(scan, self._pages_of(scan))) for scan in self.scans]

    def _pages_of(self, scan: ScanRun) -> int:
        return sum(line.pages for line in self.lines if line.upload.sending == scan.sending)

    @property
    def running(self) -> bool:
        busy = self.scanning or any(map(looked_through, self.scans)) or bool(self.redrawing)
        return busy or any(not line.upload.settled for line in self.lines)

    @property
    def current(self) -> list[UploadLine]:
        """What has to be seen: files on their way, those that were not taken here, and those to be cut."""
        return [line for line in self.lines if line.tone in ("active", "bad") or line.diverted or line.may_be_cut]

    @property
    def finished(self) -> list[UploadLine]:
        """What can be folded away: files whose pages are there."""
        current = {line.upload.pk for line in self.current}
        return [line for line in self.lines if line.upload.pk not in current]

    @property
    def refused(self) -> int:
        return sum(1 for line in self.lines if line.upload.state == Upload.State.REFUSED and not line.diverted)

    @property
    def pages(self) -> int:
        return sum(line.pages for line in self.lines if not line.diverted)

    @property
    def doubtful(self) -> int:
        return sum(len(line.doubtful) for line in self.lines)


def work_of(dossier: Dossier, pages: Sequence[Page] | None = None) -> Work:
    """What goes on in the background for the pages of a dossier; `pages` where they were read already."""
    counts, doubtful = queries.pages_out(dossier), defaultdict(list)
    for page in judged_pages(dossier) if pages is None else pages:
        if rules.open_findings(page):
            doubtful[page.upload_id].append(page)
    rows = queries.uploads_of(dossier).order_by("-id")
    lines = [UploadLine(row, counts.get(row.pk, 0), doubtful[row.pk]) for row in rows]
    return Work(lines, queries.being_drawn(dossier), worth_telling(list(queries.newest_runs(dossier))))


@require_GET
def upload_state(request: HttpRequest, pk: int) -> HttpResponse:
    """The list of files as it stands; asked every second while something is going on."""
    dossier = queries.dossier_for(current_user(request), pk)  # nothing of a document is shown: no look to log
    return render(request, "intake/work.html", {"dossier": dossier, "work": work_of(dossier), "asked": True})


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
