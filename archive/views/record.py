"""What does an archived file show: facts, persons, documents, integrity?"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from archive import contents, queries
from archive.actions.checking import request_check
from archive.downloads import may_take, require_taking, zip_of
from archive.models import ArchiveRecord, Package, RecordPerson
from archive.reports import checks_of
from archive.views import answers
from archive.views.progress import answer, job_progress
from bhxh_archive.access import log_view
from bhxh_archive.identifiers import mask
from bhxh_archive.models import User
from bhxh_archive.scoping import dossiers_of
from bhxh_archive.ui.facts import Fact, Facts, Progress
from bhxh_archive.ui.filters import url_with
from bhxh_archive.ui.frame import Breadcrumb, Crumb
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.tables import Paging
from intake.models import Dossier, Person
from intake.views.frame import current_user, linked_dossiers

RETENTION = {"01": "Vĩnh viễn", "02": "70 năm", "03": "50 năm", "04": "30 năm", "05": "20 năm", "06": "10 năm",
             "07": "Thời hạn khác"}  # fmt: skip
MODES = {"01": "Công khai", "02": "Sử dụng có điều kiện", "03": "Mật"}

PEOPLE: Final = 50
"""So many people of an employer's list are shown at once."""


@require_GET
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """One archived file, for those who may see it; the look is logged before anything is shown."""
    user = current_user(request)
    row = queries.record_for(user, pk)
    log_view(request, f"record:{row.pk}", action="record")
    return render(request, "archive/record.html", _context(row, user) | _list_people(request, row))


def _list_people(request: HttpRequest, row: ArchiveRecord) -> dict[str, Any]:
    """One page of those who stand on the employer's list, behind the line named by `dong`."""
    after = whole_number(request.GET.get("dong")) or 0
    people = queries.list_people(row)
    found = list(people.filter(line__gt=after)[: PEOPLE + 1])
    following = url_with(request.GET, dong=found[PEOPLE - 1].line) if len(found) > PEOPLE else ""
    return {
        "listed": [(person.line, _person(person)) for person in found[:PEOPLE]],
        "listed_total": people.count() if found or after else 0,
        "listed_paging": Paging(url_with(request.GET, dong="") if after else "", following),
    }  # fmt: skip


def _context(row: ArchiveRecord, user: User) -> dict[str, Any]:
    return {
        "record": row,
        "crumbs": crumbs(row),
        "facts": Facts(_facts(row)),
        "persons": [_person(person) for person in row.persons.all()],
        "documents": queries.documents_of(row),
        "packages": [_kept(package, user) for package in queries.kept_packages(row)],
        "trail_url": _trail_url(row, user),
        "linked": linked_dossiers(row.dossier, user) if row.dossier else None,
        "may_check": user.holds("archive.view", None),
    }


def crumbs(row: ArchiveRecord, last: str = "") -> Breadcrumb:
    """Home, search, record, and the page below it when there is one."""
    here = [Crumb(row.file_code, reverse("record", args=[row.pk])), Crumb(last)] if last else [Crumb(row.file_code)]
    return Breadcrumb([Crumb("Bàn làm việc", reverse("home")), Crumb("Tìm hồ sơ", reverse("search")), *here])


def _facts(row: ArchiveRecord) -> list[Fact]:
    return [
        Fact("Tiêu đề", row.title),
        Fact("Thủ tục", row.procedure_name),
        Fact("Quyết định", row.decision_number),
        Fact("Ngày quyết định", row.decision_on),
        Fact("Thời gian tài liệu", f"{row.starts_on:%d/%m/%Y} – {row.ends_on:%d/%m/%Y}"),
        Fact("Nơi tiếp nhận", row.receiving_office.name),
        Fact("Nơi giải quyết", row.settling_office.name),
        Fact("Nơi lưu giấy", row.paper_office.name),
        Fact("Số hồ sơ giấy", row.paper_file_number),
        Fact("Thời hạn lưu trữ", f"{RETENTION.get(row.retention_code, row.retention_code)} (cần xác nhận)"),
        Fact("Chế độ sử dụng", MODES.get(row.mode, row.mode)),
        Fact("Tài liệu", row.documents_total),
        Fact("Trang", row.pages_total),
        Fact("Tiếp nhận vào lưu trữ", row.accepted_at),
    ]


def _person(person: RecordPerson) -> dict[str, str]:
    return {
        "role": dict(Person.Role.choices).get(person.role, person.role), "name": person.full_name,
        "born": str(person.birth_year or ""), "personal_id": mask(person.personal_id) if person.personal_id else "",
        "insurance_number": mask(person.insurance_number) if person.insurance_number else "",
    }  # fmt: skip


def _kept(package: Package, user: User) -> dict[str, Any]:
    words, tone = contents.headline(package)
    return {"row": package, "headline": words, "tone": tone, "checks": checks_of(package),
            "general": contents.general_findings(package), "file_findings": contents.file_findings(package),
            "progress": check_progress(package), "may_take": may_take(package, user)}  # fmt: skip


def _trail_url(row: ArchiveRecord, user: User) -> str:
    """The dossier behind the record, when there is one that this person may open."""
    seen = row.dossier_id and Dossier.objects.filter(dossiers_of(user), pk=row.dossier_id).exists()
    return reverse("package", args=[row.dossier_id]) if seen else ""


# --- integrity ---


def check_progress(package: Package) -> Progress | None:
    """The verification that runs, or its failure; the verdict itself stands in the package's report."""
    job = queries.check_job(package)
    if job is None or not (job.open or job.state == job.State.FAILED):
        return None
    return _checking(package)


def _checking(package: Package) -> Progress | None:
    job = queries.check_job(package)
    if job is None or package.record_id is None:
        return None
    shown = job_progress(job, poll_url=reverse("record_check_progress", args=[package.record_id, package.pk]),
                         label="Đang đọc lại từng tệp trong kho lâu dài",
                         next_url=reverse("record", args=[package.record_id]))  # fmt: skip
    return Progress(**(shown.__dict__ | {"dom_id": f"check-{package.pk}"}))


@require_POST
def record_check(request: HttpRequest, pk: int) -> HttpResponse:
    """Verify the record's packages in the permanent store again."""
    row = queries.record_for(current_user(request), pk)
    request_check(record=row, by=current_user(request))
    messages.info(request, "Đang kiểm tra lại. Kết quả hiện tại đây khi xong.")
    return redirect("record", pk)


@require_GET
def record_check_progress(request: HttpRequest, pk: int, package: int) -> HttpResponse:
    """How far the verification is; asked every second."""
    row = queries.kept_package(queries.record_for(current_user(request), pk), package)
    return answer(request, _checking(row))


@require_GET
def record_package(request: HttpRequest, pk: int, package: int) -> HttpResponseBase:
    """One package of the record as a ZIP, for who transfers and for the archive."""
    row = queries.kept_package(queries.record_for(current_user(request), pk), package)
    require_taking(row, current_user(request))
    log_view(request, f"package:{row.pk}", action="download")
    return answers.attachment(answers.stream(zip_of(row), "application/zip"), answers.zip_name(row))


@require_GET
def record_report(request: HttpRequest, pk: int, package: int) -> HttpResponseBase:
    """The report with which a package of the record was accepted."""
    row = queries.kept_package(queries.record_for(current_user(request), pk), package)
    assert row.report_pdf  # every accepted package has one
    log_view(request, f"package:{row.pk}", action="report")
    return answers.paper(row.report_pdf, f"bao-cao-{row.objid}.pdf")
