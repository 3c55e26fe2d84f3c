"""Which earlier decisions does a decision change or replace?"""

from __future__ import annotations

import re
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Q, QuerySet

from benefits.models import DocumentChange, Draft
from benefits.named import Act, Named, as_named
from benefits.persons import same_beneficiary
from bhxh_archive.models import Office
from bhxh_archive.text import number_fold
from intake.models import Dossier, Result
from intake.rules.lists import read_day

REVISION: Final = "QD_DIEUCHINH"
"""The kind of result by which a monthly amount is changed."""
_NUMBER: Final = re.compile(r"\d+/[^\W\d][\w-]*")
_DAY: Final = re.compile(r"\d{1,2}/\d{1,2}/\d{4}")


def earlier_of(dossier: Dossier) -> str:
    """`số 05/QĐ-BHXH ngày 05/6/2026`, from what was frozen for the signature; "" where nothing is changed."""
    drafts = Draft.objects.filter(dossier=dossier, dropped_at=None, frozen__isnull=False)
    papers = (paper for draft in drafts for paper in (draft.frozen or {})["papers"])
    return next((paper["data"]["earlier"] for paper in papers if paper["data"].get("earlier")), "")


def results_replaced_by(dossier: Dossier) -> QuerySet[Result]:
    """What the documents of this dossier ended when they were issued, with the statements that go with that."""
    rows = DocumentChange.objects.in_force().ending().filter(by__dossier=dossier, earlier__isnull=False)
    pairs = rows.values_list("earlier__dossier", "earlier__number")
    replaced = reduce(or_, (Q(dossier=pk, number=number) for pk, number in pairs), Q(pk__in=()))
    return Result.objects.filter(replaced, void_at=None)


def decisions_named(draft: Draft, text: str) -> list[Result]:
    """The decisions on the person of the draft, of other dossiers, whose number and day stand in the text, newest
    first."""
    rows = results_named(text, draft.dossier.settling_office).filter(main=True).exclude(dossier=draft.dossier)
    found = rows.select_related("receiver").prefetch_related("dossier__persons").order_by("-pk") if text else []
    return [result for result in found if same_beneficiary(draft, result)]


def adjusted_by(draft: Draft) -> Named | None:
    """The decision whose monthly amount the frozen draft changes; None for any other draft, or where no decision of
    this office on the person is named by number and day."""
    data = _main_of(draft.frozen)
    if draft.kind.code != REVISION or not (found := decisions_named(draft, data["earlier"])):
        return None
    since = date.fromisoformat(data["start"])
    return as_named(found[0], {"reason": data["reason"][:500], "act": Act.ADJUSTS, "since": since})


def granted_by(result: Result) -> dict[str, Any]:
    """What was frozen for the signature of a decision; nothing where it was not drafted here."""
    drafts = Draft.objects.filter(dossier=result.dossier, kind__code=result.kind, receiver=result.receiver)
    return _main_of(drafts.filter(dropped_at=None).values_list("frozen", flat=True).first())


def _main_of(frozen: dict[str, Any] | None) -> dict[str, Any]:
    papers = frozen["papers"] if frozen else []
    return next((paper["data"] for paper in papers if paper["main"]), {})


def results_named(text: str, office: Office) -> QuerySet[Result]:
    """The results of this office whose number and day stand in the text; without both nothing is sure."""
    numbers = [number_fold(found) for found in _NUMBER.findall(text)]
    days = [day for found in _DAY.findall(text) if (day := read_day(found))]
    return Result.objects.filter(
        dossier__settling_office=office, number_folded__in=numbers, dated__in=days, void_at=None
    )  # fmt: skip
