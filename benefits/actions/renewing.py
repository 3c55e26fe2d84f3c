"""Which results need another time-stamp before the certificate of the newest one ends, and when is that done?"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Job
from bhxh_archive.parameters import parameter
from intake.models import ResultVersion

TASK: Final = "benefits.tasks.restamp_result"
STAMPED: Final = (ResultVersion.Stage.LONG_TERM, ResultVersion.Stage.RESTAMPED)
AT_MOST_EVERY: Final = timedelta(days=90)
"""A service whose own certificate ends soon would otherwise be asked for the same file again and again."""
AT_ONCE: Final = 500


def stamped_versions() -> QuerySet[ResultVersion]:
    """The newest file of every result in force that bears a document time-stamp."""
    newer = ResultVersion.objects.filter(result=OuterRef("result"), pk__gt=OuterRef("pk"))
    rows = ResultVersion.objects.filter(stage__in=STAMPED, result__void_at=None)
    return rows.filter(~Exists(newer)).order_by("stamp_expires_at", "pk")


def due_versions() -> QuerySet[ResultVersion]:
    """Those whose stamp ends within the time that is set, and those of which nobody knows when; soonest first."""
    horizon = timezone.now() + timedelta(days=30 * parameter("restamp_months"))
    rows = stamped_versions().filter(Q(stamp_expires_at=None) | Q(stamp_expires_at__lte=horizon))
    return rows.filter(Q(stamp_expires_at=None) | Q(at__lte=timezone.now() - AT_MOST_EVERY))


def queue_restamps() -> int:
    """Queue the due ones that are not under way, some at a time; returns how many. One that failed comes again."""
    waiting = Job.objects.filter(name=TASK, state__in=[Job.State.QUEUED, Job.State.RUNNING])
    room = max(0, AT_ONCE - waiting.count())
    rows = list(due_versions().values_list("pk", flat=True)[:room])
    for pk in rows:
        enqueue(TASK, key=f"restamp:{pk}", lane=Job.Lane.SLOW, version_id=pk)
    return len(rows)
