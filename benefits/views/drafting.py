"""How is a draft filled in, kept, computed while typing, looked at, and put aside?"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benefits import rules
from benefits.actions import drafting
from benefits.arithmetic.period_csv import REGIME_WORDS
from benefits.arithmetic.periods import EXCLUSION_WORDS
from benefits.calculation import compute, headline, lacks_of
from benefits.differences import Comparison, against_record
from benefits.doubts.naming import problems_of
from benefits.doubts.replacing import replaced_by
from benefits.forms import sheet as sheets
from benefits.forms.rows import CELLS, PeriodRow
from benefits.forms.sheet import Sheet
from benefits.models import Draft
from benefits.papers import Paper
from benefits.papers.annex import annex_pdf
from benefits.papers.previewing import page_pictures, papers_to_show, pdf_of
from benefits.queries import draft_in
from benefits.views import files
from benefits.views.attending import opened
from benefits.views.note_panel import may_note, note_panel, notes_for
from benefits.views.pages import draft_pages, scans
from benefits.views.reading_places import at_its_place
from benefits.views.room import open_room, require_drafting, require_work, show_room, version_of
from benefits.views.two_versions import two_versions
from benefits.whose import settles_lines
from benefits.wording.legal_bases import unconfirmed
from benefits.wording.names import called
from bhxh_archive.access import log_view
from bhxh_archive.errors import ActionError, ChangedMeanwhile
from bhxh_archive.models import User
from bhxh_archive.once import keep_reads
from bhxh_archive.ui.frame import Action, Foot, back_unchanged
from bhxh_archive.ui.reading import whole_number
from intake.models import Dossier
from intake.views.frame import current_user, dossier_to_show

EMPTY_ROWS: Final = 3
"""Blank rows at the end of the table, for typing on without pressing anything."""

EMPTY_ROW: Final = dict.fromkeys(CELLS, "") | {"regime": "DN"}


def _draft_of(request: HttpRequest, pk: int, draft_pk: int) -> tuple[Dossier, Draft]:
    """The dossier and its open draft, for who settles it; else NotAllowed or a 404."""
    dossier = dossier_to_show(request, pk)
    require_work(dossier, current_user(request))
    return dossier, draft_in(dossier, draft_pk)


@require_http_methods(["GET", "POST"])
def draft(request: HttpRequest, pk: int, draft_pk: int) -> HttpResponse:
    """The drafting page. A POST keeps what was typed, whole or not, and says what is wrong with it. A settled list is
    worked on where its lines are: of its own it says only what it replaces."""
    dossier, chosen = _draft_of(request, pk, draft_pk)
    if settles_lines(chosen.kind):
        return _of_list(request, pk, chosen)
    if request.method == "POST":
        return _keep(request, pk, chosen)
    context = show_room(request, dossier)
    if not rules.may_edit(dossier, current_user(request)):
        messages.info(request, "Dự thảo này hiện chỉ xem được: bạn không giữ hồ sơ, hoặc hồ sơ đã được trình.")
        return redirect("review", pk=pk)
    keep_reads(chosen)
    return _page(request, dossier, context, sheets.saved(chosen))


def _keep(request: HttpRequest, pk: int, chosen: Draft) -> HttpResponse:
    sheet = sheets.typed(chosen, request.POST)
    try:
        kept = _save(request, sheet)
    except ChangedMeanwhile as error:
        return two_versions(request, chosen, sheet, error)
    following = _row_button(request, sheet)
    if sheet.valid and following == "propose":
        return redirect("propose", pk=pk)
    if sheet.valid and not following:
        messages.success(request, "Đã lưu dự thảo.")
        return redirect("draft", pk=pk, draft_pk=chosen.pk)
    chosen.version = kept.version
    dossier, context = open_room(request, pk)
    status = 200 if following and following != "propose" else 422
    return _page(request, dossier, context, sheet, status=status, extra=int(following == "add") * EMPTY_ROWS)


def _of_list(request: HttpRequest, pk: int, chosen: Draft) -> HttpResponse:
    asks = request.GET.get("xem") == "thay-the" and rules.may_edit(chosen.dossier, current_user(request))
    if request.method == "GET":
        return _replacing(request, pk, chosen, sheets.saved(chosen)) if asks else redirect("settle_list", pk=pk)
    sheet = sheets.typed(chosen, request.POST)
    try:
        chosen.version = _save(request, sheet).version
    except ChangedMeanwhile as error:
        return two_versions(request, chosen, sheet, error)
    if problems_of(chosen, sheet.entries):
        return _replacing(request, pk, chosen, sheet, status=422)
    messages.success(request, "Đã lưu phần thay thế của danh sách giải quyết.")
    return redirect("settle_list", pk=pk)


def _replacing(request: HttpRequest, pk: int, chosen: Draft, sheet: Sheet, *, status: int = 200) -> HttpResponse:
    """Which issued list this one replaces; below, as far as it is saved, what becomes of its people."""
    _, context = open_room(request, pk)
    foot = Foot(Action("Lưu", form="draft", key="ctrl+s"), [back_unchanged(reverse("settle_list", args=[pk]))])
    context |= {"draft": chosen, "form": sheet.form, "sections": sheet.form.sections, "foot": foot,
                "misnamed": problems_of(chosen, sheet.entries),
                "replaced": replaced_by(chosen, compute(chosen))}  # fmt: skip
    return render(request, "benefits/replaced_list.html", context, status=status)


def _row_button(request: HttpRequest, sheet: Sheet) -> str:
    """Which button was pressed besides saving: add rows, take one out (done right here), or propose."""
    taken = whole_number(request.POST.get("remove"))
    if sheet.rows and taken:
        del sheet.rows.rows[taken - 1 : taken]
        for place, row in enumerate(sheet.rows.rows, start=1):
            row.number = place
        return "remove"
    return next((name for name in ("add", "propose") if name in request.POST), "")


def _save(request: HttpRequest, sheet: Sheet) -> Draft:
    return drafting.save_draft(
        draft=sheet.draft, entries=sheet.entries, periods=sheet.periods, version=version_of(request),
        by=current_user(request),
    )  # fmt: skip


def _page(
    request: HttpRequest, dossier: Dossier, context: dict[str, Any], sheet: Sheet, *, status: int = 200, extra: int = 0
) -> HttpResponse:
    blank = [PeriodRow(len(sheet.rows.rows) + 1 + n, EMPTY_ROW) for n in range(EMPTY_ROWS + extra)] if (
        sheet.rows) else []  # fmt: skip
    context |= {
        **_beside(request, dossier),
        "draft": sheet.draft,
        "form": sheet.form,
        "sections": sheet.form.sections,
        "rows": [*sheet.rows.rows, *blank] if sheet.rows else None,
        "regimes": list(REGIME_WORDS.values()),
        "exclusions": list(EXCLUSION_WORDS.values()),
        "row_errors": [text for row in sheet.rows.rows for text in row.errors.values()] if sheet.rows else [],
        "as_draft": request.GET.get("xem") == "du-thao",
        "foot": _foot(dossier, current_user(request)),
        "comparison": _compared(sheet.draft),
        **working_of(sheet),
    }
    if context["as_draft"]:
        context |= _preview(request, dossier, sheet.draft)
    return render(request, "benefits/draft.html", context, status=status)


def _beside(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    """The scans with their notes, and who else has the dossier open."""
    user = current_user(request)
    notes = notes_for(dossier, user)
    viewer = scans(request, dossier, notes=notes, pinning=may_note(dossier, user))
    told = opened(dossier, user)
    viewer = at_its_place(request, dossier, viewer, told.get("arrived"))
    return {"viewer": viewer, "on_draft": True, **note_panel(viewer, notes, user), **told}


def _compared(draft: Draft) -> Comparison | None:
    found = against_record(draft)
    return found[1] if found else None


def _foot(dossier: Dossier, user: User) -> Foot:
    """A draft may be begun by anybody, but goes up from the hands of who took the dossier."""
    first = "" if dossier.holder_id == user.pk else "Nhận xử lý hồ sơ ở trang xét duyệt rồi mới trình được."
    return Foot(
        primary=Action("Lưu và trình", form="draft", name="propose", value="1", why_not=first),
        others=[
            Action("Lưu nháp", form="draft", key="ctrl+s"),
            Action("Về trang xét duyệt", reverse("review", args=[dossier.pk]), method="get", kind="plain"),
        ],
    )


def working_of(sheet: Sheet) -> dict[str, Any]:
    """What the working panel shows."""
    computed = sheet.computed()
    return {"computed": computed, "headline": headline(computed) if computed else "",
            "bases": unconfirmed(sheet.draft), "lacks": lacks_of(sheet.draft, sheet.entries),
            "misnamed": problems_of(sheet.draft, sheet.entries)}  # fmt: skip


@require_POST
def draft_autosave(request: HttpRequest, pk: int, draft_pk: int) -> JsonResponse:
    """Keep what was typed after a pause; answers with the new version, or why it can't be kept."""
    try:
        _, chosen = _draft_of(request, pk, draft_pk)
        kept = _save(request, sheets.typed(chosen, request.POST))
    except ActionError as error:
        return JsonResponse({"message": error.message}, status=error.status)
    return JsonResponse({"version": kept.version})


