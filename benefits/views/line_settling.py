"""How are the figures of one line typed, what does it come to with them, and which line comes next?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from benefits import rules
from benefits.actions.settling_lines import keep_figures, settle_lines, settlement_of
from benefits.arithmetic.list_lines import Verdict
from benefits.forms.entries import Entries
from benefits.forms.line_figures import KindForm, RefuseForm, SettleForm, figures_form
from benefits.law import in_force
from benefits.lists.computing import compute_line
from benefits.lists.lines import lines_to_settle, staged
from benefits.models import LineSettlement
from benefits.views.list_settling import ask_why, list_to_settle
from benefits.views.room import open_room, require_drafting, require_work, version_of
from benefits.views.settle_table import stage_tag
from bhxh_archive.money import dong
from bhxh_archive.ui.facts import Facts
from bhxh_archive.ui.frame import Action, Foot
from bhxh_archive.ui.typed import hide_fields, name_fields
from intake.deadlines import calendar
from intake.models import Dossier, EmployerList, ListLine
from intake.queries import with_papers
from intake.views.frame import current_user
from intake.views.lists.one_line import facts_of_line


@require_http_methods(["GET", "POST"])
def settle_line(request: HttpRequest, pk: int, line_pk: int) -> HttpResponse:
    """One line with its figures and its working. A POST keeps what was typed, whole or not, and computes it."""
    dossier, context = open_room(request, pk)
    user = current_user(request)
    require_work(dossier, user)
    if request.method == "POST":
        require_drafting(dossier, user)
    found = list_to_settle(dossier)
    line = _line(found, dossier, line_pk)
    row = settlement_of(line, dossier.procedure.code)
    if request.method == "POST":
        return _keep(request, dossier, context, found, line, row)
    return _page(request, dossier, context, found, line, row, figures_form(row.kind).from_entries(_shown(row, line)))


def _line(found: EmployerList, dossier: Dossier, pk: int) -> ListLine:
    return staged(with_papers(lines_to_settle(found), dossier)).get(pk=pk)


def _shown(row: LineSettlement, line: ListLine) -> dict[str, Any]:
    """What was typed, and the days that the employer asks where no others were."""
    days = {"days": line.asked_days} if line.asked_days else {}
    return days | {name: text for name, text in row.entries.items() if text}


def _keep(
    request: HttpRequest, dossier: Dossier, context: dict[str, Any], found: EmployerList, line: ListLine,
    row: LineSettlement,
) -> HttpResponse:  # fmt: skip
    asked = KindForm(request.POST)
    hide_fields(request, "change", "settle")
    name_fields(request, asked, figures_form(row.kind)())  # for the page that refuses what was typed on old figures
    kind = asked.cleaned_data["kind"] if asked.is_valid() else row.kind
    form = figures_form(row.kind)(request.POST)
    kept = keep_figures(dossier=dossier, line=line, kind=kind, entries=form.as_entries(), by=current_user(request),
                        version=version_of(request))  # fmt: skip
    if kind == row.kind and not form.is_valid():
        return _page(request, dossier, context, found, _line(found, dossier, line.pk), kept, form, status=422)
    if "settle" in request.POST and (kept.verdict, kept.standing) == (Verdict.LOOK, LineSettlement.Standing.OPEN):
        return ask_why(request, dossier, context, [f"{line.pk}.{kept.version}"], SettleForm(), str(line.pk))
    return _after(request, dossier, found, line, kept)


def _after(
    request: HttpRequest, dossier: Dossier, found: EmployerList, line: ListLine, kept: LineSettlement
) -> HttpResponse:
    """Where a kept line leads: to itself, or settled to the next one that is not decided."""
    if "settle" in request.POST and settle_lines(dossier=dossier, ids=[line.pk], by=current_user(request)).number:
        messages.success(request, f"Đã giải quyết dòng {line.ordinal}: {dong(kept.amount or 0)} đồng.")
        following = _undecided(found, line)
        return redirect("settle_line", dossier.pk, following.pk) if following else redirect("settle_list", dossier.pk)
    computed = f"tính ra {dong(kept.amount)} đồng" if kept.amount is not None else "chưa đủ số liệu để tính"
    messages.success(request, f"Đã lưu số liệu dòng {line.ordinal}, {computed}.")
    return redirect("settle_line", dossier.pk, line.pk)


def _undecided(found: EmployerList, line: ListLine) -> ListLine | None:
    """The next line that is not decided, behind this one or from the top."""
    decided = [LineSettlement.Standing.SETTLED, LineSettlement.Standing.REFUSED]
    rows = lines_to_settle(found).exclude(settlement__standing__in=decided).exclude(pk=line.pk)
    return rows.filter(ordinal__gt=line.ordinal).first() or rows.first()


def _page(
    request: HttpRequest, dossier: Dossier, context: dict[str, Any], found: EmployerList, line: ListLine,
    row: LineSettlement, form: Entries, status: int = 200,
) -> HttpResponse:  # fmt: skip
    changeable = rules.may_edit(dossier, current_user(request))
    computed = compute_line(line, row.kind, row.entries, in_force(), calendar())
    rows = lines_to_settle(found)
    context |= {
        "line": line, "row": row, "form": form, "kind_form": KindForm(initial={"kind": row.kind}),
        "refuse_form": RefuseForm(), "computed": computed, "tag": stage_tag(line), "may_change": changeable,
        "facts": Facts(facts_of_line(line)), "before": rows.filter(ordinal__lt=line.ordinal).last(),
        "after": rows.filter(ordinal__gt=line.ordinal).first(), "foot": _foot(dossier, changeable=changeable),
    }  # fmt: skip
    return render(request, "benefits/settle_line.html", context, status=status)


def _foot(dossier: Dossier, *, changeable: bool) -> Foot:
    back = Action("Về danh sách đề nghị", reverse("settle_list", args=[dossier.pk]), method="get", kind="plain")
    if not changeable:
        return Foot(others=[back])
    settle = Action("Lưu và giải quyết", form="figures", name="settle", value="1")
    return Foot(settle, [Action("Lưu và tính", form="figures", key="ctrl+s"), back])
