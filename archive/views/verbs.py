"""How are the archive's moves made: hand over, accept, give back? GET shows what will happen, POST does it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from archive import queries
from archive.actions import accepting, packing
from archive.forms import RejectionForm, seen_version
from archive.models import Package
from archive.views.package import back_to, package_parts
from archive.views.progress import answer, job_progress
from bhxh_archive.errors import NotAllowed
from bhxh_archive.lifecycle import MOVES, State, require_warrant
from bhxh_archive.models import Job, User
from bhxh_archive.ui.facts import Progress
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from intake.models import Dossier
from intake.queries import dossier_for
from intake.views.after import QUEUES, next_dossier
from intake.views.frame import current_user, open_dossier

page_of_a_verb = require_http_methods(["GET", "POST"])
_ACCEPTING = ("Đang chép vào kho lâu dài và kiểm tra lại bản sao", "Xem hồ sơ lưu trữ")
_VERIFYING = ("Đang kiểm tra mã băm và chữ ký của từng tệp", "Xem báo cáo")


def _open(request: HttpRequest, pk: int, verb: str) -> tuple[Dossier, Package | None, Job | None, dict[str, Any]]:
    """The dossier, its newest package, the work on it and the context, for who may make this move (else 403)."""
    dossier, context = open_dossier(request, pk, tab="package")
    user = current_user(request)
    require_warrant(MOVES[verb], dossier, user)
    newest, job = queries.verdict_of(dossier)
    context |= package_parts(newest, user) if newest else {}
    return dossier, newest, job, context | {"move": MOVES[verb]}


def _foot(dossier: Dossier, verb: str, **changes: Any) -> Foot:
    primary = Action(MOVES[verb].label, form="move", about=f"hồ sơ {dossier}", **changes)
    return Foot(primary=primary, others=[back_unchanged(back_to(dossier))])


# --- transfer (Chuyển lưu trữ tập trung) ---


@page_of_a_verb
def transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand the package to the central archive; where there is none yet, have it made first."""
    if request.method == "POST":
        return _transfer(request, dossier_for(current_user(request), pk))
    dossier, newest, _, context = _open(request, pk, "transfer")
    built = newest is not None and newest.state == Package.State.BUILT
    building = newest is not None and newest.state == Package.State.BUILDING
    if dossier.state == State.READY_TO_ARCHIVE:
        label = "Chuyển lưu trữ tập trung" if built else "Tạo gói lưu trữ"
        why_not = "Gói đang được tạo, hãy chờ một chút." if building else ""
        context["foot"] = Foot(
            primary=Action(label, form="move", about=f"hồ sơ {dossier}", why_not=why_not),
            others=[back_unchanged(back_to(dossier))],
        )
    return render(request, "archive/transfer.html", context | {"built": built, "building": building})