@require_POST
def draft_working(request: HttpRequest, pk: int, draft_pk: int) -> HttpResponse:
    """The working panel for what is typed right now; nothing is kept."""
    _, chosen = _draft_of(request, pk, draft_pk)
    sheet = sheets.typed(chosen, request.POST)
    notes = [(row.number, row.notes, row.errors) for row in sheet.rows.rows] if sheet.rows else []
    return render(request, "benefits/working.html", {"live": True, "notes": notes, **working_of(sheet)})


@require_GET
def draft_preview(request: HttpRequest, pk: int, draft_pk: int) -> HttpResponse:
    """The pages of the saved draft, to stand beside the form."""
    dossier, chosen = _draft_of(request, pk, draft_pk)
    log_view(request, f"draft:{chosen.pk}", action="read")
    return render(request, "benefits/preview.html", _preview(request, dossier, chosen))


def _preview(request: HttpRequest, dossier: Dossier, chosen: Draft) -> dict[str, Any]:
    pdfs = [
        (reverse("draft_pdf", args=[dossier.pk, chosen.pk, paper.kind]), called(paper.kind, paper.title))
        for paper in papers_to_show(chosen)
    ]
    return {"preview": draft_pages(request, dossier, [chosen]), "pdfs": pdfs}


def _paper(chosen: Draft, kind: str) -> Paper:
    found = [paper for paper in papers_to_show(chosen) if paper.kind == kind]
    if not found:
        raise Draft.DoesNotExist
    return found[0]


