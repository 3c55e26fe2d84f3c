"""Which lines does an employer's list have: how many in which state, the next page of them, those found by a name?"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.db.models import BooleanField, Case, Count, ExpressionWrapper, Max, Q, QuerySet, Value, When

from bhxh_archive.lifecycle import ENDED, State
from bhxh_archive.once import read_once
from bhxh_archive.text import fold, number_fold
from intake.models import Component, Dossier, EmployerList, ListLine, Procedure, Result

GONE: Final = ENDED - {State.ARCHIVED}
MOST_FOUND: Final = 50
_ORDINAL: Final = re.compile(r"dong (?:so )?(\d{1,6})")


def takes_list(procedure: Procedure) -> bool:
    """Whether employers hand this procedure in as a list of people (01B-HSB)."""
    return any("list_member" in group for group in procedure.wanted_roles) and "EMPLOYER" in procedure.submitters


@read_once
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
    """The lines that bear a name, a number or their ordinal, those of just that name first; show MOST_FOUND at most."""
    typed = _bare(typed)
    words, number = fold(typed), number_fold(typed)
    way = Q(name_folded__contains=words) if words else Q(pk=None)
    if any(sign.isdigit() for sign in number):
        way = Q(insurance_number=number) | Q(personal_id=number)
        way |= Q(ordinal=int(number)) if number.isdecimal() and len(number) < 7 else Q()
    exact = ExpressionWrapper(Q(name_folded=words), output_field=BooleanField())
    return lines_of(employer_list).filter(way).order_by(exact.desc(), "ordinal")


def _bare(typed: str) -> str:
    """`dòng 2` as `2`, as a line is called everywhere on the pages."""
    ordinal = _ORDINAL.fullmatch(fold(typed))
    return ordinal[1] if ordinal else typed.strip()


def open_lines(employer_list: EmployerList) -> QuerySet[ListLine]:
    """The lines about which nothing was decided yet, in the order of the file."""
    return lines_of(employer_list).filter(standing__in=[ListLine.Standing.BAD, ListLine.Standing.GOOD])


def overlapping_lines(employer_list: EmployerList) -> QuerySet[ListLine]:
    """The lines not left out whose person asks in another dossier for days that overlap, or alone for some days."""
    return lines_of(employer_list).exclude(overlap="").exclude(standing=ListLine.Standing.LEFT_OUT)


def to_look_at(lines: QuerySet[ListLine]) -> QuerySet[ListLine]:
    """Those of the lines at which something is remarked, though nothing of them need be wrong."""
    return lines.exclude(notes=[], overlap="")


def standing_elsewhere(employer_list: EmployerList, lines: Sequence[Mapping[str, Any]]) -> list[QuerySet[ListLine]]:
    """Lines in other lists of the office, of any employer and period, that may ask for days asked by these lines.

    Of the same people, or namesakes at the same employer, within the time of all the lines. One query a kind of number
    and one for names: a line may come more than once.
    What an issued list asks that this one replaces, or that another document ended, is not asked for any more.
    The numbers are handed over, not joined: of lines just written the server has no figures to plan a join by.
    """
    times = [(row["starts_on"], row["ends_on"]) for row in lines if row["starts_on"] and row["ends_on"]]
    if not times:
        return []
    others = ListLine.objects.filter(
        list__dossier__receiving_office=employer_list.dossier.receiving_office_id,
        standing__in=[ListLine.Standing.GOOD, ListLine.Standing.TAKEN],
        starts_on__lte=max(ends for _, ends in times), ends_on__gte=min(starts for starts, _ in times),
    )  # fmt: skip
    others = others.exclude(list=employer_list).exclude(list__dossier__state__in=GONE)
    ended = Result.objects.filter(main=True, void_at=None, remarks__ends=True).values("dossier")
    others = others.exclude(list__dossier__in=ended).exclude(list=employer_list.replaces_id)
    return [
        others.filter(**{f"{number}__in": {row[number] for row in lines} - {""}})
        for number in ("insurance_number", "personal_id")
    ] + [others.filter(list__unit_code=employer_list.unit_code, name_folded__in={row["name_folded"] for row in lines})]


def has_list(dossier: Dossier) -> bool:
    """Whether the dossier is an employer's list; asks nothing where the procedure takes none."""
    return takes_list(dossier.procedure) and getattr(dossier, "employer_list", None) is not None


