"""What does one line of an employer's list show: the row as it came, what is wrong, its papers, pages to file to it?"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from bhxh_archive.errors import NotValid
from bhxh_archive.ui.facts import Fact, Facts
from bhxh_archive.ui.reading import whole_number
from intake import queries
from intake.actions.lists.line_papers import add_line_paper, file_to_line
from intake.actions.lists.lists import choose_benefit
from intake.component_files import recipes
from intake.lists.faults import faults, remarks
from intake.models import Dossier, ListLine, Page
from intake.pipeline.tables.columns import LABELS
from intake.queries import wholes
from intake.rules import checklist
from intake.rules.list_benefits import BENEFIT_WORDS, benefit_of_procedure, of_the_line
from intake.rules.sending import as_sent
from intake.views.dossier.first_tab import may_scan
from intake.views.frame import current_user, open_dossier, open_to_change
from intake.views.lists.line_remarks import remark_on
from intake.views.page_desk.sheet import picture_url

TRAY: Final = 60
"""So many pages of the tray are offered at once."""


def _line(dossier: Dossier, pk: int) -> ListLine:
    rows = ListLine.objects.filter(list__dossier=dossier).select_related("list", "source", "origin__dossier")
    return rows.get(pk=pk)


@require_GET
def list_line(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """One line with its papers; the tray stands beside it, so that pages can be filed here."""
    dossier, context = open_dossier(request, pk, tab="employer_list")
    line = _line(dossier, line_pk)
    changeable = may_scan(dossier, current_user(request))
    tray = as_sent(queries.pages_of(dossier).filter(component=None))[:TRAY]
    context |= {
        "line": line, "facts": Facts(facts_of_line(line)), "faults": faults(line), "remarks": remarks(line),
        "papers": _papers(dossier, line),
        "kinds": of_the_line(line, queries.line_paper_types(dossier)), "may_scan": changeable,
        "wanting": queries.wants_paper(line),
        "benefits": BENEFIT_WORDS if benefit_of_procedure(dossier.procedure.code) else (),
        "tray": [(page, picture_url(page, "thumb")) for page in tray] if changeable else [],
    }  # fmt: skip
    return render(request, "dossier/line.html", context)


def facts_of_line(line: ListLine) -> list[Fact]:
    """Every cell as it came, the columns of the form first."""
    known = [(label, line.cells.get(name, "")) for name, label in LABELS.items()]
    others = [(name.removeprefix("+"), text) for name, text in line.cells.items() if name not in LABELS]
    return [Fact(label, text) for label, text in [*known, ("Phần", line.get_part_display()), *others]]


def _papers(dossier: Dossier, line: ListLine) -> list[dict[str, Any]]:
    """The papers of this line alone, each with its pages."""
    components = list(queries.components_of(dossier).filter(line=line))
    pages = list(Page.objects.filter(component__in=components, deleted_at=None).select_related("thumb"))
    made = wholes.files_made(dossier, recipes.recipes_of(dossier, line), line)
    counts = {row.pk: sum(page.component_id == row.pk for page in pages) for row in components}
    return [
        {"row": row.component, "say": row.say, "satisfied": row.satisfied,
         "file": row.component.original or made.get(row.component.pk),
         "pages": [(page, picture_url(page, "thumb")) for page in pages if page.component_id == row.component.pk]}
        for row in checklist(components, counts)
    ]  # fmt: skip


@require_POST
def line_benefit(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """Which benefit the line asks for, where its words were read otherwise."""
    dossier, _ = open_to_change(request, pk, "intake.scan", tab="employer_list")
    line = choose_benefit(
        dossier=dossier, line=_line(dossier, line_pk), benefit=request.POST.get("benefit", ""), by=current_user(request)
    )
    messages.success(request, f"Dòng {line.ordinal} đề nghị chế độ {dict(BENEFIT_WORDS)[line.benefit]}.")
    return redirect("list_line", pk, line_pk)


@require_POST
def line_paper(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """File the ticked pages to the line; without pages go on to the paper, to answer it in another way."""
    dossier, _ = open_to_change(request, pk, "intake.scan", tab="employer_list")
    line, by = _line(dossier, line_pk), current_user(request)
    kind = queries.line_paper_types(dossier).filter(pk=whole_number(request.POST.get("kind")) or 0).first()
    if kind is None:
        raise NotValid("Chọn loại giấy tờ của dòng.")
    if "other" in request.POST:
        component = add_line_paper(dossier=dossier, line=line, kind=kind, by=by)
        return redirect("component", pk, component.pk)
    ids = [page for page in map(whole_number, request.POST.getlist("page")) if page is not None]
    try:
        done = file_to_line(dossier=dossier, line=line, kind=kind, page_ids=ids, by=by)
    except NotValid as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request, f"Đã xếp {len(done)} trang vào «{kind.name}» của dòng {line.ordinal}.{remark_on(line, kind)}"
        )
    return redirect("list_line", pk, line_pk)
