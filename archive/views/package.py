"""What does the dossier's archive tab show: the package, its making, its files, and what the archive found in it?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from archive import contents, queries
from archive.actions import packing
from archive.downloads import may_take, require_taking, zip_of
from archive.models import Package
from archive.reports import checks_of
from archive.views import answers
from archive.views.progress import answer, building_progress
from bhxh_archive.access import log_view
from bhxh_archive.lifecycle import Seat, State, seat_office
from bhxh_archive.models import User
from bhxh_archive.ui.facts import Fact, Facts
from bhxh_archive.ui.states import StateTag
from intake.models import Dossier
from intake.queries import dossier_for
from intake.views.frame import current_user, open_dossier

LOOKS = {
    Package.State.BUILDING: ("active", "hourglass"), Package.State.BUILT: ("active", "box"),
    Package.State.FAILED: ("bad", "cross"), Package.State.TRANSFERRED: ("active", "send"),
    Package.State.ACCEPTED: ("good", "box"), Package.State.REJECTED: ("bad", "back"),
    Package.State.SUPERSEDED: ("quiet", "stop"),
}  # fmt: skip


@require_GET
def package(request: HttpRequest, pk: int) -> HttpResponse:
    """The archive tab of a dossier."""
    dossier, context = open_dossier(request, pk, tab="package")
    newest = queries.package_of(dossier)
    context |= package_parts(newest, current_user(request)) if newest else {}
    context["may_build"] = may_build(dossier, current_user(request))
    context["former"] = [row for row in queries.packages_of(dossier) if newest and row.pk != newest.pk]
    return render(request, "archive/package.html", context)


def package_parts(newest: Package, user: User) -> dict[str, Any]:
    """What both the tab and the archive's verdict pages show of a package."""
    words, tone = contents.headline(newest)
    return {
        "package": newest,
        "package_tag": StateTag(newest.get_state_display(), *LOOKS[Package.State(newest.state)]),
        "facts": Facts(_facts(newest)),
        "files": contents.files_of(newest),
        "general": contents.general_findings(newest),
        "checks": checks_of(newest),
        "headline": words,
        "headline_tone": tone,
        "progress": building_progress(newest) if newest.state == Package.State.BUILDING else None,
        "may_download": may_take(newest, user),
        "record": queries.records(user).filter(pk=newest.record_id).first() if newest.record_id else None,
    }


def _facts(row: Package) -> list[Fact]:
    return [
        Fact("Mã hồ sơ lưu trữ", row.file_code),
        Fact("Mã gói", f"urn:uuid:{row.objid}"),
        Fact("Số tệp", row.file_count or None),
        Fact("Dung lượng", f"{row.size:,}".replace(",", ".") + " byte" if row.size else ""),
        Fact("Mã băm của danh mục tệp (SHA-256)", row.manifest_digest),
        Fact("Lập lúc", row.built_at),
        Fact("Người lập", str(row.by)),
        Fact("Trung tâm Lưu trữ kiểm tra lúc", row.verified_at),
        Fact("Người quyết định", str(row.decided_by) if row.decided_by else ""),
        Fact("Quyết định lúc", row.decided_at),
    ]


def may_build(dossier: Dossier, user: User) -> bool:
    """Whether this person may have the package made now."""
    receiving = seat_office(dossier, Seat.RECEIVING)
    return dossier.state == State.READY_TO_ARCHIVE and user.holds("intake.transfer", receiving)


@require_POST
def build_package(request: HttpRequest, pk: int) -> HttpResponse:
    """Have the package made in the background."""
    dossier = dossier_for(current_user(request), pk)
    packing.request_package(dossier=dossier, by=current_user(request))
    messages.success(request, "Đang tạo gói lưu trữ. Trang này cho biết khi nào xong.")
    return redirect("package", pk)


@require_GET
def package_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the making of the package is; asked every second, so nothing of the dossier is shown or logged."""
    newest = queries.package_of(dossier_for(current_user(request), pk))
    if newest is None:
        raise Http404
    return answer(request, building_progress(newest))


@require_GET
def package_download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The newest package of the dossier as a ZIP, for who transfers and for the archive."""
    newest = queries.package_of(dossier_for(current_user(request), pk))
    if newest is None or not newest.bag_name:
        raise Http404
    require_taking(newest, current_user(request))
    log_view(request, f"package:{newest.pk}", action="download")
    return answers.attachment(answers.stream(zip_of(newest), "application/zip"), answers.zip_name(newest))


@require_GET
def package_report(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The archive's report on the newest package, on paper."""
    newest = queries.package_of(dossier_for(current_user(request), pk))
    if newest is None or newest.report_pdf is None:
        raise Http404
    log_view(request, f"package:{newest.pk}", action="report")
    return answers.paper(newest.report_pdf, f"bao-cao-{newest.objid}.pdf")


def back_to(dossier: Dossier) -> str:
    """Where the verb pages lead back to."""
    return reverse("package", args=[dossier.pk])
