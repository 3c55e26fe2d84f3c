"""How does the records clerk print what is signed with ink, scan it back and send it out?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from benefits.actions import paper_signing
from benefits.forms.paper_issue import PaperIssueForm
from benefits.issued.deliveries import planned
from benefits.views import files
from benefits.views.pages import scanned_pages, version_pages
from benefits.views.room import finished, open_room, require_work, version_of
from benefits.views.verbs import GET_POST, facts_of, foot_for, permitted, ways_back
from bhxh_archive.confirming import WRONG_PASSWORD, is_this_person
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.parameters import parameter
from bhxh_archive.ui.facts import Fact, SummaryCard
from intake.actions.returning.paper_scans import keep_paper_scan
from intake.models import Dossier, PaperScan, Result
from intake.needs.paper_scans import newest_scan, scan_problem
from intake.queries import dossier_for, is_on_paper, results_of
from intake.rules.results import ON_PAPER
from intake.views.frame import current_user
from intake.views.page_desk.uploads import limit_mb
from intake.views.verbs import add_problems


@dataclass(frozen=True)
class PaperLine:
    """One document to print and to scan back; `problem`: what is still missing of its scan."""

    result: Result
    scan: PaperScan | None
    problem: str


@GET_POST
def issue_on_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """Each document to print, a box for its scan; with all of them there, the password sends them out."""
    dossier, context = open_room(request, pk, tab="results")
    permitted(dossier, "issue", current_user(request))
    if not is_on_paper(dossier):
        return redirect("issue", pk=pk)
    bound = request.POST if request.method == "POST" else None
    form = PaperIssueForm(bound, initial={"copies": parameter("printed_copies", office=dossier.receiving_office)})
    return _issued(request, dossier, form) or _page(request, dossier, context, form)


def _issued(request: HttpRequest, dossier: Dossier, form: PaperIssueForm) -> HttpResponse | None:
    """What follows when they went out; else the form says what is missing."""
    user = current_user(request)
    if not form.is_valid():
        return None
    if not is_this_person(request, user, form.cleaned_data["password"]):
        form.add_error("password", WRONG_PASSWORD)
        return None
    try:
        copies = form.cleaned_data["copies"]
        moved = paper_signing.issue_on_paper(dossier=dossier, copies=copies, by=user, version=version_of(request))
    except NotValid as error:
        add_problems(form, error)
        return None
    said = f"Đã phát hành bản ký trên giấy của hồ sơ {moved}."
    return finished(request, moved, said, queue="cho-phat-hanh", tab="results")


def _page(request: HttpRequest, dossier: Dossier, context: dict[str, Any], form: PaperIssueForm) -> HttpResponse:
    found = [(row, newest_scan(row)) for row in results_of(dossier)]
    lines = [PaperLine(row, scan, scan_problem(row, scan)) for row, scan in found]
    copies = [scan for _, scan in found if scan and scan.file]
    whole = len(copies) == len(found)
    facts = [Fact(row.title, f"Số {row.number} ngày {row.dated:%d/%m/%Y}") for row, _ in found]
    facts.append(Fact("Chuyển trong ngành", ", ".join(planned(dossier, [row for row, _ in found]))))
    context |= {
        "form": form, "lines": lines, "limit_mb": limit_mb(),
        "summary": SummaryCard(facts_of(dossier, *facts), heading="Văn bản ký trên giấy"),
        "viewer": scanned_pages(request, dossier, copies) if whole else (
            version_pages(request, dossier, [row.latest for row, _ in found if row.latest])),
        "foot": foot_for(ON_PAPER["issue"], others=ways_back(dossier, "recall"),
                         why_not="Chưa đủ bản quét" if any(line.problem for line in lines) else ""),
    }  # fmt: skip
    return render(request, "benefits/issue_on_paper.html", context, status=422 if form.is_bound else 200)


@require_POST
def scan_paper(request: HttpRequest, pk: int, result_pk: int) -> HttpResponse:
    """Take in the scan of one signed paper; a newer one takes the place of the one before."""
    dossier = dossier_for(current_user(request), pk)
    permitted(dossier, "issue", current_user(request))
    result = results_of(dossier).get(pk=result_pk)
    _take(request, result)
    return redirect("issue_on_paper", pk=pk)


def _take(request: HttpRequest, result: Result) -> None:
    file = request.FILES.get("scan")
    if file is None:
        messages.error(request, f"Chưa chọn tệp quét của «{result.title}».")
        return
    try:
        keep_paper_scan(result=result, name=file.name or "ban-ky", chunks=file.chunks(), by=current_user(request))
    except (NotNow, NotValid) as error:
        messages.error(request, f"{file.name}: {error.message}")
    else:
        messages.success(request, f"Đã nhận bản quét của «{result.title}», đang kiểm tra và tạo bản số hóa.")


@require_GET
def paper_page(request: HttpRequest, pk: int, scan_pk: int, number: int, size: str) -> HttpResponseBase:
    """The picture of one page of a copy that is not issued yet."""
    dossier = dossier_for(current_user(request), pk)
    require_work(dossier, current_user(request))
    scan = PaperScan.objects.select_related("file").get(pk=scan_pk, result__dossier=dossier, file__isnull=False)
    assert scan.file
    return files.page_picture(request, scan.file, number, size, f"paper_scan:{scan.pk}")
