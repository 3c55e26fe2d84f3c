"""Which tags do the pages of reception need beyond the shared ones?"""

from collections.abc import Iterable
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.urls import reverse

from bhxh_archive.ui.forms import SummaryLine, summary_lines
from intake.models import Dossier
from intake.rules.problems import Problem
from intake.views.frame import face_of

register = template.Library()


@register.simple_tag
def where(problem: str, dossier: Dossier) -> str:
    """`{% where problem dossier as url %}`: the page, and the part of it, where a problem is put right, or ''."""
    if not isinstance(problem, Problem):
        return ""
    return reverse(problem.page, args=[dossier.pk, *problem.args]) + (f"#{problem.part}" if problem.part else "")


@register.filter
def face(dossier: Dossier) -> str:
    """`{{ dossier|face }}`: whom it is about, of a list the employer; from what `with_faces` fetches."""
    return face_of(dossier)[0]


@register.inclusion_tag("ui/error_summary.html")
def all_errors(candidates: Iterable[forms.Form | BoundField]) -> dict[str, Any]:
    """`{% all_errors forms %}`: one error summary over a list of forms, or of fields in the order of the page.

    What is said of a whole form comes before its fields.
    """
    said: dict[SummaryLine, None] = {}
    for part in candidates:
        form = part.form if isinstance(part, BoundField) else part
        if form.is_bound:
            said |= dict.fromkeys([SummaryLine(str(text), "") for text in form.non_field_errors()])
            said |= dict.fromkeys(summary_lines(part))
    return {"lines": list(said)}
