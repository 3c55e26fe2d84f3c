"""Which earlier decisions does a decision change or replace, and what do they grant?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Q, QuerySet

from benefits import reading
from benefits.earlier.adjusted_lines import lines_of
from benefits.earlier.named import Act, Named, as_named, documents_of
from benefits.models import DocumentChange, Draft, form_of
from benefits.models.changes import DECISION
from benefits.persons import same_beneficiary, same_death
from benefits.reading import Unreadable
from bhxh_archive.models import Office
from bhxh_archive.once import keep_reads, keeps_reads, read_once
from bhxh_archive.text import number_fold
from bhxh_archive.ui.reading import whole_number
from intake.models import Dossier, Result
from intake.rules import was_issued
from intake.rules.lists import read_day

REVISION: Final = "QD_DIEUCHINH"
"""The kind of result by which a monthly amount is changed."""
CHOSEN, TYPED = "adjusts", "earlier"
"""The fields that name the decision whose amount is changed: chosen of this system's, or its number and day."""
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


@read_once
def decisions_named(draft: Draft, text: str) -> list[Result]:
    """The decisions on the person of the draft, of other dossiers, whose number and day stand in the text, newest
    first."""
    rows = _named_elsewhere(draft, text)
    rows = rows.select_related("receiver", "dossier").prefetch_related("dossier__persons").order_by("-pk")
    found = paying(draft, rows if text else [])
    for result in found if keeps_reads(draft) else []:
        keep_reads(result)
    return found


def is_of_another(draft: Draft, text: str) -> bool:
    """Whether number and day in the text are those of decisions of other dossiers, none of which pays the person of the
    draft."""
    return bool(text) and _named_elsewhere(draft, text).exists() and not decisions_named(draft, text)


def _named_elsewhere(draft: Draft, text: str) -> QuerySet[Result]:
    return results_named(text, draft.dossier.settling_office).filter(main=True).exclude(dossier=draft.dossier)


def paying(draft: Draft, results: Iterable[Result]) -> list[Result]:
    """The decisions among these that are about the person of the draft, or pay this person among several relatives,
    whoever received them; a query where some are about others."""
    found = list(results)
    theirs = [result for result in found if not same_beneficiary(draft, result)]
    grants = grants_of(theirs) if theirs else {}
    among = {result.pk for result in theirs if same_death(draft, result) and lines_of(draft, grants[result.pk])}
    return [result for result in found if result not in theirs or result.pk in among]


def adjusted_in(draft: Draft, entries: Mapping[str, Any]) -> tuple[str, Result | None]:
    """`số 05/QĐ-BHXH ngày 05/06/2026` of the decision whose amount is changed, as typed or chosen ("" for neither), and
    that decision where it is of this system.

    Raises Unreadable for a choice beside typed text, and for one that is no decision in force on the person.
    """
    typed = reading.text(entries, TYPED)
    if not reading.text(entries, CHOSEN):
        return typed, next(iter(decisions_named(draft, typed)), None)
    if typed:
        raise Unreadable("Quyết định đang hưởng: chọn trong danh sách hoặc ghi tay, không cả hai.")
    if result := chosen_to_adjust(draft, entries):
        return f"số {result.number} ngày {result.dated:%d/%m/%Y}", result
    raise Unreadable("Quyết định đang hưởng đã chọn không còn hiệu lực hoặc không của người này: hãy chọn lại.")


def chosen_to_adjust(draft: Draft, entries: Mapping[str, Any]) -> Result | None:
    """The decision in force on the person of the draft that is chosen in what was typed or saved."""
    return _in_force_on(draft, whole_number(reading.text(entries, CHOSEN)) or 0)


@read_once
def _in_force_on(draft: Draft, pk: int) -> Result | None:
    ended = DocumentChange.objects.in_force().ending().exclude(by__dossier=draft.dossier).values("earlier")
    rows = documents_of(draft).filter(pk=pk, void_at=None)
    found = rows.exclude(dossier=draft.dossier).exclude(pk__in=ended.filter(earlier__isnull=False)).first()
    fits = found and form_of(found.doc_type) == DECISION and was_issued(found) and paying(draft, [found])
    if found and keeps_reads(draft):
        keep_reads(found)
    return found if fits else None


def adjusted_by(draft: Draft) -> Named | None:
    """The decision whose monthly amount the frozen draft changes; None for any other draft, or where no decision of
    this office on the person is named by number and day."""
    data = _main_of(draft.frozen)
    if draft.kind.code != REVISION or not (found := decisions_named(draft, data["earlier"])):
        return None
    since = date.fromisoformat(data["start"])
    return as_named(found[0], {"reason": data["reason"][:500], "act": Act.ADJUSTS, "since": since})


@read_once
def granted_by(result: Result) -> dict[str, Any]:
    """What was frozen for the signature of a decision; nothing where it was not drafted here."""
    return grants_of([result])[result.pk]


def grants_of(results: Sequence[Result]) -> dict[int, dict[str, Any]]:
    """The same of each of these decisions, by its id, in one query."""
    drafts = Draft.objects.filter(dossier__in={row.dossier_id for row in results}, dropped_at=None).order_by("pk")
    rows = drafts.values_list("dossier", "kind__code", "receiver", "frozen")
    frozen: dict[tuple[int, str, int | None], Any] = {(pk, code, to): kept for pk, code, to, kept in rows}
    return {row.pk: _main_of(frozen.get((row.dossier_id, row.kind, row.receiver_id))) for row in results}


def grants_beside(results: Sequence[Result], read: Result | None) -> dict[int, dict[str, Any]]:
    """The same, without a query for one that was `read` before."""
    known = {read.pk: granted_by(read)} if read and keeps_reads(read) else {}
    return known | grants_of([row for row in results if row.pk not in known])


def _main_of(frozen: dict[str, Any] | None) -> dict[str, Any]:
    papers = frozen["papers"] if frozen else []
    return next((paper["data"] for paper in papers if paper["main"]), {})


def results_named(text: str, office: Office) -> QuerySet[Result]:
    """The results of this office whose number and day stand in the text; without both nothing is sure."""
    numbers, days = _numbers(text), _days(text)
    return Result.objects.filter(
        dossier__settling_office=office, number_folded__in=numbers, dated__in=days, void_at=None
    )  # fmt: skip


def numbers_and_days(text: str) -> list[tuple[str, date]]:
    """Every number in the text as it is written, with every day in it."""
    return [(number, day) for number in _NUMBER.findall(text) for day in _days(text)]


def _numbers(text: str) -> list[str]:
    return [number_fold(found) for found in _NUMBER.findall(text)]


def _days(text: str) -> list[date]:
    return [day for found in _DAY.findall(text) if (day := read_day(found))]
