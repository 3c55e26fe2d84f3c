"""What may be asked of the rows of a queue, and which of them does that leave?"""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from bhxh_archive.models import User
from bhxh_archive.queues import Queue
from bhxh_archive.ui.filters import FilterSpec
from bhxh_archive.ui.reading import whole_number
from intake.models import Dossier
from intake.queries import standing_at

DUE: Final = FilterSpec("due", "Hạn", (("late", "Quá hạn"), ("today", "Hôm nay"), ("week", "Trong 7 ngày")))
COLLECTED: Final = FilterSpec(
    "result", "Kết quả",
    (("waits", "Chưa đến nhận"), ("back", "Bưu gửi hoàn"), ("post", "Đang gửi bưu chính"),
     ("online", "Chờ nhận điện tử"), ("dead", "Cần cấp lại đường dẫn"), ("rerouted", "Đã đổi cách nhận")),
)  # fmt: skip
"""The filters; their values say nothing about a person."""


def specs_of(chosen: Queue, user: User) -> list[FilterSpec]:
    """What may be asked of this queue's rows."""
    own = chosen.narrowed
    narrowed = [FilterSpec(own.name, own.label, found)] if own and len(found := own.choices(user)) > 1 else []
    return [*narrowed, DUE] if chosen.dated else narrowed or ([COLLECTED] if chosen.delivers else [])


def asked(chosen: Queue, request: HttpRequest) -> dict[str, str]:
    """What the address asks of this queue's rows."""
    names = ("due", "result", "holder", *([chosen.narrowed.name] if chosen.narrowed else []))
    return {name: value for name in names if (value := request.GET.get(name))}


def filtered(chosen: Queue, user: User, request: HttpRequest) -> QuerySet[Dossier]:
    """The rows of a queue that the filters in the address leave."""
    today = timezone.localdate()
    wanted = {
        "late": Q(attend_on__lt=today),
        "today": Q(attend_on=today),
        "week": Q(attend_on__gte=today, attend_on__lte=date.fromordinal(today.toordinal() + 7)),
    }
    rows = standing_at(_narrowed(chosen, user, request), request.GET.get("result", ""))
    if (holder := whole_number(request.GET.get("holder"))) is not None:
        rows = rows.filter(holder=holder)
    return rows.filter(wanted.get(request.GET.get("due", ""), Q()))


def _narrowed(chosen: Queue, user: User, request: HttpRequest) -> QuerySet[Dossier]:
    """The rows of a queue, or those that the choice in its own filter leaves."""
    own = chosen.narrowed
    value = request.GET.get(own.name, "") if own else ""
    narrowed = own is not None and value in dict(own.choices(user))
    rows: QuerySet[Dossier] = own.rows(user, value) if own and narrowed else chosen.rows(user)
    return rows
