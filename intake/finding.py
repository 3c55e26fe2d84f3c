"""How is a dossier on its way found by what somebody types: a number, a name without diacritics, words of its scans?

Every way asks an index of its own and stops after a few: asked together, with OR, they would read every dossier.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q, QuerySet

from bhxh_archive.models import User
from bhxh_archive.text import fold, number_fold
from intake.models import Dossier, HandOver, ListLine, Page, Person, Result
from intake.pages.recognition import phrase_of
from intake.queries import dossiers, with_faces

LIMIT: Final = 20
"""So many are shown; one more is looked for, to know that there are more."""
PAGES_LOOKED_AT: Final = 5000
"""So many pages of scans are looked at for a phrase: a phrase on more pages is no search."""

Rows = QuerySet[Dossier, Any]


@dataclass(frozen=True)
class Found:
    """One dossier; `page` is the first scan that bears the words, when it was found by them alone."""

    dossier: Dossier
    page: Page | None = None


def find_dossiers(user: User, text: str, *, without: Collection[str] = ()) -> list[Found]:
    """At most LIMIT + 1 dossiers that this person may see, none in the states `without`: first those that bear the
    number or name, then those whose scans bear the words; newest first. What comes back from the post may be archived
    by then: a tracking number finds it in every state."""
    words = fold(text)
    if not words:
        return []
    every, number = dossiers(user).order_by("-pk"), number_fold(text)
    rows = every.exclude(state__in=without)
    named = _first(every.filter(_sent(number)), *(rows.filter(way) for way in _ways(words, number)))
    pages = _pages_with(text, rows.exclude(pk__in=named), LIMIT + 1 - len(named))
    order = [*sorted(named, reverse=True)[: LIMIT + 1], *pages]
    shown = with_faces(Dossier.objects.filter(pk__in=order)).prefetch_related("receiving_office__names")
    by_pk = {row.pk: row for row in shown}
    return [Found(by_pk[pk], pages.get(pk)) for pk in order]


def _ways(words: str, number: str) -> list[Q]:
    """A whole name, or the beginning of one; then every kind of number."""
    name = {"name_folded": words} if " " in words else {"name_folded__startswith": words}
    listed = ListLine.objects.filter(**name).values("list__dossier")
    ways = [Q(pk__in=Person.objects.filter(**name).values("dossier")), Q(pk__in=listed)]
    if any(sign.isdigit() for sign in number):
        people = Person.objects.filter(Q(personal_id=number) | Q(insurance_number=number))
        results = Result.objects.filter(number_folded=number)
        listed = ListLine.objects.filter(Q(personal_id=number) | Q(insurance_number=number)).values("list__dossier")
        ways += [
            Q(pk__in=listed),
            Q(number_folded=number),
            Q(pk__in=people.values("dossier")),
            Q(pk__in=results.values("dossier")),
        ]
    return ways


def _sent(number: str) -> Q:
    """Whose consignment bears this number."""
    rows = HandOver.objects.exclude(tracking_folded="").filter(tracking_folded=number)
    return Q(pk__in=rows.values("dossier"))


def _first(*ways: Rows) -> list[int]:
    """The newest of each way, in one query."""
    first, *others = (way.values_list("pk", flat=True)[: LIMIT + 1] for way in ways)
    return list(first.union(*others) if others else first)


def _pages_with(text: str, rows: Rows, number: int) -> dict[int, Page]:
    """Dossier id -> the first page in it that bears the phrase. The pages are asked first: a planner that walks the
    dossiers from the newest, looking for words in each, takes seconds."""
    bearing = Page.objects.filter(deleted_at=None, text__vector=phrase_of(text))
    folders = set(bearing.order_by().values_list("folder", flat=True)[:PAGES_LOOKED_AT])
    found = dict(rows.filter(folder__in=folders).values_list("folder", "pk")[:number]) if folders else {}
    pages = bearing.filter(folder__in=found).select_related("text", "component__type")
    first = pages.order_by("folder", "component__type__ordinal", "ordinal", "pk").distinct("folder")
    return dict(sorted(((found[page.folder_id], page) for page in first), reverse=True, key=lambda pair: pair[0]))
