"""How far is the archive's background work, as the progress part of a page?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from archive import queries
from archive.models import Package
from bhxh_archive.models import Job
from bhxh_archive.ui.facts import Progress

LOST = "Việc này chưa được xếp hàng. Hãy bấm lại; nếu vẫn vậy, báo quản trị hệ thống."


def answer(request: HttpRequest, progress: Progress | None) -> HttpResponse:
    """The progress alone. When the work has ended the whole page is fetched anew: its buttons depend on it."""
    response = render(request, "archive/progress.html", {"progress": progress})
    if progress is None or not progress.running:
        response["HX-Refresh"] = "true"
    return response


def building_progress(package: Package) -> Progress:
    """The making of a package in the province."""
    assert package.dossier_id
    page = reverse("package", args=[package.dossier_id])
    failed = package.problem if package.state == Package.State.FAILED else ""
    if package.state == Package.State.BUILDING and queries.building_job(package) is None:
        failed = LOST
    return Progress(
        poll_url=reverse("package_progress", args=[package.dossier_id]),
        label="Đang tạo và kiểm tra gói lưu trữ",
        detail="Ghép các tài liệu PDF/A, bản quét, dữ liệu đặc tả và tính mã băm từng tệp.",
        finished=package.state not in (Package.State.BUILDING, Package.State.FAILED),
        failed=failed,
        next_url=page,
        next_label="Xem gói đã tạo",
    )


def job_progress(job: Job, *, poll_url: str, label: str, next_url: str, detail: str = "") -> Progress:
    """Any work of the archive that counts files."""
    failed = (job.note or "Việc này không thành công. Hãy báo quản trị hệ thống.") if _failed(job) else ""
    return Progress(
        poll_url=poll_url, label=label, done=min(job.done, job.total), total=job.total or None, detail=detail,
        finished=job.state == Job.State.DONE, failed=failed, next_url=next_url,
    )  # fmt: skip


def _failed(job: Job) -> bool:
    return job.state == Job.State.FAILED
