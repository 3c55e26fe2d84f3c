"""How is one page read, judged and filed?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_GET

from bhxh_archive.models import User
from intake import queries, rules
from intake.models import Dossier, Page
from intake.rules import Line
from intake.views.dossier import may_scan
from intake.views.dossier_parts import label
from intake.views.frame import current_user, open_dossier
from intake.views.sheet import at_lines, in_reading_order, picture_url, targets
from intake.views.step_buttons import step_buttons


@require_GET
def page(request: HttpRequest, pk: int, page_pk: int) -> HttpResponse:
    """One page at reading size: the words found on it, its findings, its component, and the one before and after."""
    dossier, context = open_dossier(request, pk, tab="pages")
    lines, filed = queries.checklist_of(dossier), at_lines(dossier)
    found = queries.pages_of(dossier).select_related("text", "checked_by", "component__compared_by")
    order = in_reading_order(list(found), [*lines, *filed])
    place = next((index for index, row in enumerate(order) if row.pk == page_pk), None)
    if place is None:
        raise Page.DoesNotExist
    names = {line.component.pk: label(line.component) for line in [*lines, *filed]}
    context |= _one_page(dossier, order, place, lines, names, current_user(request))
    return render(request, "dossier/page.html", context)


def _one_page(
    dossier: Dossier, order: list[Page], place: int, lines: list[Line], names: dict[int, str], user: User
) -> dict[str, Any]:
    row = order[place]
    around = {
        "previous": order[place - 1] if place else None,
        "next": order[place + 1] if place + 1 < len(order) else None,
    }
    findings = list(row.findings.all())
    return {
        "page": row, "number": place + 1, "total": len(order), "picture": picture_url(row, "view"),
        "text": getattr(row, "text", None), "component": names.get(row.component_id or 0, "Chưa xếp"),
        "home": str(row.component_id or 0), "may_scan": may_scan(dossier, user), "around": around,
        "findings": [found for found in findings if found.overridden_at], "open_findings": rules.open_findings(row),
        "edits": list(queries.edits_of(row)), "undo": queries.newest_edits(dossier, [row.pk]),
        "cut": queries.cut_of(row), "former": queries.former_of(row),
        "tray": [page for page in order if page.component_id is None and page != row],
        "steps": step_buttons(dossier, user) if may_scan(dossier, user) else {},
        "redrawing": queries.is_being_drawn(row),
        "uncompared": row.component is not None and row.pk in queries.uncompared(row.component),
        "token": get_random_string(16), "targets": targets(lines), "kinds": Page.Kind.choices,
    }  # fmt: skip
