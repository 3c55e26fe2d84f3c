"""What does each line of what was asked for show, and what will be counted once those that are ticked are recorded?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.http import HttpRequest

from intake import queries
from intake.actions.supplements.supplement import Came
from intake.forms.answers import CameForm
from intake.models import Component, Dossier, SupplementItem
from intake.rules import supplied_by_data
from intake.views.dossier.parts import amount_words, counted_words
from intake.views.frame import current_user


@dataclass(frozen=True)
class Asked:
    """One item; `form` where this person may tick it and it is open. `counted`: what was counted with its answer."""

    item: SupplementItem
    form: CameForm | None
    may_reopen: bool
    counted: str = ""


class There(NamedTuple):
    """Component id -> number of its pages: all of them, and those that came since it was asked."""

    all: Mapping[int, int]
    new: Mapping[int, int]


def asked_rows(request: HttpRequest, dossier: Dossier, data: Mapping[str, Any] | None = None) -> list[Asked]:
    """What was asked for, the newest slip first; of what is open with the boxes for what came."""
    counter, items = may_tell(request, dossier), _items(dossier)
    here = [row for row in items if not row.request.answered_at and not row.went_to]
    mine = [row for row in here if counter or supplied_by_data(row)]
    left, there = [row for row in mine if not row.answered_at], _there(dossier, here)
    papers, said = _papers(dossier, left, there.new), _counted(items)

    def form_of(row: SupplementItem) -> CameForm | None:
        scanned = row.component is not None and not row.component.type.never_scan
        if row not in left:
            return None
        first = next(iter(papers.get(row.pk, [])), row.component)
        key = first.pk or 0 if first else 0
        return CameForm(data, row, papers=papers.get(row.pk, []), counted=counter and scanned, alone=len(left) == 1,
                        scanned=there.all.get(key, 0), came=there.new.get(key, 0))  # fmt: skip

    return [Asked(row, form_of(row), row in mine and row.answered_at is not None, said.get(row.pk, ""))
            for row in items]  # fmt: skip


def _there(dossier: Dossier, here: list[SupplementItem]) -> There:
    asked_at = max((row.request.at for row in here), default=None)
    new = queries.page_counts(dossier, since=asked_at) if asked_at else {}
    return There(queries.page_counts(dossier), new)


def _papers(dossier: Dossier, items: list[SupplementItem], new: Mapping[int, int]) -> dict[int, list[Component]]:
    """Item id -> the papers of which one will do in its place, the one that came first."""
    named = {row.component_id for row in items}
    asked = [(row.pk, row.component) for row in items if row.component and row.component.type.group]
    at_lines = [paper for _, paper in asked if paper.line_id]
    groups = {(0, paper.type.group): paper for _, paper in asked if not paper.line_id}
    rows = {key: queries.alternatives(dossier, paper) for key, paper in groups.items()}
    rows |= queries.alternatives_at_lines(dossier, at_lines) if at_lines else {}
    came = {pk for pk in new if pk not in named}
    return {
        pk: _likely_first(rows[paper.line_id or 0, paper.type.group], paper, came | ({paper.pk} & new.keys()))
        for pk, paper in asked
    }


def _likely_first(papers: list[Component], named: Component, came: Collection[int]) -> list[Component]:
    """Those of which pages came since it was asked, then the one that was named: what lay there before is no answer,
    nor is what answers another item."""
    return sorted(papers, key=lambda paper: (paper.pk not in came, paper.pk != named.pk))


def _items(dossier: Dossier) -> list[SupplementItem]:
    rows = SupplementItem.objects.filter(request__dossier=dossier).select_related(
        "request", "component__type", "component__person", "component__line", "component__dossier", "answered_by"
    )
    return list(rows.order_by("-request__ordinal", "pk"))


def _counted(items: list[SupplementItem]) -> dict[int, str]:
    """Item id -> what its paper was counted at, which is named where it is another one than was asked for."""
    told = {row.pk: row.counted for row in items if row.counted}
    others = {row.counted["paper"] for row in items if row.counted} - {row.component_id for row in items}
    names = {row.pk: row for row in Component.objects.filter(pk__in=others).select_related("type")} if others else {}
    names |= {row.component.pk: row.component for row in items if row.component}
    own = {row.pk: row.component_id for row in items}
    return {
        pk: ("" if counted["paper"] == own[pk] else f"{names.get(counted['paper'], 'Giấy tờ khác')}: ")
        + amount_words(*counted["has"])
        for pk, counted in told.items()
    }


def may_tell(request: HttpRequest, dossier: Dossier) -> bool:
    """Whether this is the counter that has the paper in its hands."""
    return current_user(request).holds("intake.resume", dossier.receiving_office_id)


def came_of(form: CameForm) -> Came | None:
    """What a sound form tells of its item; None where it is not ticked."""
    if not form.cleaned_data["came"]:
        return None
    told = {name: form.cleaned_data.get(name) for name in ("sheets", "pages", "paper")}
    return Came(form.item, **told, unscanned=form.cleaned_data.get("unscanned", ""))


class Total(NamedTuple):
    """The paper of the whole dossier, in words: as it is counted, and once what is ticked is recorded."""

    before: str
    after: str


def total_of(dossier: Dossier, forms: Collection[CameForm]) -> Total | None:
    """None where nobody counted the whole."""
    if dossier.counted_pages is None:
        return None
    came = [row for form in forms if (row := _typed(form))]
    before = counted_words(dossier)
    if not came:
        return Total(before, before)
    tally = queries.Tally(dossier, max(row.item.request.at for row in came))
    for row in came:
        if paper := row.paper or row.item.component:
            tally.take(paper, row.sheets or None, row.pages or None)
    return Total(before, amount_words(tally.sheets, tally.pages))


def _typed(form: CameForm) -> Came | None:
    """As `came_of`, of what stands in the boxes right now; what is wrong counts nothing."""
    if form.is_bound:
        return came_of(form) if form.is_valid() else None
    if not form.initial["came"] or "sheets" not in form.fields:
        return None
    return Came(form.item, form.initial.get("sheets"), form.initial.get("pages"), next(iter(form.papers), None))
