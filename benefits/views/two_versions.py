"""What does an officer see whose draft somebody else has saved meanwhile, and how is the own version kept?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from benefits.forms import sheet as sheets
from benefits.forms.said import said_by
from benefits.forms.sheet import Sheet
from benefits.models import Draft
from bhxh_archive.errors import ChangedMeanwhile
from bhxh_archive.ui.facts import Fact, Facts, set_beside
from intake.views.frame import current_user

_MACHINERY: Final = {"csrfmiddlewaretoken", "version", "add", "remove", "propose"}
"""What the form sends beside what was typed."""


def two_versions(request: HttpRequest, chosen: Draft, sheet: Sheet, error: ChangedMeanwhile) -> HttpResponse:
    """409 with both versions beside each other; the own one can be saved in place of the other as it is."""
    chosen.refresh_from_db()
    lines = set_beside(_facts(sheets.saved(chosen)), _facts(sheet))
    context = {
        "lines": lines, "differing": sum(line.differs for line in lines), "draft": chosen,
        "sent": list(_sent(request.POST)), "meanwhile": True,
        "saved_by": chosen.drafted_by, "own": chosen.drafted_by_id == current_user(request).pk,
        "back_url": reverse("draft", args=[chosen.dossier_id, chosen.pk]),
    }  # fmt: skip
    return render(request, "benefits/two_versions.html", context, status=error.status)


def _facts(sheet: Sheet) -> Facts:
    """The fields, then the contribution history row by row."""
    rows = enumerate(sheet.rows.said if sheet.rows else [], start=1)
    periods = [Fact(f"Quá trình đóng, dòng {number}", said) for number, said in rows]
    return Facts([*(Fact(label, value) for label, value in said_by(sheet.form)), *periods])


def _sent(data: QueryDict) -> Iterator[tuple[str, str]]:
    """Everything typed, name and value, as it was sent."""
    for name, values in data.lists():
        yield from ((name, str(value)) for value in values if name not in _MACHINERY)
