"""What did an office take in, settle in time, and leave open in one month, by procedure and channel?"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Case, CharField, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.db.models.lookups import Exact
from django.utils import timezone

from bhxh_archive.lifecycle import CLOCK_RUNS, State
from bhxh_archive.models import Office
from bhxh_archive.workdays import VIETNAM
from intake.models import Dossier, DossierEvent, Receipt
from intake.models.dossier import ENDS

NEVER_RECEIVED: Final = (State.DRAFT, State.REFUSED)
OPEN: Final = CLOCK_RUNS - {State.ISSUED} | {State.AWAITING_SUPPLEMENT, State.AWAITING_VERIFICATION}


@dataclass(frozen=True)
class Month:
    """A calendar month in Vietnam."""

    year: int
    month: int

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return (self.first + timedelta(days=31)).replace(day=1) - timedelta(days=1)

    @property
    def begins(self) -> datetime:
        return datetime.combine(self.first, time(), VIETNAM)

    @property
    def ends(self) -> datetime:
        """The first moment after the month."""
        return datetime.combine(self.last + timedelta(days=1), time(), VIETNAM)

    def __str__(self) -> str:
        return f"{self.month:02d}/{self.year}"


@dataclass(frozen=True)
class Flow:
    """Numbers of dossiers of one procedure and channel.

    carried + received = early + on_time + late + stopped + open_in_time + open_late.
    """

    carried: int
    received: int
    early: int
    on_time: int
    late: int
    stopped: int
    open_in_time: int
    open_late: int

    def __add__(self, other: Flow) -> Flow:
        return Flow(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(self)))


NONE: Final = Flow(*[0] * len(fields(Flow)))


@dataclass(frozen=True)
class ReportLine:
    """One procedure through one channel."""

    procedure: str
    channel: str
    flow: Flow


def monthly_report(office: Office, month: Month) -> list[ReportLine]:
    """The one-stop report (Circular 01/2020/TT-VPCP, form II.06) as things stood when the month ended, or stand now.

    Settled is issued; early, on time or late by the statutory day, whatever was promised instead. A clock that stands
    still is in time, unless the day had been missed before it was stopped: that stays late.
    """
    rows = _as_of(Dossier.objects.filter(receiving_office=office, received_at__lt=month.ends), month)
    counted = {name: Count("pk", filter=which) for name, which in _columns(month).items()}
    found = rows.values("procedure__code", "channel").annotate(**counted).order_by("procedure__code", "channel")
    names, numbers = _names(rows), [one.name for one in fields(Flow)]
    return [
        ReportLine(names[code], Dossier.Channel(channel).label, Flow(*flow))
        for code, channel, *flow in found.values_list("procedure__code", "channel", *numbers)
    ]


def _as_of(rows: QuerySet[Dossier], month: Month) -> QuerySet[Dossier]:
    """Those that were there in the month: with `ended_on`, `ended_by`, and the statutory day `due` as it was then."""
    ends = DossierEvent.objects.filter(dossier=OuterRef("pk"), verb__in=ENDS, at__lt=month.ends).order_by("seq")
    # By the day from which it counts, not by when it was written: a dossier may be entered late.
    receipts = Receipt.objects.filter(dossier=OuterRef("pk"), received_at__lt=month.ends).order_by("-ordinal")
    later = DossierEvent.objects.filter(verb__in=ENDS, at__gte=month.begins).values("dossier")
    there = rows.filter(Q(state__in=OPEN) | Q(pk__in=later)).exclude(state__in=NEVER_RECEIVED)
    there = there.annotate(
        ended_on=TruncDate(Subquery(ends.values("at")[:1]), tzinfo=VIETNAM),
        ended_by=Case(When(ended_on=None, then=Value("")), default=Subquery(ends.values("verb")[:1]),
                      output_field=CharField()),
        due=Coalesce(F("missed_on"), _due(receipts)), stood_still=Subquery(receipts.values("stopped_on")[:1]),
    )  # fmt: skip
    return there.filter(Q(ended_on=None) | Q(ended_on__gte=month.first))


def _due(receipts: QuerySet[Receipt]) -> Case:
    """The receipt that holds yet may tell an older day: when the calendar changes, the dossier alone counts anew."""
    newest = Receipt.objects.filter(dossier=OuterRef("pk")).order_by("-ordinal").values("ordinal")[:1]
    holds_yet = Exact(Subquery(receipts.values("ordinal")[:1]), Subquery(newest))
    return Case(When(holds_yet, then=F("due_on")), default=Subquery(receipts.values("due_on")[:1]))


def _columns(month: Month) -> dict[str, Any]:
    today = min(month.last + timedelta(days=1), timezone.localdate())
    issued, stopped = Q(ended_by="issue"), Q(ended_on__isnull=False) & ~Q(ended_by="issue")
    runs = Q(stood_still=None) | Q(stood_still__gt=month.last)
    late = Q(ended_by="", due__lt=today) & (runs | Q(missed_on__isnull=False))
    return {
        "carried": Q(received_at__lt=month.begins), "received": Q(received_at__gte=month.begins),
        "early": issued & Q(ended_on__lt=F("due")), "on_time": issued & Q(ended_on=F("due")),
        "late": issued & Q(ended_on__gt=F("due")), "stopped": stopped,
        "open_in_time": Q(ended_by="") & ~late, "open_late": late,
    }  # fmt: skip


def _names(rows: QuerySet[Dossier]) -> dict[str, str]:
    """Procedure code -> its name in the newest rule book that these dossiers follow."""
    found = rows.values_list("procedure__code", "procedure__name").order_by("procedure__rule_book__valid_from")
    return dict(found.distinct())