def _transfer(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    user, newest = current_user(request), queries.package_of(dossier)
    if dossier.state == State.READY_TO_ARCHIVE and (newest is None or newest.state != Package.State.BUILT):
        packing.request_package(dossier=dossier, by=user)
        messages.info(request, "Đang tạo gói lưu trữ. Khi gói đạt kiểm tra, hãy bấm chuyển.")
        return redirect("transfer", dossier.pk)
    packing.transfer(dossier=dossier, by=user, version=seen_version(request.POST))
    return redirect("done", dossier.pk, "transfer")


# --- accept_transfer (Đồng ý tiếp nhận lưu trữ) ---


@page_of_a_verb
def accept_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """The archive's own report, and the decision to keep the package for good."""
    if request.method == "POST":
        dossier = dossier_for(current_user(request), pk)
        accepting.request_acceptance(dossier=dossier, by=current_user(request), version=seen_version(request.POST))
        return redirect("accept_transfer", pk)
    dossier, newest, job, context = _open(request, pk, "accept_transfer")
    work = _verdict_progress(newest, job) if newest and job else None
    context["work"] = work
    if dossier.state == State.TRANSFERRED and newest:
        context["foot"] = _verdict_foot(dossier, newest, work)
        context["may_verify"] = not (work and work.running)
    elif dossier.state == State.ARCHIVED:
        context["foot"] = _next_foot(dossier, current_user(request))
    return render(request, "archive/accept_transfer.html", context)


def _verdict_foot(dossier: Dossier, newest: Package, work: Progress | None) -> Foot:
    why_not = ""
    if work and work.running:
        why_not = "Hãy chờ việc đang làm kết thúc."
    elif not newest.verified:
        why_not = "Gói chưa đạt kiểm tra nên không tiếp nhận được."
    accept = Action(MOVES["accept_transfer"].label, form="move", about=f"hồ sơ {dossier}", why_not=why_not)
    reject = Action(MOVES["reject_transfer"].label, reverse("reject_transfer", args=[dossier.pk]), method="get",
                    kind="danger")  # fmt: skip
    return Foot(primary=accept, others=[reject])


def _next_foot(dossier: Dossier, user: User) -> Foot:
    """On to the next one that waits for a verdict."""
    following = next_dossier(QUEUES["accept_transfer"], dossier, user)
    onward = [Action("Hồ sơ tiếp theo", reverse("accept_transfer", args=[following.pk]), method="get", key="n",
                     about=str(following))] if following else []  # fmt: skip
    return Foot(others=[*onward, Action("Về bàn làm việc", reverse("home"), method="get", kind="plain")])


def _verdict_progress(package: Package, job: Job) -> Progress | None:
    """The newest work: an acceptance, or a verification that runs or failed; None when the report says it all."""
    if job.state == Job.State.DONE and not _is_acceptance(job):
        return None
    return _work(package, job)


def _is_acceptance(job: Job) -> bool:
    return job.key.startswith("accept:")


def _work(package: Package, job: Job) -> Progress:
    assert package.dossier_id
    label, next_label = _ACCEPTING if _is_acceptance(job) else _VERIFYING
    own_page = reverse("accept_transfer", args=[package.dossier_id])
    record = reverse("record", args=[package.record_id]) if package.record_id else own_page
    shown = job_progress(job, poll_url=reverse("verdict_progress", args=[package.dossier_id]), label=label,
                         next_url=record)  # fmt: skip
    return Progress(**(shown.__dict__ | {"next_label": next_label}))


@require_GET
def verdict_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far verification or acceptance is, or that it has just ended; asked every second."""
    dossier = dossier_for(current_user(request), pk)
    _archivists_only(request)
    newest = queries.package_of(dossier)
    job = queries.verdict_job(newest) if newest else None
    if newest is None or job is None:
        raise Http404
    return answer(request, _work(newest, job))


@require_POST
def verify_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the transferred package verified once more."""
    dossier = dossier_for(current_user(request), pk)
    accepting.request_verification(dossier=dossier, by=current_user(request))
    messages.info(request, "Đang kiểm tra lại gói. Kết quả hiện tại đây khi xong.")
    return redirect("accept_transfer", pk)


def _archivists_only(request: HttpRequest) -> None:
    if not current_user(request).holds("archive.view", None):
        raise NotAllowed("Chỉ Trung tâm Lưu trữ xem được việc này.")


# --- reject_transfer (Lưu trữ trả lại) ---


@page_of_a_verb
def reject_transfer(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the dossier back with a reason."""
    form = RejectionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        dossier = dossier_for(current_user(request), pk)
        accepting.reject_transfer(dossier=dossier, reason=form.cleaned_data["reason"], by=current_user(request),
                                  version=seen_version(request.POST))  # fmt: skip
        return redirect("done", pk, "reject_transfer")
    dossier, _, _, context = _open(request, pk, "reject_transfer")
    here = dossier.state == State.TRANSFERRED
    if here:
        context["foot"] = _foot(dossier, "reject_transfer")
    status = 422 if form.is_bound else 200 if here else 409
    return render(request, "archive/reject_transfer.html", context | {"form": form}, status=status)
