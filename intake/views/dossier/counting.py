"""Which rows does a table have in which the papers of a dossier are counted?"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.urls import reverse

from intake.forms.components import CountsForm
from intake.models import Component, Dossier
from intake.rules import Line, is_to_look_up
from intake.rules.list_benefits import BENEFIT_WORDS, benefit_of_procedure
from intake.views.dossier.parts import label, told_state


def counted_groups(dossier: Dossier, lines: list[Line], counts: CountsForm) -> list[tuple[str, list[dict[str, Any]]]]:
    """What is asked for or there, then the conditional papers of other cases: (heading, rows). Those of an employer's
    lines stand together by the benefit that asks for them."""
    groups: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        groups["" if line.needed or line.satisfied or line.pages else _case_of(line)].append(line)
    ordered = sorted(groups.items(), key=lambda group: group[0] != "")
    return [(name, [_row(dossier, line, counts) for line in rows]) for name, rows in ordered]


def _case_of(line: Line) -> str:
    benefit = benefit_of_procedure(line.component.type.procedure.code) if line.at_lines else ""
    return f"Giấy tờ của dòng {dict(BENEFIT_WORDS)[benefit]}" if benefit else "Chỉ nộp khi thuộc trường hợp"


def _row(dossier: Dossier, line: Line, counts: CountsForm) -> dict[str, Any]:
    component, (state, said) = line.component, told_state(dossier, line)
    page = reverse("component", args=[dossier.pk, component.pk])
    return {
        "line": line, "component": component, "label": label(component), "why": line.why, "source": line.source,
        "state": state, "said": said, "boxes": counts.boxes(component),
        "url": page,
        "record_url": reverse("dossier", args=[dossier.pk]) + "#so-bhxh" if _is_a_paper_book(component) else page,
    }  # fmt: skip


def _is_a_paper_book(component: Component) -> bool:
    """It is recorded on the dossier itself: on the page of the component it can only be looked up or waived."""
    return component.type.never_scan and not is_to_look_up(component)
