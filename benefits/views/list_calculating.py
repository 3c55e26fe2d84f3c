"""How does an officer have all lines computed, or the clean ones settled: at once or, where there are many, later?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from benefits.actions.calculating_lines import APPROVING, CALCULATING, approve_or_queue, calculate_or_queue, job_key
from benefits.arithmetic.list_lines import Verdict
from benefits.views.room import require_work
from bhxh_archive.jobs import waits_for_others
from bhxh_archive.models import Job
from bhxh_archive.money import dong
from bhxh_archive.ui.facts import Progress
from intake.models import Dossier
from intake.queries import dossier_for
from intake.views.frame import current_user

_WORDS: Final = ((Verdict.CLEAN, "đạt"), (Verdict.LOOK, "cần xem"), (Verdict.INCOMPLETE, "thiếu số liệu"))

_DOING: Final = {CALCULATING: "Đang tính các dòng", APPROVING: "Đang giải quyết các dòng đạt"}


@require_POST
def calculate_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """Compute every line anew."""
    user = current_user(request)
    counts = calculate_or_queue(dossier=dossier_for(user, pk), by=user)
    if counts is not None:
        messages.success(request, _told(counts))
    return redirect("settle_list", pk)


@require_POST
def approve_clean(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle every clean line in one press."""
    user = current_user(request)
    number = approve_or_queue(dossier=dossier_for(user, pk), by=user)
    if number is not None:
        _tell_approved(request, number)
    return redirect("settle_list", pk)


def _tell_approved(request: HttpRequest, number: int) -> None:
    if number:
        messages.success(request, f"Đã giải quyết {dong(number)} dòng đạt.")
    else:
        messages.error(request, "Không có dòng nào đạt để giải quyết cùng lúc.")


def _told(counts: Mapping[str, int]) -> str:
    parts = [f"{dong(counts[name])} dòng {word}" for name, word in _WORDS if counts.get(name)]
    again = f" {dong(counts['reopened'])} dòng đã giải quyết nay tính ra khác, phải duyệt lại." if (
        counts["reopened"]) else ""  # fmt: skip
    return f"Đã tính: {', '.join(parts) or 'không có dòng nào'}.{again}"


def calculating(dossier: Dossier) -> Progress | None:
    """How far the lines are computed, or why that ended; None when nothing of it is open."""
    job = _newest(dossier)
    if job is None or job.state == Job.State.DONE:
        return None
    waits = "Máy chủ đang làm việc khác; sẽ tính các dòng ngay sau đó"
    label = waits if waits_for_others(job) else _DOING[job.name]
    return Progress(
        poll_url=reverse("lines_progress", args=[dossier.pk]), label=label, done=job.done, total=job.total or None,
        failed="" if job.open else f"Chưa xong mọi dòng: {job.note}", dom_id="lines-progress",
        detail="Bạn có thể làm việc khác rồi quay lại trang này.",
    )  # fmt: skip


@require_GET
def lines_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress alone; when the lines are computed, that is told on the page, which is fetched anew."""
    user = current_user(request)
    dossier = dossier_for(user, pk)  # nothing of a document is shown: no look to log
    require_work(dossier, user)
    progress = calculating(dossier)
    answer = render(request, "intake/progress.html", {"progress": progress})
    if progress is None or not progress.running:
        answer["HX-Refresh"] = "true"
        _tell_end(request, dossier)
    return answer


def _tell_end(request: HttpRequest, dossier: Dossier) -> None:
    job = _newest(dossier)
    if job is None or job.state != Job.State.DONE:
        return
    since = dossier.events.filter(at__gte=job.created_at, by=job.by).order_by("pk")
    if job.name == APPROVING:
        _tell_approved(request, sum(event.detail["lines"] for event in since.filter(verb="settle_lines")))
    elif last := since.filter(verb="calculate_lines").last():
        messages.success(request, _told(last.detail["verdicts"]))


def _newest(dossier: Dossier) -> Job | None:
    return Job.objects.filter(key=job_key(dossier)).order_by("-pk").first()
