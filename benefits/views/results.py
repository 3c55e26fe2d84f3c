"""What did the dossier lead to: which documents in which versions, signed by whom, judged how?"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from benefits.actions.checking import check_version, judge_version
from benefits.issued.deliveries import deliveries_of
from benefits.issued.standing import remarks_on
from benefits.models import PreparedDocument, ResultDelivery
from benefits.queries import drafts_of, live_documents
from benefits.signers.cosigners import said_of
from benefits.signers.told import proposals_of, told
from benefits.verdicts import covered_words, level_words, report_data, report_json, verdict_of
from benefits.views import files
from benefits.views.damaged import told as told_damaged
from benefits.views.damaged import whole_ones
from benefits.views.fallen import Resting, resting_told
from benefits.views.pages import prepared_pages, version_pages
from benefits.views.review import described
from benefits.views.room import open_room, sees_work, show_room
from bhxh_archive.access import log_view
from bhxh_archive.documents.signatories import WORDS
from bhxh_archive.errors import DAMAGED, NotAllowed
from bhxh_archive.forms_in_force import render as render_document
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.once import keep_reads
from bhxh_archive.signing.report import Report
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.states import StateTag
from intake.actions.returning.soundness import hold_against_digest
from intake.models import Dossier, Result, ResultVersion
from intake.queries import dossier_for, recorded_returns, waited_for_in
from intake.rules import was_issued
from intake.views.consolidation.two_sides import returned_by
from intake.views.frame import current_user

TONES = {"valid": ("Hợp lệ", "good", "check"), "invalid": ("Không hợp lệ", "bad", "cross"),
         "unknown": ("Chưa kết luận", "warn", "alert"), "paper": ("Ký trên giấy", "quiet", "box"),
         "damaged": ("Tệp hỏng", "bad", "cross")}  # fmt: skip
REPORT = "kiem-tra-chu-ky"


@dataclass(frozen=True)
class VersionLine:
    """One file version of a result, with its verdict in words."""

    version: ResultVersion
    tag: StateTag
    newest: bool


@dataclass(frozen=True)
class ResultBlock:
    """One result document: whose hands it went through, who stands on it beside the leader, every version of its file,
    to whom it was delivered, what it replaces or was replaced by, and which adjustments rest on what it ended."""

    result: Result
    signed: PreparedDocument | None
    signers: list[str]
    lines: list[VersionLine]
    deliveries: list[ResultDelivery]
    remarks: list[str]
    resting: list[Resting]

    @property
    def damaged(self) -> str:
        """That the newest file is broken in the store, and what is done about it."""
        return told_damaged(self.result.latest) if self.result.latest else ""


@require_GET
def results(request: HttpRequest, pk: int) -> HttpResponse:
    """The documents of the dossier; drafts and prepared ones for the settling office only."""
    dossier, context = open_room(request, pk, tab="results")
    return render(request, "benefits/results.html", context | _content(request, dossier))


def _content(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    user = current_user(request)
    inside = sees_work(dossier, user)
    found = [row for row in _results(dossier) if inside or was_issued(row)]
    documents = list(live_documents(dossier)) if inside and dossier.state == State.AWAITING_SIGNATURE else []
    drafts = drafts_of(dossier) if inside else []
    chosen, notes = whole_ones(_chosen(request, found), by=user, inside=inside)
    return {
        "blocks": _blocks(dossier, found, inside),
        "documents": documents,
        "drafts": [described(draft) for draft in drafts] if not documents and not _standing(found) else [],
        "waiting": said_of(waited_for_in(dossier)) if inside and dossier.state == State.SIGNED else "",
        "viewer": version_pages(request, dossier, chosen, notes=notes)
        if chosen or notes
        else prepared_pages(request, dossier, documents),
        "shown": {version.pk for version in chosen},
        "inside": inside,
        "returns": [returned_by(row) for row in recorded_returns(dossier)] if any(map(was_issued, found)) else [],
    }


def _results(dossier: Dossier) -> list[Result]:
    rows = dossier.results.select_related("receiver").prefetch_related(
        "versions__file", "cosigners__version", "remarks"
    )
    return sorted(rows, key=lambda row: (-_taken_back(row), not row.main, row.pk))


def _taken_back(row: Result) -> float:
    """What stands counts as newest; of what was recalled the documents of one recall stay together."""
    return row.void_at.timestamp() if row.void_at else inf


def _standing(found: list[Result]) -> bool:
    return any(row.void_at is None for row in found)


def _chosen(request: HttpRequest, found: list[Result]) -> list[ResultVersion]:
    """The version asked for by `?ban=`, else the newest of every result that stands."""
    asked = whole_number(request.GET.get("ban"))
    every = [version for row in found for version in row.versions.all()]
    if named := [version for version in every if version.pk == asked]:
        return named
    return [row.latest for row in found if row.latest and row.void_at is None]


def _blocks(dossier: Dossier, found: list[Result], inside: bool) -> list[ResultBlock]:
    rows = PreparedDocument.objects.filter(draft__dossier=dossier, signed_file__isnull=False)
    rows = rows.select_related("draft", "drafted_by", "controlled_by", "signer")
    signed = {(row.kind, row.number): row for row in rows} if inside and found else {}
    proposals = proposals_of(dossier) if signed else []
    sent, remarks = deliveries_of(dossier), remarks_on([dossier.pk]) if inside and found else {}
    paired = ((row, signed.get((row.kind, row.number))) for row in found)
    return [
        ResultBlock(
            row,
            one,
            told(row, one, proposals) if one else [],
            _lines(row, inside),
            sent.get(row.pk, []),
            [remark.text for remark in remarks.get((dossier.pk, row.number), [])] if inside else _told_reception(row),
            resting_told(remarks.get((dossier.pk, row.number), [])) if row.main else [],
        )
        for row, one in paired
    ]


def _told_reception(row: Result) -> list[str]:
    """Who only takes part is told what was done to it, not what it does to others."""
    return [remark.text for remark in row.remarks.all()]


def _lines(result: Result, inside: bool) -> list[VersionLine]:
    versions = sorted(result.versions.all(), key=lambda version: version.pk, reverse=True)
    shown = [row for row in versions if inside or row.issued]
    return [VersionLine(row, _tag(_signature_of(row)), row is shown[0]) for row in shown]


def _signature_of(version: ResultVersion) -> str:
    if version.fault == DAMAGED:
        return "damaged"
    if version.on_paper:
        return "paper"
    return "valid" if version.sound else "invalid"


def _tag(verdict: str) -> StateTag:
    return StateTag(*TONES[verdict])


def _version(user: User, pk: int, version_pk: int) -> ResultVersion:
    """A file version this person may open. Raises NotAllowed for what has not been issued yet."""
    dossier = dossier_for(user, pk)
    rows = ResultVersion.objects.filter(result__dossier=dossier).select_related("result", "file")
    version = rows.get(pk=version_pk)
    version.result.dossier = dossier
    if not version.issued and not sees_work(dossier, user):
        raise NotAllowed("Văn bản chưa phát hành chỉ được xem tại đơn vị giải quyết hồ sơ.")
    return version


@require_GET
def result_page(request: HttpRequest, pk: int, version_pk: int, number: int, size: str) -> HttpResponseBase:
    """The picture of one page of a signed file."""
    version = _version(current_user(request), pk, version_pk)
    return files.page_picture(request, version.file, number, size, f"result_version:{version.pk}")


@require_GET
def result_file(request: HttpRequest, pk: int, version_pk: int) -> HttpResponseBase:
    """The signed PDF byte for byte; its name holds number and form, never a person."""
    version = _version(current_user(request), pk, version_pk)
    hold_against_digest(version=version, by=current_user(request))
    subject, inline = f"result_version:{version.pk}", "xem" in request.GET
    return files.pdf_file(request, version.file, subject, version.result.number, version.result.kind, inline=inline)


@require_http_methods(["GET", "POST"])
def verify_result(request: HttpRequest, pk: int, version_pk: int) -> HttpResponse:
    """Check the signatures of one version now; the report stands beside the pages, at an address that can be opened
    again, which judges anew and writes nothing down."""
    version = _version(current_user(request), pk, version_pk)
    if request.method == "POST":
        check_version(version=version, by=current_user(request))
        return redirect("verify_result", pk, version_pk)
    log_view(request, f"result_version:{version.pk}", action="report")
    report, dossier = judge_version(version), version.result.dossier
    keep_reads(dossier)
    context = show_room(request, dossier, tab="results")
    context |= _content(request, dossier) | {"checked": version, "report": _described(version, report)}
    return render(request, "benefits/results.html", context)


def _described(version: ResultVersion, report: Report) -> dict[str, Any]:
    signatures = [
        {"field": WORDS.get(one.field, one.field), "report": one, "tag": _tag(one.verdict),
         "level": level_words(one.level)}
        for one in report.signatures
    ]  # fmt: skip
    about_file = [found.message_vi for found in report.findings if not found.field]
    later = [str(remark) for remark in version.result.remarks.all()]
    return {"report": report, "tag": _tag(verdict_of(report)), "signatures": signatures, "about_file": about_file,
            "later": later, "covered": covered_words(report)}  # fmt: skip


@require_GET
def result_report(request: HttpRequest, pk: int, version_pk: int) -> HttpResponse:
    """The report about the signatures, made from a check done now: a PDF, or with `?dang=json` for programs."""
    version = _version(current_user(request), pk, version_pk)
    log_view(request, f"result_version:{version.pk}", action="report")
    report = check_version(version=version, by=current_user(request))
    if request.GET.get("dang") == "json":
        return files.json_bytes(report_json(version, report), version.result.number, version.result.kind, REPORT)
    pdf = render_document("verification_report", report_data(version, report))
    return files.pdf_bytes(pdf, version.result.number, version.result.kind, REPORT)
