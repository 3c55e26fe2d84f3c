"""What does a person find first on the desk: what can't wait, and how much lies in each queue?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from typing import Final

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from bhxh_archive.lifecycle import CLOCK_RUNS
from bhxh_archive.models import User
from bhxh_archive.queues import Queue, counts_of, desk_of
from bhxh_archive.ui.facts import CountCard, CountCards
from bhxh_archive.ui.tables import Column, EmptyState, Link, QueueTable, Row, RowGroup
from intake.models import Dossier
from intake.queries import most_urgent
from intake.views.desk.queue import COLUMNS, TIMED, Beside, may_register, row_of, told_of, urgency
from intake.views.frame import current_user

URGENT_DAYS: Final = 7
MOST: Final = 15
NOTHING: Final = EmptyState(
    "Không có việc gấp",
    f"Không có hồ sơ nào quá hạn hoặc đến hạn trong {URGENT_DAYS} ngày tới. Chọn một hàng chờ để làm tiếp.",
)
NO_FUNCTION: Final = EmptyState(
    "Tài khoản chưa được giao chức năng nào",
    "Hãy đề nghị quản trị hệ thống của đơn vị giao chức năng, rồi đăng nhập lại.",
)


@require_GET
def home(request: HttpRequest) -> HttpResponse:
    """My work: the rows that are overdue, due today or due soon, then one card per queue of my desk.

    Who administers and has no queue begins with the people; who has neither is told whom to ask.
    """
    user, today = current_user(request), timezone.localdate()
    queues = desk_of(user)
    if not queues and user.holds_anywhere("kernel.administer"):
        return redirect("users")
    cards = CountCards(_cards(queues, user, today))
    urgent = _urgent(queues, user, today) if queues else NO_FUNCTION
    context = {"cards": cards, "urgent": urgent, "may_register": may_register(user)}
    return render(request, "desk/home.html", context)


def _cards(queues: list[Queue], user: User, today: date) -> list[CountCard]:
    counts, late = counts_of(queues, user), _counts_late(queues, user, today)
    hints = {row.slug: [_late(late.get(row.slug, 0)), told_of(row, user) if counts[row.slug] else ""] for row in queues}
    return [CountCard(row.label, counts[row.slug], row.url, hint="; ".join(filter(None, hints[row.slug])))
            for row in queues]  # fmt: skip


def _counts_late(queues: list[Queue], user: User, today: date) -> dict[str, int]:
    """What has no day to be done by is never late."""
    return counts_of([row for row in queues if row.dated], user, only=_due_until(today - timedelta(days=1)))


def _late(number: int) -> str:
    return f"{number} quá hạn" if number else ""


def _due_until(day: date) -> Q:
    """Rows that are due on this day at the latest, or whose limit for what is waited for ends by then."""
    return Q(attend_on__lte=day) & (Q(state__in=CLOCK_RUNS) | Q(waits_until__isnull=False))


def _urgent(queues: list[Queue], user: User, today: date) -> QueueTable | None:
    """The first rows of what this desk itself has to do, most urgent first; None for a desk without such work."""
    mine = [queue for queue in queues if queue.dated and not queue.watched]
    if not mine:
        return None
    soon = _due_until(today + timedelta(days=URGENT_DAYS))
    at_once, others = [row for row in mine if row.pressing], [row for row in mine if not row.pressing]
    lists = {row.slug: row.rows(user) for row in at_once}
    found = most_urgent({row.slug: row.rows(user).filter(soon) for row in others} | lists, MOST)
    return QueueTable(
        columns=(*COLUMNS, *TIMED, Column("Hàng chờ")),
        groups=_groups(found, {queue.slug: queue for queue in mine}),
        count=sum((counts_of(others, user, only=soon) | counts_of(at_once, user)).values()),
        heading="Việc gấp",
        caption="Việc quá hạn, đến hạn hôm nay và trong 7 ngày",
        empty=NOTHING,
        dom_id="urgent",
    )


def _groups(found: list[tuple[Dossier, str]], queues: dict[str, Queue]) -> list[RowGroup]:
    beside = Beside.of([dossier for dossier, _ in found])
    for queue in queues.values():
        beside = beside.marked(queue, [dossier for dossier, slug in found if slug == queue.slug])
    return [
        RowGroup(label, [_row(dossier, queues[slug], beside) for dossier, slug in rows], tone=tone)
        for (label, tone), rows in groupby(found, key=lambda pair: _group(pair[0], queues[pair[1]]))
    ]


def _group(dossier: Dossier, queue: Queue) -> tuple[str, str]:
    """By its day; of a queue whose rows can't wait whatever theirs, by the queue."""
    return (queue.label, "bad") if queue.pressing else urgency(dossier)


def _row(dossier: Dossier, queue: Queue, beside: Beside) -> Row:
    """As in its queue, with the quick action of that queue, and the way there."""
    row = row_of(dossier, queue, beside)
    return replace(row, cells=(*row.cells, Link(queue.label, queue.url)))