@require_GET
def draft_page(request: HttpRequest, pk: int, draft_pk: int, kind: str, number: int, size: str) -> HttpResponse:
    """The picture of one page of a draft."""
    _, chosen = _draft_of(request, pk, draft_pk)
    pictures = page_pictures(_paper(chosen, kind), size)
    if not 1 <= number <= len(pictures):
        raise Draft.DoesNotExist
    log_view(request, f"draft:{chosen.pk}", action="read")
    return files.made_picture(pictures[number - 1])


@require_GET
def draft_pdf(request: HttpRequest, pk: int, draft_pk: int, kind: str) -> HttpResponse:
    """One document of a draft as PDF, with its watermark."""
    dossier, chosen = _draft_of(request, pk, draft_pk)
    log_view(request, f"draft:{chosen.pk}", action="read")
    return files.pdf_bytes(pdf_of(_paper(chosen, kind)), str(dossier), kind, "du-thao")


@require_GET
def draft_annex(request: HttpRequest, pk: int, draft_pk: int) -> HttpResponse:
    """The working as PDF: as it was frozen under its number, or as a draft's."""
    dossier, chosen = _draft_of(request, pk, draft_pk)
    log_view(request, f"draft:{chosen.pk}", action="read")
    return files.pdf_bytes(annex_pdf(chosen), str(dossier), chosen.kind.code, "phu-luc")


@require_http_methods(["GET", "POST"])
def drop_draft(request: HttpRequest, pk: int, draft_pk: int) -> HttpResponse:
    """Put a draft aside after a summary; its text stays on record."""
    dossier, chosen = _draft_of(request, pk, draft_pk)
    require_drafting(dossier, current_user(request))
    if request.method == "POST":
        drafting.drop_draft(draft=chosen, by=current_user(request))
        messages.success(request, f"Đã bỏ dự thảo «{chosen.kind.name}».")
        return redirect("review", pk=pk)
    _, context = open_room(request, dossier.pk)
    return render(request, "benefits/drop_draft.html", context | {"draft": chosen, "foot": None})
