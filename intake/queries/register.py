"""Which dossiers stand in the register of an office for a period, and when was each returned?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Min, Prefetch, Q, QuerySet

from bhxh_archive.models import User
from bhxh_archive.workdays import VIETNAM
from intake.models import Dossier, DossierEvent, HandOver
from intake.queries.papers_held import with_papers_held

CHUNK: Final = 500
BY_NUMBER: Final = ("receiving_office", "register_year", "register_ordinal", "pk")


def behind(rows: QuerySet[Dossier], place: tuple[Any, ...]) -> QuerySet[Dossier]:
    """What stands in the register after this place, which holds the values of BY_NUMBER."""
    same, later = Q(), Q(pk__in=[])
    for name, value in zip(BY_NUMBER, place, strict=True):
        later |= same & Q(**{f"{name}__gt": value})
        same &= Q(**{name: value})
    return rows.filter(later)


def registered(user: User, start: date, end: date) -> QuerySet[Dossier]:
    """What this person's counters received in the period, both days counted in; each office's book by its numbers, as
    they were written: what was received before and entered later stands where it was entered."""
    since, until = (datetime.combine(day, time(), VIETNAM) for day in (start, end + timedelta(days=1)))
    rows = Dossier.objects.filter(receiving_office__in=user.offices_with("intake.view"), number__isnull=False)
    return rows.filter(received_at__gte=since, received_at__lt=until).order_by(*BY_NUMBER)


def with_register_facts(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The rows with everything a line of the register tells, in a constant number of queries."""
    left = Q(outcome=HandOver.Outcome.DELIVERED) | Q(outcome=HandOver.Outcome.SENT, method=Dossier.ReturnMethod.POST)
    handed = HandOver.objects.filter(left)  # what was to be fetched by a link and was not has not left us
    handed = handed.select_related("consignment").annotate(fetched=Min("links__fetched_at")).order_by("at", "pk")
    issues = DossierEvent.objects.filter(verb="issue").order_by("at", "pk")
    rows = with_papers_held(rows).select_related("procedure", "settling_office", "employer_list")
    return rows.prefetch_related("persons", "components__type", "settling_office__names", "reappointments",
                                 Prefetch("hand_overs", handed, to_attr="handed"),
                                 Prefetch("events", issues, to_attr="issues"))  # fmt: skip


def register_rows(rows: QuerySet[Dossier]) -> Iterator[Dossier]:
    """All of them, in chunks: a year of a big office does not lie in memory at once."""
    return with_register_facts(rows).iterator(chunk_size=CHUNK)