def line_called(employer_list: EmployerList, typed: str) -> list[ListLine]:
    """The lines that somebody may mean by an ordinal, a number or a name; one when it is certain. Those that were not
    taken get no papers.

    Of very many the first MOST_FOUND and one more: see `said_count`.
    """
    named = lines_named(employer_list, typed).exclude(standing=ListLine.Standing.LEFT_OUT)
    found = list(named[: MOST_FOUND + 1])
    words = fold(typed)
    exact = [row for row in found if str(row.ordinal) == _bare(typed)] or [
        row for row in found if row.name_folded == words
    ]
    return exact or found


def said_count(lines: Sequence[ListLine]) -> str:
    """The number of lines that `line_called` found, in words where it stopped counting."""
    return f"hơn {MOST_FOUND}" if len(lines) > MOST_FOUND else str(len(lines))


def sent_again(employer_list: EmployerList) -> QuerySet[EmployerList]:
    """Other lists of the same employer, period and batch that the same office settles or settled, oldest first; what
    was split off from this one, or with it from another, is none."""
    dossier = employer_list.dossier
    head = dossier.event_of_id or dossier.pk
    same = {name: getattr(employer_list, name) for name in ("unit_code", "period", "batch")}
    rows = EmployerList.objects.filter(**same, dossier__settling_office=dossier.settling_office_id)
    rows = rows.exclude(dossier__state__in=[*GONE, State.DRAFT]).exclude(dossier=head).exclude(dossier__event_of=head)
    return rows.exclude(pk=employer_list.pk).select_related("dossier").order_by("dossier")


def split_off(employer_list: EmployerList) -> list[tuple[Dossier, int]]:
    """The dossiers into which lines left this one, each with how many did."""
    told = employer_list.dossier.events.filter(verb="split_lines").order_by("seq").values_list("detail", flat=True)
    counts = {detail["to"]: detail["lines"] for detail in told}
    return [(row, counts[row.pk]) for row in Dossier.objects.filter(pk__in=counts).order_by("pk")]


def split_from(employer_list: EmployerList) -> Dossier | None:
    """The dossier that the lines of this list left, which may have got them by a split itself."""
    told = employer_list.dossier.events.filter(verb="split_from").values_list("detail", flat=True).first()
    return Dossier.objects.get(pk=told["origin"]) if told else None


def family_of(employer_list: EmployerList) -> QuerySet[ListLine]:
    """The lines of a list, those that left it, and those that were first read into the same list as lines that came
    here by a split, unless the dossier where they stand ended without a result. Where two bear one key, ours is the
    last."""
    here, left = Q(list=employer_list), Q(origin=employer_list)
    origins = ListLine.objects.filter(here).order_by().values("origin").distinct()
    others = Q(origin__in=origins) & ~Q(list__dossier__state__in=GONE)
    rank = Case(When(here, then=Value(2)), When(left, then=Value(1)), default=Value(0))
    return ListLine.objects.filter(here | left | others).order_by(rank, "pk")


def last_ordinal(employer_list: EmployerList) -> int:
    """The highest number of a line in this list and in those that lines were split off to or from: «dòng 301» of two
    receipts is one person."""
    dossier = employer_list.dossier
    head = dossier.event_of_id or dossier.pk
    family = Q(list=employer_list) | Q(list__dossier=head) | Q(list__dossier__event_of=head)
    return ListLine.objects.filter(family).aggregate(last=Max("ordinal"))["last"] or 0


def to_count_again(dossier: Dossier) -> list[Component]:
    """The papers counted for all lines of a list whose count the newest split left uncertain."""
    newest = dossier.events.filter(verb="split_lines").latest("seq")
    return list(Component.objects.filter(pk__in=newest.detail["recount"]).select_related("type"))
