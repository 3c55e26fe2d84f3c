"""Which forms do the documents have, and what did administrators put in their place?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import unified_diff

from bhxh_archive.documents.titles import TITLES
from bhxh_archive.documents.trying import own_text
from bhxh_archive.forms_in_force import broken_forms
from bhxh_archive.models import FormVersion

State = FormVersion.State


@dataclass(frozen=True)
class FormLine:
    """One template for the list: what holds today, how many versions wait, which in use are set no more."""

    name: str
    title: str
    used: FormVersion | None
    waiting: int
    broken: list[FormVersion]


def every_form(today: date) -> list[FormLine]:
    """All templates in the order of their titles, with what holds today; two queries."""
    rows = list(FormVersion.objects.defer("text").order_by("valid_from"))
    used = {row.template: row for row in rows if row.state == State.APPROVED and row.valid_from <= today}
    waits = [row.template for row in rows if row.state in (State.TRYING, State.READY)]
    broken = list(broken_forms().defer("text").order_by("valid_from"))
    return [
        FormLine(name, title, used.get(name), waits.count(name), [row for row in broken if row.template == name])
        for name, title in TITLES.items()
    ]


def versions_of(name: str) -> list[FormVersion]:
    """Everything that was uploaded for one template, the newest day first."""
    rows = FormVersion.objects.filter(template=name).select_related("added_by", "approved_by", "example")
    return list(rows.defer("text").order_by("-valid_from", "-pk"))


def changed_lines(form: FormVersion) -> list[str]:
    """What differs from the form that would hold without this one, as lines of a unified difference."""
    earlier = FormVersion.objects.filter(
        template=form.template, state=State.APPROVED, valid_from__lte=form.valid_from
    ).exclude(pk=form.pk).order_by("-valid_from").first()  # fmt: skip
    before = earlier.text if earlier else own_text(form.template)
    return list(unified_diff(before.splitlines(), form.text.splitlines(), lineterm="", n=2))[2:]
