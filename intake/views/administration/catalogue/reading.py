"""What does an administrator see of the catalogue: the rule books, and one procedure with everything?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bhxh_archive.administration.views.frame import administrators_only, crumbs, within_reach
from bhxh_archive.ui.facts import Fact, Facts
from bhxh_archive.ui.frame import Breadcrumb
from intake.models import Dossier, Person, Procedure, Term
from intake.pipeline.checks import REQUIRED_DPI
from intake.queries import versions
from intake.rules.catalogue_words import COPIES, DEADLINES, RETENTION, SUBMITTERS, desk_time
from intake.rules.snapshots import SOURCES
from intake.rules.versions import COMPONENT_FIELDS, Change, Version, differences_of, faults_of, hangs_on
from intake.slips import SLIPS


@require_GET
@administrators_only
def catalogue(request: HttpRequest) -> HttpResponse:
    """Every rule book with its procedures, each in every version it has."""
    context = {"books": versions.rule_books(), "today": timezone.localdate(), "deadlines": DEADLINES,
               "may_change": within_reach(request).everywhere, "draft_book": versions.draft_book(),
               "crumbs": crumbs(("Danh mục thủ tục", ""))}  # fmt: skip
    return render(request, "catalogue/books.html", context)


@require_GET
@administrators_only
def procedure(request: HttpRequest, pk: int) -> HttpResponse:
    """One version with all it says, beside the others; of a draft what it changes and what is still in its way."""
    row = get_object_or_404(Procedure.objects.select_related("rule_book"), pk=pk)
    context = shown(row) | {"may_change": within_reach(request).everywhere, "crumbs": steps(row)}
    return render(request, "catalogue/procedure.html", context)


def steps(row: Procedure, *further: tuple[str, str]) -> Breadcrumb:
    """Home, the catalogue, the procedure."""
    return crumbs(("Danh mục thủ tục", "catalogue"), (row.name, ""), *further)


def shown(row: Procedure) -> dict[str, Any]:
    """What the page of one version says."""
    version, day = versions.version_of(row), timezone.localdate()
    every = list(versions.versions_of(row))
    draft = row.valid_from is None
    changes = _changes(row, version) if draft else []
    return {
        "row": row, "version": version, "facts": Facts(_facts(row)), "versions": every, "draft": draft,
        "changes": changes, "faults": faults_of(version) if draft else [], "today": day,
        "next_draft": next((one for one in every if one.valid_from is None), None), "newest": every[0] == row,
        "upcoming": row.valid_from is not None and row.valid_from > day and row.valid_from != row.rule_book.valid_from,
        "of_draft_book": row.rule_book.valid_from is None,
        "terms": [(part, hangs_on(part), _term_words(part)) for part in version.terms],
        "components": [(part, hangs_on(part), _flags(part)) for part in version.components],
    }  # fmt: skip


def _changes(row: Procedure, version: Version) -> list[Change]:
    before = versions.forerunner_of(row)
    return differences_of(versions.version_of(before) if before else None, version)


def _term_words(part: Term) -> tuple[str, str]:
    """The time, and the ways of filing for which it holds."""
    ways = dict(Dossier.Channel.choices)
    kind = DEADLINES[part.kind]  # type: ignore[index]
    return f"{part.amount} {kind.lower()}", ", ".join(str(ways.get(one, one)) for one in part.channels)


def _flags(part: Any) -> list[str]:
    said = (
        ("Không quét", part.never_scan), ("Chỉ xuất trình", part.present_only),
        (COMPONENT_FIELDS["returnable"], part.returnable),
        ("Riêng từng người", part.per_person), ("Không số hóa khi tiếp nhận", not part.scan and not part.never_scan),
        (f"Quét {part.scan_dpi} dpi ({part.scan_dpi_source})", part.scan_dpi != REQUIRED_DPI),
        (f"Dữ liệu thay giấy: {SOURCES.get(part.data_source, '')}", part.data_source),
    )  # fmt: skip
    return [COPIES.get(part.original_or_copy, ""), *(words for words, holds in said if holds)]


def _facts(row: Procedure) -> list[Fact]:
    roles = dict(Person.Role.choices)
    wanted = ["/".join(str(roles[role]).lower() for role in group) for group in row.wanted_roles]
    facts = (
        ("Mã thủ tục", row.code + (f", mã công bố {row.published_code}" if row.published_code else "")),
        ("Người nộp", ", ".join(SUBMITTERS.get(name, name) for name in row.submitters)),
        ("Người phải ghi khi đăng ký", "; ".join(wanted)),
        ("Thời hạn", f"{row.deadline_amount} {DEADLINES[row.deadline_kind].lower()}"),  # type: ignore[index]
        ("Khi xác minh", f"{row.get_verification_clock_display()}{_longer(row)}"),
        ("Khi bổ sung", f"{row.get_supplement_clock_display()}; hạn bổ sung {row.supplement_limit_days} ngày làm việc"),
        ("Thời gian của từng khâu", _desks(row)),
        ("Sổ BHXH", f"{'Cần sổ. ' if row.paper_book_needed else ''}{row.get_book_end_display()}{_said(row)}"),
        ("Phí", f"{row.fee} đồng" if row.fee else "Không thu"),
        ("Thời hạn lưu trữ", RETENTION.get(row.retention_code, row.retention_code)),
        ("Phiếu không dùng", ", ".join(SLIPS[name].label for name in row.slips_left_out if name in SLIPS)),
        ("Nguồn", row.source + (" (cần xác nhận)" if row.needs_confirmation else "")),
        ("Ghi chú", row.note),
    )  # fmt: skip
    return [Fact(label, value) for label, value in facts]


def _longer(row: Procedure) -> str:
    return f" đến {row.extended_deadline_amount} ngày" if row.extended_deadline_amount else ""


def _said(row: Procedure) -> str:
    return f" ({row.book_end_source})" if row.book_end_source else ""


def _desks(row: Procedure) -> str:
    return ", ".join(desk_time(one) for one in row.internal_deadlines)
