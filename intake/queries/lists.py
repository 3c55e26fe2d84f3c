"""Which lines does an employer's list have: how many in which state, the next page of them, those found by a name?"""

from __future__ import annotations

from typing import Final

from django.db.models import Count, Q, QuerySet

from bhxh_archive.lifecycle import ENDED, State
from bhxh_archive.text import fold, number_fold
from intake.models import Dossier, EmployerList, ListLine, Procedure

_GONE: Final = ENDED - {State.ARCHIVED}
MOST_FOUND: Final = 50


def takes_list(procedure: Procedure) -> bool:
    """Whether employers hand this procedure in as a list of people (01B-HSB)."""
    return any("list_member" in group for group in procedure.wanted_roles) and "EMPLOYER" in procedure.submitters


def list_of(dossier: Dossier) -> EmployerList | None:
    """The employer's list of a dossier."""
    return EmployerList.objects.filter(dossier=dossier).first()


def line_counts(employer_list: EmployerList) -> dict[str, int]:
    """Standing -> number of lines, in one query."""
    rows = ListLine.objects.filter(list=employer_list).order_by().values_list("standing")
    return dict(rows.annotate(total=Count("id")))


def lines_of(employer_list: EmployerList) -> QuerySet[ListLine]:
    """The lines in the order of the file."""
    return ListLine.objects.filter(list=employer_list).order_by("ordinal")


def lines_named(employer_list: EmployerList, typed: str) -> QuerySet[ListLine]:
    """The lines that bear a name, a number or their ordinal; MOST_FOUND at most."""
    words, number = fold(typed), number_fold(typed)
    way = Q(name_folded__contains=words) if words else Q(pk=None)
    if any(sign.isdigit() for sign in number):
        way = Q(insurance_number=number) | Q(personal_id=number)
        way |= Q(ordinal=int(number)) if number.isdecimal() and len(number) < 7 else Q()
    return lines_of(employer_list).filter(way)[:MOST_FOUND]


def standing_elsewhere(employer_list: EmployerList) -> QuerySet[ListLine]:
    """Lines of the same employer and period that stand in other dossiers of the same office."""
    others = ListLine.objects.filter(
        list__unit_code=employer_list.unit_code, list__period=employer_list.period,
        list__dossier__receiving_office=employer_list.dossier.receiving_office_id,
        standing__in=[ListLine.Standing.GOOD, ListLine.Standing.TAKEN],
    )  # fmt: skip
    return others.exclude(list=employer_list).exclude(list__dossier__state__in=_GONE)
