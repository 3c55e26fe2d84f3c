"""How is one page read, judged and filed?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.crypto import get_random_string
from django.views.decorators.http import require_GET

from bhxh_archive.models import User
from intake import queries, rules
from intake.models import Dossier, Page, PageFinding
from intake.pages.mending import BROKEN_IMAGE
from intake.rules import Line
from intake.views.dossier.first_tab import may_scan
from intake.views.dossier.parts import label
from intake.views.frame import current_user, open_dossier
from intake.views.page_desk.gone_pages import instead_of
from intake.views.page_desk.page_work import is_decimal
from intake.views.page_desk.sheet import at_lines, in_reading_order, picture_url, targets
from intake.views.page_desk.since_shown import shown
from intake.views.page_desk.step_buttons import step_buttons

_EDGES: Final = {"top": "Trên", "bottom": "Dưới", "left": "Trái", "right": "Phải"}
"""What is cut off where: the fields in the order in which they are filled in."""


@require_GET
def page(request: HttpRequest, pk: int, page_pk: int) -> HttpResponse:
    """One page at reading size: the words found on it, its findings, its component, and the one before and after."""
    dossier, context = open_dossier(request, pk, tab="pages")
    try:
        return page_of(request, dossier, context, page_pk)
    except Page.DoesNotExist:
        return instead_of(request, dossier, page_pk)


def page_of(
    request: HttpRequest, dossier: Dossier, context: dict[str, Any], page_pk: int,
    refused: Mapping[str, str] | None = None,
) -> HttpResponse:  # fmt: skip
    """The page as it stands; `refused`: verb -> why its fields were not accepted, which keep what was typed."""
    lines, filed = queries.checklist_of(dossier), at_lines(dossier)
    found = queries.pages_of(dossier).select_related("text", "checked_by", "component__compared_by")
    order = in_reading_order(list(found), [*lines, *filed])
    place = next((index for index, row in enumerate(order) if row.pk == page_pk), None)
    if place is None:
        raise Page.DoesNotExist
    names = {line.component.pk: label(line.component) for line in [*lines, *filed]}
    context |= _one_page(dossier, order, place, lines, names, current_user(request))
    context |= _typed(request.POST, refused or {})
    return render(request, "dossier/page.html", context, status=422 if refused else 200)


def _typed(typed: Mapping[str, str], refused: Mapping[str, str]) -> dict[str, Any]:
    """What stood in the fields of a press, and where it was wrong."""
    wrong = _wrong_edges(typed) if "crop" in refused else []
    edges = [(name, words, typed.get(name, ""), name in wrong) for name, words in _EDGES.items()]
    return {"typed": typed, "refused": refused, "page_errors": bool(refused), "edges": edges,
            "wrong_first": next(iter(wrong), "")}  # fmt: skip


def _wrong_edges(typed: Mapping[str, str]) -> list[str]:
    """The fields that hold no number; where all do, they are wrong together."""
    return [name for name in _EDGES if typed.get(name) and not is_decimal(typed[name])] or list(_EDGES)


def _one_page(
    dossier: Dossier, order: list[Page], place: int, lines: list[Line], names: dict[int, str], user: User
) -> dict[str, Any]:
    row = order[place]
    around = {
        "previous": order[place - 1] if place else None,
        "next": order[place + 1] if place + 1 < len(order) else None,
    }
    findings, open_findings = list(row.findings.all()), rules.open_findings(row)
    return {
        "page": row, "shown": shown([row]), "number": place + 1, "total": len(order),
        "picture": picture_url(row, "view"),
        "text": getattr(row, "text", None), "component": names.get(row.component_id or 0, "Chưa xếp"),
        "home": str(row.component_id or 0), "may_scan": may_scan(dossier, user), "around": around,
        "findings": [found for found in findings if found.overridden_at], "open_findings": open_findings,
        "warnings": [found for found in open_findings if found.level == PageFinding.Level.WARNING],
        "hard": rules.must_be_scanned_again(row),
        "edits": list(queries.edits_of(row)), "undo": queries.newest_edits(dossier, [row.pk]),
        "cut": queries.cut_of(row), "former": queries.former_of(row),
        "tray": [page for page in order if page.component_id is None and page != row],
        "steps": step_buttons(dossier, user) if may_scan(dossier, user) else {},
        "broken_image": BROKEN_IMAGE.format(digest=row.image.digest), "redrawing": queries.is_being_drawn(row),
        "uncompared": row.component is not None and row.pk in queries.uncompared(row.component),
        "token": get_random_string(16), "targets": targets(lines), "kinds": Page.Kind.choices,
    }  # fmt: skip
