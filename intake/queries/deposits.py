"""Which paper has still to go to the archive, which may go now, and which went on which list?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from typing import Any, Final

from django.db.models import Case, CharField, Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import ExtractYear, TruncDate

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.workdays import VIETNAM
from intake.models import BoxEntry, DepositLine, DossierEvent, PaperDeposit, PaperLoan, PaperPlace
from intake.queries.papers import KEEPING

PERMANENT: Final = "01"
"""The code of what is kept for ever (Circular 05/2025/TT-BNV)."""
LENT, LISTED, OPEN, READY = "lent", "listed", "open", "ready"


@dataclass(frozen=True)
class Remainder:
    """What is left in one store of one year and kind: how many may go now, and what keeps the others."""

    store: int
    year: int
    permanent: bool
    ready: int
    lent: int
    listed: int
    open: int
    first_end: date

    @property
    def total(self) -> int:
        return self.ready + self.lent + self.listed + self.open


def stores(user: User) -> QuerySet[PaperPlace]:
    """The stores where this person keeps paper."""
    return PaperPlace.objects.filter(office__in=user.offices_with(KEEPING), parent=None).select_related("office")


def in_store(rows: QuerySet[BoxEntry]) -> Any:
    """What lies in boxes: with the day its work ended (the first return of the result), its store, its kind, and
    how it stands: `ready`, `lent`, `listed`, or `open` while the electronic dossier is not in the archive."""
    ended = DossierEvent.objects.filter(dossier=OuterRef("dossier"), verb="hand_over").order_by("seq").values("at")[:1]
    lent = PaperLoan.objects.filter(dossier=OuterRef("dossier"), returned_on=None)
    listed = DepositLine.objects.filter(dossier=OuterRef("dossier"), void=False)
    found = rows.filter(left_at=None).annotate(
        ended_on=TruncDate(Subquery(ended), tzinfo=VIETNAM),
        store=F("box__place__parent__parent__parent"),
        permanent=Q(dossier__procedure__retention_code=PERMANENT),
        standing=Case(
            When(Exists(listed), then=Value(LISTED)), When(Exists(lent), then=Value(LENT)),
            When(dossier__state=State.ARCHIVED, then=Value(READY)), default=Value(OPEN), output_field=CharField(),
        ),
    )  # fmt: skip
    return found.filter(ended_on__isnull=False).annotate(of_year=ExtractYear("ended_on"))


def remainders(user: User) -> list[Remainder]:
    """Store by store and year by year what has still to go; one query."""
    rows = in_store(BoxEntry.objects.filter(box__office__in=user.offices_with(KEEPING)))
    counts = {name: Count("pk", filter=Q(standing=name)) for name in (READY, LENT, LISTED, OPEN)}
    found = rows.order_by().values("store", "of_year", "permanent").annotate(**counts, first_end=Min("ended_on"))
    return [
        Remainder(row["store"], row["of_year"], row["permanent"], row[READY], row[LENT], row[LISTED], row[OPEN],
                  row["first_end"])
        for row in found.order_by("store", "of_year", "-permanent")
    ]  # fmt: skip


def may_go(store: PaperPlace, of_year: int, *, permanent: bool) -> Any:
    """What may be put on a list now, in the order of the shelf."""
    rows = BoxEntry.objects.filter(box__office=store.office_id)
    ready = in_store(rows).filter(store=store.pk, of_year=of_year, permanent=permanent, standing=READY)
    return ready.select_related("box", "dossier__procedure").order_by("box__path", "ordinal")


def mark_of(entries: Iterable[BoxEntry]) -> str:
    """Which dossiers these are and in which order they lie, as a page that shows them remembers it."""
    return blake2b(",".join(str(row.pk) for row in entries).encode(), digest_size=8).hexdigest()


def deposits(user: User) -> QuerySet[PaperDeposit]:
    """The lists of the offices where this person keeps paper, newest first, each with its number of dossiers."""
    rows = PaperDeposit.objects.filter(office__in=user.offices_with(KEEPING)).select_related("store", "by", "done_by")
    return rows.annotate(total=Count("lines")).order_by("-pk")


def lines_of_deposit(deposit: PaperDeposit) -> QuerySet[DepositLine]:
    """The dossiers of a list in order."""
    rows = deposit.lines.select_related("dossier__procedure", "dossier__employer_list")
    return rows.prefetch_related("dossier__persons").order_by("ordinal")


def deposit_of(dossier: Any) -> DepositLine | None:
    """On which list the paper of this dossier waits, or left for the archive."""
    return DepositLine.objects.filter(dossier=dossier, void=False).select_related("deposit").first()
