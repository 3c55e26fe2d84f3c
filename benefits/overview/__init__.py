"""How much work lies where in the benefits unit, how urgent and how old is it, and in whose hands?

Every number is the length of a list: the queues of this module, which stand on no rail, are those lists.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from benefits.overdue import by_reply, overdue_words, told
from benefits.signers.cosigners import lacking_somebody, signed_by_all
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.queues import Queue, register
from intake.models import Dossier

RIGHT: Final = "benefits.overview"
WEEK: Final = timedelta(days=7)


@dataclass(frozen=True)
class Stage:
    """One step of the unit's work; `slug` is its queue. `narrow`: which dossiers in these states lie at this step."""

    slug: str
    label: str
    states: tuple[State, ...]
    held: bool | None = None
    narrow: Callable[[QuerySet[Dossier]], QuerySet[Dossier]] = lambda rows: rows

    def rows(self, user: User) -> QuerySet[Dossier]:
        """The dossiers at this step in the offices that this person oversees."""
        rows = Dossier.objects.filter(settling_office__in=user.offices_with(RIGHT), state__in=self.states)
        rows = self.narrow(rows)
        return rows if self.held is None else rows.filter(holder__isnull=not self.held)


STAGES: Final = (
    Stage("tq-cho-nhan", "Chờ nhận xử lý", (State.IN_REVIEW,), held=False),
    Stage("tq-xet-duyet", "Đang xét duyệt", (State.IN_REVIEW,), held=True),
    Stage("tq-bo-sung", "Chờ bổ sung hồ sơ", (State.AWAITING_SUPPLEMENT,)),
    Stage("tq-xac-minh", "Chờ xác minh", (State.AWAITING_VERIFICATION,)),
    Stage("tq-kiem-soat", "Chờ lãnh đạo phòng", (State.AWAITING_CONTROL,)),
    Stage("tq-ky", "Chờ lãnh đạo ký", (State.AWAITING_SIGNATURE,)),
    Stage("tq-ky-tiep", "Chờ ký tiếp sau lãnh đạo", (State.SIGNED,), narrow=lacking_somebody),
    Stage("tq-phat-hanh", "Chờ phát hành", (State.SIGNED,), narrow=signed_by_all),
)
ASKING: Final = STAGES[3]
for _ordinal, _stage in enumerate(STAGES):
    _queue = Queue(
        _stage.slug, "benefits", f"Trong phòng: {_stage.label.lower()}", RIGHT, _stage.rows,
        "Không có hồ sơ nào ở bước này.", 100 + _ordinal, watched=True, rail=False, opens="review",
    )  # fmt: skip
    if _stage is ASKING:
        _queue = replace(_queue, marks=overdue_words, told=told(_stage.rows), narrowed=by_reply(_stage.rows))
    register(_queue)


@dataclass(frozen=True)
class Load:
    """How many there are, late, due today and within a week (today among them, as the queues have it), and since when
    the longest lies there. `slug` and `holder` are the list behind."""

    label: str
    slug: str
    holder: int | None
    total: int
    late: int
    today: int
    week: int
    oldest: date | None

    def url(self, due: str = "") -> str:
        """The list behind a number: all, or those of one urgency."""
        asked = {name: str(value) for name, value in (("due", due), ("holder", self.holder)) if value}
        address = reverse("queue", args=[self.slug])
        return f"{address}?{urlencode(asked)}" if asked else address

    @property
    def late_url(self) -> str:
        return self.url("late")

    @property
    def today_url(self) -> str:
        return self.url("today")

    @property
    def week_url(self) -> str:
        return self.url("week")

    @property
    def days(self) -> int | None:
        """Days that the longest has lain there."""
        return (timezone.localdate() - self.oldest).days if self.oldest else None


def unanswered(user: User) -> str:
    """How many wait for another body's answer longer than was asked, and since when; "" where none does."""
    return told(ASKING.rows)(user)


def stage_loads(user: User) -> list[Load]:
    """One row a step, those without anything too."""
    return [_load(stage.label, stage.slug, None, stage.rows(user).aggregate(**_figures())) for stage in STAGES]


def officer_loads(user: User) -> list[Load]:
    """Who holds how many in review, the most first."""
    held: Any = STAGES[1].rows(user).values("holder", "holder__full_name").annotate(**_figures())
    loads = [_load(row["holder__full_name"], STAGES[1].slug, row["holder"], row) for row in held.order_by("holder")]
    return sorted(loads, key=lambda load: -load.total)


def _figures() -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "total": Count("pk"), "late": Count("pk", filter=Q(attend_on__lt=today)),
        "today": Count("pk", filter=Q(attend_on=today)),
        "week": Count("pk", filter=Q(attend_on__gte=today, attend_on__lte=today + WEEK)), "oldest": Min("state_since"),
    }  # fmt: skip


def _load(label: str, slug: str, holder: int | None, found: dict[str, Any]) -> Load:
    since = found["oldest"]
    return Load(label, slug, holder, found["total"], found["late"], found["today"], found["week"],
                timezone.localdate(since) if since else None)  # fmt: skip
