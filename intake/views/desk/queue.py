"""What stands in one queue of the desk, page by page?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from itertools import groupby
from typing import Final
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.queues import OwnColumns, Queue, count_of, find
from bhxh_archive.ui.filters import filter_bar, url_with
from bhxh_archive.ui.frame import Action
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.states import state_tag
from bhxh_archive.ui.tables import Column, EmptyState, Lines, Link, Paging, QueueTable, Row, RowGroup
from intake import bulk
from intake.deadlines import desk_limits
from intake.models import Dossier
from intake.queries import open_hand_overs, signed_with_ink, with_faces
from intake.queries.promises import told_days_off
from intake.returns import given_back
from intake.views.desk.filters import asked, filtered, specs_of
from intake.views.frame import current_user, delivery_word, due_of, face_of, timed, told_word

PAGE_SIZE: Final = 25
INKED: Final = "ký trên giấy"
FAR: Final = date(9999, 12, 31)
COLUMNS: Final = (Column("Mã hồ sơ", "code"), Column("Người tham gia"), Column("Thủ tục"), Column("Trạng thái"))
TIMED: Final = (Column("Hạn"), Column("Đang giữ"))


def may_register(user: User) -> bool:
    """Whether the button that begins a registration is shown."""
    return user.holds_anywhere("intake.register")


@require_GET
def queue(request: HttpRequest, slug: str) -> HttpResponse:
    """One queue of my desk, most urgent first, 25 at a time; another desk's queue is a 404."""
    user = current_user(request)
    chosen = find(slug, user)
    if chosen is None:
        raise Http404
    if chosen.page:
        return redirect(chosen.page)
    rows = filtered(chosen, user, request)
    page, paging = _page(rows, request)
    verbs = bulk.verbs_of(chosen.slug, user)
    table = QueueTable(
        columns=_columns(chosen),
        groups=_groups(page, chosen, user),
        count=(count := count_of(rows)),
        bulk=_bulk(chosen, verbs),
        whole=_whole(chosen, verbs, request, count),
        filters=filter_bar(request.GET, specs) if (specs := specs_of(chosen, user)) else None,
        paging=paging,
        empty=_empty(chosen, request),
    )
    context = {"queue": chosen, "table": table, "told": told_of(chosen, user), "may_register": may_register(user)}
    return render(request, "desk/queue.html", context)


def told_of(chosen: Queue, user: User) -> str:
    """The line on the whole queue, where it has one."""
    return chosen.told(user) if chosen.told else ""


def _columns(chosen: Queue) -> Sequence[Column]:
    if chosen.own:
        return (*COLUMNS[:-1], *map(Column, chosen.own.labels))
    return (*COLUMNS, *TIMED) if chosen.dated else COLUMNS


def _bulk(chosen: Queue, verbs: Sequence[bulk.BulkVerb]) -> list[Action]:
    """The verbs that can be done to many rows of this queue."""
    return [
        Action(f"{verb.label} các hồ sơ đã chọn", reverse("bulk_choose", args=[chosen.slug, verb.slug]))
        for verb in verbs
    ]


def _whole(chosen: Queue, verbs: Sequence[bulk.BulkVerb], request: HttpRequest, count: int) -> list[Action]:
    """The same verbs for all that is shown, where that is more than one page."""
    if count <= PAGE_SIZE:
        return []
    return [
        Action(f"{verb.label} cả {min(count, bulk.MOST)} hồ sơ", _with_filters(chosen, verb, request), name="all",
               value="1")
        for verb in verbs
    ]  # fmt: skip


def _with_filters(chosen: Queue, verb: bulk.BulkVerb, request: HttpRequest) -> str:
    address = reverse("bulk_choose", args=[chosen.slug, verb.slug])
    return f"{address}?{urlencode(kept)}" if (kept := asked(chosen, request)) else address


def _page(rows: QuerySet[Dossier], request: HttpRequest) -> tuple[list[Dossier], Paging]:
    """Keyset paging by (day to attend to it, id): the last page costs what the first does. Without a day comes last."""
    back = "before" in request.GET
    ordered = _behind(rows, request.GET.get("before" if back else "after", ""), back=back)
    found = list(with_faces(ordered)[: PAGE_SIZE + 1])
    more, shown = len(found) > PAGE_SIZE, found[:PAGE_SIZE]
    if back:
        shown.reverse()
    has_previous = more if back else bool(request.GET.get("after"))
    has_next = True if back else more
    return shown, _paging(shown, request, has_previous=has_previous, has_next=has_next)


def _paging(shown: list[Dossier], request: HttpRequest, *, has_previous: bool, has_next: bool) -> Paging:
    if not shown:
        return Paging()
    previous = url_with(request.GET, before=_key(shown[0])) if has_previous else ""
    following = url_with(request.GET, after=_key(shown[-1])) if has_next else ""
    return Paging(previous, following)


def _key(dossier: Dossier) -> str:
    return f"{dossier.attend_on or FAR:%Y%m%d}-{dossier.pk}"


