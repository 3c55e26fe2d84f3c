"""How is an archived file found by what somebody types: a number, a name without diacritics, words of a scan?

Every way of finding asks one index and gives a bounded list of record ids; the lists are put in order here, so that
no planner can choose to walk the whole table in the order of a date.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery
from django.db.models import Exists, OuterRef, Q, QuerySet

from archive.models import ArchiveRecord, RecordDocument, RecordPage, RecordPerson, Search
from archive.queries import FACES, pages, records
from archive.snippets import Snippet, snippet
from bhxh_archive.models import User
from bhxh_archive.text import clean_name, fold
from bhxh_archive.ui.reading import whole_number
from intake.pages.recognition import phrase_of

PAGE_SIZE: Final = 25
CANDIDATES: Final = 1000
"""Each way of finding gives at most so many records: a count beyond reads "1000+"."""
PAGES_LOOKED_AT: Final = 20_000
"""So many pages of scans are looked at for a phrase (about half a second): a phrase on more pages is no search."""
_CALLED: Final = re.compile(r"^(quyet dinh|qd)?\s*(so)?\s*(?=\d)")
"""What people write before a number, folded."""
FILTERS: Final = ("procedure_code", "birth_year", "decided_from", "decided_to")

Records = QuerySet[ArchiveRecord, Any]
Pages = QuerySet[RecordPage, Any]


@dataclass(frozen=True)
class Hit:
    """One record found: by which way, where in which document its words stand, or who on an employer's list it was."""

    record: ArchiveRecord
    why: str = ""
    page: RecordPage | None = None
    snippet: Snippet | None = None
    listed: RecordPerson | None = None


@dataclass(frozen=True)
class Found:
    """One page of hits; `next_after` continues behind the last one, None at the end."""

    hits: list[Hit]
    total: int
    next_after: str | None = None
    capped: bool = False


def find(user: User, *, text: str = "", after: str = "", **filters: object) -> Found:
    """One page of records that fit; numbers first, then exact spelling, folded names, words of names, of the scans.

    `filters`: see FILTERS. `after` is a former `next_after`.
    """
    base = _filtered(records(user), filters)
    if not text.strip():
        return _browse(base, after)
    within = pages(user)
    if any(filters.values()):
        within = within.filter(document__record__in=base.order_by().values("pk"))
    return _search(base, within, text, after)


def find_saved(search: Search, after: str = "") -> Found:
    """The hits of a saved search."""
    return find(search.by, text=search.text, after=after, **{name: getattr(search, name) for name in FILTERS})


def _filtered(rows: Records, filters: dict[str, Any]) -> Records:
    lookups = {"procedure_code": "procedure_code", "decided_from": "decision_on__gte", "decided_to": "decision_on__lte"}
    rows = rows.filter(**{lookups[name]: value for name, value in filters.items() if value and name in lookups})
    if year := filters.get("birth_year"):
        rows = rows.filter(Exists(RecordPerson.objects.filter(record=OuterRef("pk"), birth_year=year)))
    return rows


# --- without words: the newest ---


def _browse(base: Records, after: str) -> Found:
    rows = base.order_by("-accepted_at", "-id")
    if last := ArchiveRecord.objects.filter(pk=whole_number(after) or 0).first():
        rows = rows.filter(Q(accepted_at__lt=last.accepted_at) | Q(accepted_at=last.accepted_at, pk__lt=last.pk))
    found = list(_with_faces(rows)[: PAGE_SIZE + 1])
    shown = found[:PAGE_SIZE]
    total = base.order_by()[: CANDIDATES + 1].count()
    following = str(shown[-1].pk) if len(found) > PAGE_SIZE else None
    return Found([Hit(row) for row in shown], min(total, CANDIDATES), following, capped=total > CANDIDATES)


def _with_faces(rows: Records) -> Records:
    """What a line of the list shows, in a constant number of queries."""
    return rows.select_related("settling_office").prefetch_related(FACES, "settling_office__names")


# --- with words: five ways ---


def _by_number(base: Records, text: str) -> Records:
    """Number of a decision or of another result, dossier, file or paper number, or an identifier.

    `12345`, `12345/QĐ` and `Quyết định số 12345` find `12345/QĐ-BHXH`.
    """
    number = _number_in(text)
    if not re.search(r"\d{2}|^\d", number):
        return base.none()
    people = RecordPerson.objects.filter(Q(personal_id=number) | Q(insurance_number=number)).values("record")
    documents = RecordDocument.objects.filter(_numbered("number_folded", number)).values("record")
    ways = [Q(dossier_number_folded=number), Q(file_code_folded=number), Q(pk__in=people), Q(pk__in=documents),
            Q(paper_folded=number), Q(shelf_folded=number), _numbered("decision_number_folded", number)]  # fmt: skip
    return base.filter(ways[0]).union(*(base.filter(way) for way in ways[1:]))


def _number_in(text: str) -> str:
    return _CALLED.sub("", fold(text)).replace(" ", "").upper()


