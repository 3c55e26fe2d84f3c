"""About whom is a draft or a document: one person, or the employer and everybody on its list?"""

from __future__ import annotations

from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import Q, QuerySet

from benefits.models import Draft
from benefits.persons import NUMBERS, beneficiary_of, deceased_in, same_beneficiary
from bhxh_archive.once import read_once
from intake.models import EmployerList, ListLine, Person, Result, ResultKind
from intake.queries import has_list

SETTLED_LIST: Final = "C70A-HSB"
"""The result that settles the lines of an employer's list; any other list is drafted as a decision is."""


def settles_lines(kind: ResultKind) -> bool:
    """Whether this result is made of the settled lines of an employer's list."""
    return kind.code == SETTLED_LIST


def about_the_same(draft: Draft, result: Result) -> bool:
    """Whether a document is about whom the draft is about: the same employer, the same person, or a list on which that
    person stands."""
    own, unit = unit_of(draft), getattr(result.dossier, "employer_list", None)
    if own:
        return unit is not None and unit.unit_code == own.unit_code
    if unit:
        return _lines_of(draft).filter(list=unit).exists()
    return same_beneficiary(draft, result)


def unit_of(draft: Draft) -> EmployerList | None:
    """The employer's list that the draft settles or answers."""
    return draft.dossier.employer_list if has_list(draft.dossier) else None  # type: ignore[attr-defined]


@read_once
def lists_about(draft: Draft) -> QuerySet[Any]:
    """Ids of the dossiers with a list of the draft's employer, or on which its person stands."""
    if unit := unit_of(draft):
        return EmployerList.objects.filter(unit_code=unit.unit_code).values_list("dossier", flat=True)
    return _lines_of(draft).values_list("list__dossier", flat=True)


@read_once
def dossiers_about(draft: Draft) -> QuerySet[Any]:
    """Ids of the dossiers in which the draft's person, or its dead, takes part in whatever role."""
    same = _numbers(beneficiary_of(draft), deceased_in(draft.dossier)) if unit_of(draft) is None else None
    return (Person.objects.filter(same) if same else Person.objects.none()).values_list("dossier", flat=True)


def _lines_of(draft: Draft) -> QuerySet[ListLine]:
    same = _numbers(beneficiary_of(draft))
    rows = ListLine.objects.filter(same) if same else ListLine.objects.none()
    return rows.filter(standing=ListLine.Standing.TAKEN)


def _numbers(*people: Person | None) -> Q:
    values = [(name, getattr(person, name)) for person in people if person for name in NUMBERS]
    return reduce(or_, (Q(**{name: value}) for name, value in values if value), Q())
