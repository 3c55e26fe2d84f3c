"""Which dossiers may a person see, and which belong to one of them?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Upper

from bhxh_archive.models import User, share_offices
from bhxh_archive.scoping import dossiers_of
from intake.models import Dossier, ListLine, Person
from intake.queries.people import ABOUT, AT_ONCE, found_by, ways_to
from intake.rules.likeness import traits_of, why_same

OVER: Final = ("refused", "withdrawn", "lapsed", "cancelled")


def dossiers(user: User) -> QuerySet[Dossier]:
    """The dossiers of the offices this person works in; the Archive Center sees what was transferred."""
    return Dossier.objects.filter(dossiers_of(user))


_LISTED: Final = (
    ListLine.objects.filter(list__dossier=OuterRef("pk")).exclude(standing=ListLine.Standing.LEFT_OUT)
    .order_by().values("list").annotate(total=Count("pk")).values("total")
)  # fmt: skip
"""How many lines of an employer's list were handed in: by it those that were split off are told apart."""


def with_faces(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """What a list row or identity bar shows, in a constant number of queries."""
    shown = ("procedure", "receiving_office", "settling_office", "holder", "employer_list")
    return rows.select_related(*shown).prefetch_related("persons").annotate(listed=Subquery(_LISTED))


_OFFICES: Final = ("receiving_office", "settling_office", "paper_office")


def dossier_for(user: User, pk: int) -> Dossier:
    """One dossier this person may see; raises Dossier.DoesNotExist, which becomes a 404."""
    rows = with_faces(dossiers(user)).select_related("procedure__rule_book", "paper_office", "folder")
    found = rows.get(pk=pk)
    share_offices([found], _OFFICES, (seat.office for seat in user.seats))
    return found


def most_urgent(lists: Mapping[str, QuerySet[Dossier]], limit: int) -> list[tuple[Dossier, str]]:
    """Of several named lists the dossiers to attend to first, each once, with the name of its list: three queries."""
    first, *rest = (
        rows.order_by("attend_on", "pk").annotate(of=Value(name)).values_list("pk", "of")[:limit]
        for name, rows in lists.items()
    )
    names = dict(first.union(*rest, all=True) if rest else first)
    chosen = with_faces(Dossier.objects.filter(pk__in=list(names))).order_by("attend_on", "pk")[:limit]
    return [(dossier, names[dossier.pk]) for dossier in chosen]


def same_open_case(dossier: Dossier) -> QuerySet[Dossier]:
    """Dossiers of the same procedure at the same office that may be for the same person: the hint that this one is a
    duplicate. Spelling, diacritics and the older identity number may differ; what was refused or ended is no case, and
    who only hands in or receives for others does so often. Of a long list the first people are looked at.
    """
    rows = Dossier.objects.filter(procedure__code=dossier.procedure.code, receiving_office=dossier.receiving_office)
    rows = rows.exclude(state__in=OVER).exclude(pk=dossier.pk)
    sought = [traits_of(row) for row in dossier.persons.all() if row.role in ABOUT][:AT_ONCE]
    found = found_by(Person.objects.filter(dossier__in=rows, role__in=ABOUT), ways_to(sought))
    same = [row.dossier_id for row in found if any(why_same(traits, traits_of(row)) for traits in sought)]
    return rows.filter(pk__in=same)


def linked_to(dossier: Dossier, user: User) -> QuerySet[Dossier]:
    """The other dossiers of the same event that this person may see: what it belongs to, and what belongs to it."""
    ids = [pk for pk in (dossier.event_of_id, dossier.survivor_id) if pk]
    family = Q(pk__in=ids) | Q(event_of=dossier) | Q(survivor=dossier)
    if dossier.event_of_id:
        family |= Q(event_of=dossier.event_of_id)
    return dossiers(user).filter(family).exclude(pk=dossier.pk).select_related("procedure").order_by("pk")


def of_paper_number(dossier: Dossier, number: str) -> Dossier | None:
    """Another dossier whose paper is kept by the same office under the same number."""
    same = Dossier.objects.filter(paper_office=dossier.paper_office_id, paper_file_number__iexact=number.strip())
    return same.exclude(pk=dossier.pk).first()


def of_paper_numbers(chosen: Sequence[Dossier], numbers: Iterable[str]) -> QuerySet[Dossier]:
    """Dossiers beside the chosen ones whose paper is kept by one of their offices under one of these numbers."""
    rows = Dossier.objects.annotate(numbered=Upper("paper_file_number")).filter(
        paper_office__in={row.paper_office_id for row in chosen}, numbered__in={text.upper() for text in numbers} - {""}
    )
    return rows.exclude(pk__in=[row.pk for row in chosen]).order_by("-pk")
