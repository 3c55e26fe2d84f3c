"""Which rows does a table have in which the papers of a dossier are counted?"""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from intake.forms.components import CountsForm
from intake.models import Dossier
from intake.rules import Line
from intake.views.dossier_parts import label, told_state


def counted_groups(dossier: Dossier, lines: list[Line], counts: CountsForm) -> list[tuple[str, list[dict[str, Any]]]]:
    """What is asked for or there, then the conditional papers of other cases: (heading, rows)."""
    asked = [line for line in lines if line.needed or line.satisfied or line.pages]
    others = [line for line in lines if line not in asked]
    named = (("", asked), ("Chỉ nộp khi thuộc trường hợp", others))
    return [(name, [_row(dossier, line, counts) for line in rows]) for name, rows in named if rows]


def _row(dossier: Dossier, line: Line, counts: CountsForm) -> dict[str, Any]:
    component, (state, said) = line.component, told_state(dossier, line)
    return {
        "line": line, "component": component, "label": label(component), "why": line.why, "source": line.source,
        "state": state, "said": said, "boxes": counts.boxes(component),
        "url": reverse("component", args=[dossier.pk, component.pk]),
    }  # fmt: skip