def _numbered(field: str, number: str) -> Q:
    """Numbers below 10 carry a zero on paper (NĐ 30/2020 App. I), which people leave out."""
    match = re.match(r"(\d{1,7})(\D.*)?$", number)
    if not match:
        return Q(**{field: number})
    serial, notation = match[1].lstrip("0").zfill(2), match[2] or ""
    return Q(**{f"{field}__startswith": serial + notation, f"{field}__regex": rf"^{serial}\D"})


def _by_spelling(base: Records, text: str) -> Records:
    return base.filter(pk__in=_named(text).filter(full_name__iexact=clean_name(text)).values("record"))


def _named(text: str) -> QuerySet[RecordPerson]:
    return RecordPerson.objects.filter(name_folded=fold(text))


def _by_name(base: Records, text: str) -> Records:
    return base.filter(pk__in=_named(text).values("record"))


def _by_name_words(base: Records, text: str) -> Records:
    query = SearchQuery(fold(text), config="simple", search_type="plain")
    return base.filter(pk__in=RecordPerson.objects.filter(name_vector=query).values("record"))


def _by_words(base: Records, within: Pages, text: str) -> Records:
    """A phrase inside the scans. Its pages are fetched first: a planner that walks the date index takes seconds.

    Only pages `within` reach count towards PAGES_LOOKED_AT, else those of others could hide one's own.
    """
    bearing = within.filter(vector=phrase_of(text)).order_by().values_list("document__record", flat=True)
    return base.filter(pk__in=set(bearing[:PAGES_LOOKED_AT]))


_WAYS: Final[tuple[tuple[str, Callable[[Records, str], Records]], ...]] = (
    ("Đúng số", _by_number),
    ("Đúng họ tên", _by_spelling),
    ("Họ tên", _by_name),
    ("Họ tên có các từ này", _by_name_words),
)
_IN_SCANS: Final = len(_WAYS)
_WHY: Final = (*(name for name, _ in _WAYS), "Trong văn bản")


def _search(base: Records, within: Pages, text: str, after: str) -> Found:
    ranks, capped = _ranked(base, within, text)
    order = _ordered(ranks)
    last = whole_number(after)
    start = order.index(last) + 1 if last in ranks else 0
    shown = order[start : start + PAGE_SIZE]
    following = str(shown[-1]) if len(order) > start + PAGE_SIZE else None
    total = min(len(order), CANDIDATES)
    return Found(_hits(shown, ranks, text), total, following, capped=capped or len(order) > CANDIDATES)


def _ranked(base: Records, within: Pages, text: str) -> tuple[dict[int, int], bool]:
    """Record id -> index of the best way it was found by; whether some way found more than is shown."""
    ranks: dict[int, int] = {}
    capped = False
    every = base.order_by().values_list("pk", flat=True)
    for rank, rows in enumerate([*(way(every, text) for _, way in _WAYS), _by_words(every, within, text)]):
        ids = list(rows[: CANDIDATES + 1])
        capped = capped or len(ids) > CANDIDATES
        for pk in ids[:CANDIDATES]:
            ranks.setdefault(pk, rank)
    return ranks, capped


def _ordered(ranks: dict[int, int]) -> list[int]:
    """The ids by way, then newest first."""
    when: dict[int, datetime] = dict(ArchiveRecord.objects.filter(pk__in=ranks).values_list("pk", "accepted_at"))
    newest = sorted(when, key=lambda pk: (when[pk], pk), reverse=True)
    return sorted(newest, key=lambda pk: ranks[pk])


def _hits(shown: list[int], ranks: dict[int, int], text: str) -> list[Hit]:
    rows = {row.pk: row for row in _with_faces(ArchiveRecord.objects.filter(pk__in=shown))}
    bearing = _first_pages([pk for pk in shown if ranks[pk] == _IN_SCANS], text)
    listed = _listed([pk for pk in shown if ranks[pk] != _IN_SCANS], text)
    return [_hit(rows[pk], ranks[pk], bearing.get(pk), text, listed.get(pk)) for pk in shown if pk in rows]


def _hit(
    record: ArchiveRecord, rank: int, page: RecordPage | None, text: str, listed: RecordPerson | None
) -> Hit:  # fmt: skip
    return Hit(record, _WHY[rank], page, snippet(page.words, text) if page else None, listed)


def _listed(ids: list[int], text: str) -> dict[int, RecordPerson]:
    """Record id -> the first on its employer's list whom the text means: the face of the record is another."""
    if not ids:
        return {}
    number, words = _number_in(text), SearchQuery(fold(text), config="simple", search_type="plain")
    meant = Q(name_folded=fold(text)) | Q(name_vector=words)
    if number:
        meant |= Q(personal_id=number) | Q(insurance_number=number)
    rows = RecordPerson.objects.filter(meant, record__in=ids, line__isnull=False).defer("name_vector")
    return {row.record_id: row for row in rows.order_by("record_id", "line").distinct("record_id")}


def _first_pages(ids: list[int], text: str) -> dict[int, RecordPage]:
    """Record id -> the first page on which the phrase stands."""
    if not ids:
        return {}
    bearing = RecordPage.objects.filter(document__record__in=ids, vector=phrase_of(text)).select_related("document")
    first = bearing.order_by("document__record_id", "document__ordinal", "number").distinct("document__record_id")
    return {page.document.record_id: page for page in first.defer("vector")}
