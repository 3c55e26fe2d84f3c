"""Who is asked for on an employer's list and in a dossier of their own as well?

A dossier of one person does not name the days off, so that nothing is certain: the same person by number, the same
procedure at the same office, and a time of receipt that fits the days of the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils import timezone

from bhxh_archive.lifecycle import ENDED
from bhxh_archive.models import User
from intake.models import Dossier, EmployerList, ListLine, Person
from intake.queries.lists import GONE, takes_list
from intake.queries.people import ABOUT
from intake.rules.list_doubles import CLAIMED_WITHIN

SHORTEST: Final = 9
"""Digits of the shortest number of a person: an old identity card."""


def lines_asking_too(dossier: Dossier) -> QuerySet[ListLine]:
    """Lines of lists that may ask for what this dossier of one person asks for, newest first; asks nothing where the
    procedure takes no lists."""
    about = [row for row in dossier.persons.all() if row.role in ABOUT] if takes_list(dossier.procedure) else []
    insured = {row.insurance_number for row in about} - {""}
    ids = {number for row in about for number in (row.personal_id, row.old_id)} - {""}
    if not insured and not ids:
        return ListLine.objects.none()
    day = timezone.localdate(dossier.received_at or dossier.created_at)
    rows = ListLine.objects.filter(
        Q(insurance_number__in=insured) | Q(personal_id__in=ids),
        list__dossier__receiving_office=dossier.receiving_office_id,
        list__dossier__procedure__code=dossier.procedure.code, part=ListLine.Part.NEW,
        standing__in=[ListLine.Standing.GOOD, ListLine.Standing.TAKEN],
        starts_on__lte=day, ends_on__gte=day - CLAIMED_WITHIN,
    )  # fmt: skip
    rows = rows.exclude(list__dossier=dossier).exclude(list__dossier__state__in=GONE)
    return rows.select_related("list__dossier").order_by("-pk")


def lines_of_person(user: User, numbers: Iterable[str], *, besides: int = 0) -> QuerySet[ListLine]:
    """Lines of open lists at the offices where this person registers that bear one of these numbers, newest first."""
    wanted = {number for number in numbers if len(number) >= SHORTEST}
    if not wanted:
        return ListLine.objects.none()
    rows = ListLine.objects.filter(
        Q(insurance_number__in=wanted) | Q(personal_id__in=wanted),
        list__dossier__receiving_office__in=user.offices_with("intake.register"),
    )  # fmt: skip
    rows = rows.exclude(standing=ListLine.Standing.LEFT_OUT).exclude(list__dossier__state__in=ENDED)
    return rows.exclude(list__dossier=besides).select_related("list__dossier__procedure").order_by("-pk")


def asked_for_alone(employer_list: EmployerList, lines: Sequence[Mapping[str, Any]]) -> list[Person]:
    """People of these lines with a dossier of their own, annotated `on`, when that came in. Three queries at most."""
    dossier = employer_list.dossier
    rows = Person.objects.filter(
        role__in=ABOUT, dossier__employer_list=None, dossier__receiving_office=dossier.receiving_office_id,
        dossier__procedure__code=dossier.procedure.code,
    ).exclude(dossier__state__in=GONE)  # fmt: skip
    rows = rows.annotate(on=Coalesce("dossier__received_at", "dossier__created_at")).select_related("dossier")
    ways = {"insurance_number": ("insurance_number",), "personal_id": ("personal_id", "old_id")}
    found: list[Person] = []
    for number, columns in ways.items():
        if wanted := {line[number] for line in lines} - {""}:
            found += [row for column in columns for row in rows.filter(**{f"{column}__in": wanted})]
    return found