def _behind(rows: QuerySet[Dossier], key: str, *, back: bool) -> QuerySet[Dossier]:
    order = ("-attend_on", "-pk") if back else ("attend_on", "pk")
    rows = rows.order_by(*order)
    place = _place(key)
    if place is None:
        return rows
    day, pk = place
    if day == FAR:
        before = Q(attend_on=None, pk__lt=pk) | Q(attend_on__isnull=False)
        return rows.filter(before if back else Q(attend_on=None, pk__gt=pk))
    if back:
        return rows.filter(Q(attend_on__lt=day) | Q(attend_on=day, pk__lt=pk))
    return rows.filter(Q(attend_on__gt=day) | Q(attend_on=day, pk__gt=pk) | Q(attend_on=None))


def _place(key: str) -> tuple[date, int] | None:
    """The (day, id) of a row as `_key` writes it; None for what was made up."""
    typed_day, _, typed_pk = key.partition("-")
    pk = whole_number(typed_pk)
    try:
        day = datetime.strptime(typed_day, "%Y%m%d").date()  # noqa: DTZ007 - a calendar day has no zone
    except ValueError:
        return None
    return None if pk is None else (day, pk)


def _groups(page: list[Dossier], chosen: Queue, user: User) -> list[RowGroup]:
    """Overdue, today, this week, later: urgency in words, not in tabs."""
    beside = Beside({}, {}, own=chosen.own.cells(user, page)) if chosen.own else Beside.of(page, dated=chosen.dated)
    beside = beside.marked(chosen, page)
    by_urgency: Callable[[Dossier], tuple[str, str]] = urgency if chosen.dated else lambda _: ("", "")
    return [
        RowGroup(label, [row_of(dossier, chosen, beside) for dossier in rows], tone=tone)
        for (label, tone), rows in groupby(page, key=by_urgency)
    ]


def marks_of(page: list[Dossier]) -> dict[int, str]:
    """Dossier id -> the word beside its state, for those that were given back, whose result nobody came for, or that
    wait to be issued with signatures in ink."""
    signed = [row for row in page if row.state == State.SIGNED]
    inked = dict.fromkeys(signed_with_ink(signed) if signed else (), INKED)
    back = dict.fromkeys(given_back(row for row in page if row.state != State.ARCHIVE_REJECTED), "bị trả lại")
    return inked | {pk: delivery_word(handed) for pk, handed in open_hand_overs(page).items()} | back


def urgency(dossier: Dossier) -> tuple[str, str]:
    """The group of a row, in words, and its tone."""
    if due_of(dossier) is None or dossier.attend_on is None:
        return ("Không tính hạn", "")
    left = (dossier.attend_on - timezone.localdate()).days
    if left < 0:
        return ("Quá hạn", "bad")
    if left == 0:
        return ("Hôm nay", "warn")
    return ("Trong 7 ngày", "") if left <= 7 else ("Còn hạn", "")


@dataclass(frozen=True)
class Beside:
    """By dossier id: the word beside the state, and the last day of the desk that has it now; which days that were told
    are days off; and what stands in the queue's own columns."""

    marks: Mapping[int, str]
    limits: Mapping[int, date]
    off: Collection[date] = ()
    own: Mapping[int, Sequence[object]] = field(default_factory=dict)

    @classmethod
    def of(cls, page: list[Dossier], *, dated: bool = True) -> Beside:
        return cls(marks_of(page), desk_limits(page), told_days_off(page)) if dated else cls(marks_of(page), {})

    def marked(self, queue: Queue, rows: Sequence[Dossier]) -> Beside:
        """With the words that this queue has of these rows of its own."""
        return replace(self, marks={**self.marks, **queue.marks(rows)}) if queue.marks else self


def row_of(dossier: Dossier, chosen: Queue, beside: Beside) -> Row:
    """One row of a queue, with its quick action and what stands beside its facts."""
    name, sub = face_of(dossier)
    cells = (
        Link(str(dossier), reverse(chosen.opens, args=[dossier.pk])),
        Lines(name, sub) if name else "",
        dossier.procedure.name,
        *(_own(dossier, chosen.own, beside) if chosen.own else _standing(dossier, chosen, beside)),
    )
    return Row(cells, key=str(dossier.pk), name=f"hồ sơ {dossier}", action=_quick(dossier, chosen))


def _own(dossier: Dossier, own: OwnColumns, beside: Beside) -> Sequence[object]:
    """What stands in the queue's own columns; nothing of what left the queue while the page was read."""
    return beside.own.get(dossier.pk, [""] * len(own.labels))


def _standing(dossier: Dossier, chosen: Queue, beside: Beside) -> tuple[object, ...]:
    """The state, and where the rows are dated by when and in whose hands."""
    mark = beside.marks.get(dossier.pk, "") or told_word(dossier, beside.off)
    state = state_tag(dossier.state, dossier.get_state_display(), mark)
    due = timed(dossier, beside.limits.get(dossier.pk)) or ""
    return (state, due, str(dossier.holder) if dossier.holder else "") if chosen.dated else (state,)


def _quick(dossier: Dossier, chosen: Queue) -> Action | None:
    """The one thing done from the list itself, such as claiming and opening in one press."""
    if chosen.quick is None:
        return None
    label, name = chosen.quick
    return Action(label, reverse(name, args=[dossier.pk]))


def _empty(chosen: Queue, request: HttpRequest) -> EmptyState:
    if asked(chosen, request):
        way = Action("Bỏ lọc", reverse("queue", args=[chosen.slug]), method="get")
        return EmptyState("Không có hồ sơ nào khớp bộ lọc", "Hãy bỏ bớt điều kiện lọc.", way)
    return EmptyState("Hàng chờ trống", chosen.empty)
