"""How is an archived file found by what somebody types: a number, a name without diacritics, words of a scan?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from archive.models import ArchiveRecord, RecordPage, RecordPerson, Search
from bhxh_archive.models import User
from bhxh_archive.text import clean_name, fold, number_fold

PAGE_SIZE: Final = 25
CANDIDATES: Final = 1000
"""Each way of finding gives at most so many records: a count beyond reads "1000+"."""


@dataclass(frozen=True)
class Hit:
    """One record found: by which way, and on which page of which document its words stand."""

    record: ArchiveRecord
    why: str
    page: RecordPage | None = None


@dataclass(frozen=True)
class Found:
    """One page of hits; `next_after` continues behind the last one, None at the end."""

    hits: list[Hit]
    total: int
    next_after: str | None = None
    capped: bool = False
    ways: dict[str, int] = field(default_factory=dict)


def records(user: User) -> QuerySet[ArchiveRecord]:
    """What this person may search: everything for the Archive Center, otherwise what one's own office took part in."""
    if user.in_centre:
        return ArchiveRecord.objects.all()
    ids = user.office_ids
    mine = Q(receiving_office__in=ids) | Q(settling_office__in=ids) | Q(paper_office__in=ids)
    return ArchiveRecord.objects.filter(mine)


def find(user: User, *, text: str = "", after: str = "", **filters: object) -> Found:
    """One page of records that fit; numbers first, then exact spelling, then folded names, then words of the scans.

    `filters`: procedure_code, birth_year, decided_from, decided_to. `after` is a former `next_after`.
    """
    base = _filtered(records(user), filters)
    ranks = _ranked(base, text)
    rows = base.filter(pk__in=ranks) if text.strip() else base
    ordered = rows.annotate(rank=_rank(ranks)).order_by("rank", "-accepted_at", "-id").select_related(
        "receiving_office", "settling_office").prefetch_related("persons", "receiving_office__names")  # fmt: skip
    page, following = _page(ordered, after)
    total = len(ranks) if text.strip() else min(base.count(), CANDIDATES)
    return Found([_hit(row, ranks, text) for row in page], total, following, capped=total >= CANDIDATES)


def find_saved(search: Search, after: str = "") -> Found:
    """The hits of a saved search."""
    names = ("procedure_code", "birth_year", "decided_from", "decided_to")
    return find(search.by, text=search.text, after=after, **{name: getattr(search, name) for name in names})


def _filtered(rows: QuerySet[ArchiveRecord], filters: dict[str, object]) -> QuerySet[ArchiveRecord]:
    lookups = {
        "procedure_code": "procedure_code",
        "birth_year": "persons__birth_year",
        "decided_from": "decision_on__gte",
        "decided_to": "decision_on__lte",
    }
    chosen = {lookups[name]: value for name, value in filters.items() if value}
    return rows.filter(**chosen).distinct() if "persons__birth_year" in chosen else rows.filter(**chosen)


def _ranked(base: QuerySet[ArchiveRecord], text: str) -> dict[int, int]:
    """Record id -> rank of the best way it was found by (0 number, 1 exact spelling, 2 folded name, 3 words)."""
    ranks: dict[int, int] = {}
    if not text.strip():
        return ranks
    for rank, ids in enumerate((_by_number(base, text), _by_spelling(base, text), _by_name(base, text),
                                _by_words(base, text))):  # fmt: skip
        for pk in ids:
            ranks.setdefault(pk, rank)
    return ranks


def _by_number(base: QuerySet[ArchiveRecord], text: str) -> list[int]:
    number = number_fold(text)
    if not re.search(r"\d{2}", number):
        return []
    wanted = Q(decision_number_folded=number) | Q(dossier_number_folded=number) | Q(file_code_folded=number)
    wanted |= Q(persons__personal_id=number) | Q(persons__insurance_number=number)
    return _ids(base.filter(wanted))


def _by_spelling(base: QuerySet[ArchiveRecord], text: str) -> list[int]:
    people = RecordPerson.objects.filter(name_folded=fold(text), full_name__iexact=clean_name(text))
    return _ids(base.filter(pk__in=people.values("record")))


def _by_name(base: QuerySet[ArchiveRecord], text: str) -> list[int]:
    query = SearchQuery(fold(text), config="simple", search_type="plain")
    people = RecordPerson.objects.filter(name_vector=query).values_list("record", flat=True)[:CANDIDATES]
    return _ids(base.filter(pk__in=list(people)))


def _by_words(base: QuerySet[ArchiveRecord], text: str) -> list[int]:
    """A phrase inside the scans. The list is fetched first: a planner that walks the date index would take seconds."""
    pages = RecordPage.objects.filter(vector=_phrase(text)).values_list("document__record", flat=True)
    return _ids(base.filter(pk__in=list(pages[:CANDIDATES])))


def _phrase(text: str) -> SearchQuery:
    return SearchQuery(fold(text), config="simple", search_type="phrase")


def _ids(rows: QuerySet[ArchiveRecord]) -> list[int]:
    return list(rows.order_by().values_list("pk", flat=True).distinct()[:CANDIDATES])


def _rank(ranks: dict[int, int]) -> Case:
    by_rank = [When(pk__in=[pk for pk, rank in ranks.items() if rank == one], then=Value(one)) for one in range(3)]
    return Case(*by_rank, default=Value(3), output_field=IntegerField())


def _page(rows: QuerySet[ArchiveRecord], after: str) -> tuple[list[ArchiveRecord], str | None]:
    """Keyset: behind (rank, accepted_at, id) of the last row shown."""
    if match := re.fullmatch(r"(\d)-(\d+)", after):
        rank, last = int(match[1]), ArchiveRecord.objects.get(pk=int(match[2]))
        behind = Q(accepted_at__lt=last.accepted_at) | Q(accepted_at=last.accepted_at, pk__lt=last.pk)
        rows = rows.filter(Q(rank__gt=rank) | (Q(rank=rank) & behind))
    found = list(rows[: PAGE_SIZE + 1])
    more = len(found) > PAGE_SIZE
    shown = found[:PAGE_SIZE]
    return shown, f"{shown[-1].rank}-{shown[-1].pk}" if more else None  # type: ignore[attr-defined]


_WHY: Final = ("Đúng số", "Đúng họ tên", "Họ tên", "Trong văn bản")


def _hit(record: ArchiveRecord, ranks: dict[int, int], text: str) -> Hit:
    rank = ranks.get(record.pk)
    page = _first_page(record, text) if rank == len(_WHY) - 1 else None
    return Hit(record, _WHY[rank] if rank is not None else "", page)


def _first_page(record: ArchiveRecord, text: str) -> RecordPage | None:
    pages = RecordPage.objects.filter(document__record=record, vector=_phrase(text))
    return pages.select_related("document").order_by("document__ordinal", "number").first()
