"""Which pages does a desk open all day, as whom, and at which addresses?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from archive.actions.searches import keep_search
from archive.models import ArchiveRecord
from benchmarks.stage.crowd.dossiers import DECIDED
from benchmarks.stage.crowd.furnished import DRAFTED
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.queues import Queue, desk_of
from intake.models import Dossier, Page
from intake.views.desk.queue import PAGE_SIZE

DESKS: Final = ("tiepnhan-hp", "chuyenvien-hp", "truongphong-hp", "giamdoc-hp", "vanthu-hp", "luutru")
CLERK, OFFICER, ARCHIVIST = DESKS[0], DESKS[1], DESKS[-1]
EVERY: Final = tuple(map(str, State))
TABS: Final = {
    "dossier": (CLERK, EVERY), "pages": (CLERK, EVERY), "trail": (CLERK, EVERY), "review": (OFFICER, DRAFTED),
    "results": (OFFICER, DECIDED), "package": (ARCHIVIST, (str(State.ARCHIVED),)),
    "hand_over": (CLERK, (str(State.ISSUED),)), "consolidate": (CLERK, (str(State.RETURNED),)),
}  # fmt: skip
"""Tab or page of a step -> who opens it, of dossiers in which states."""
TRIES: Final = 8


@dataclass(frozen=True)
class Visit:
    """One kind of page: who opens it, and addresses of that kind, taken in turn.

    `sign` must stand in every answer: it proves that the page shows what it is measured for.
    """

    case: str
    user: str
    addresses: tuple[str, ...]
    sign: str = ""


def visits() -> Iterator[Visit]:
    """Every visit, for the crowd as it is now."""
    yield from (Visit(f"home of {name}", name, (reverse("home"),), sign="/hang-cho/") for name in DESKS)
    for queue, user in _queues():
        yield from _queue(queue, user)
    yield from _tabs()
    yield from _searches()
    yield from _records()


def _queues() -> list[tuple[Queue, User]]:
    """Every queue once, with the first desk that it stands on."""
    people = {name: User.objects.get(username=name) for name in reversed(DESKS)}
    found = {queue.slug: (queue, user) for user in people.values() for queue in desk_of(user)}
    return list(found.values())


def _queue(queue: Queue, user: User) -> Iterator[Visit]:
    """First page, overdue ones, and a page in the middle, from which a way back must lead."""
    address = queue.url
    if queue.page:  # its rows are no dossiers
        yield Visit(f"queue {queue.slug}", user.username, (address,), sign="")
        return
    # In a thousand dossiers nobody may have proposed one of those that have drafts.
    sign = "/ho-so/" if queue.rows(user).exists() else ""
    yield Visit(f"queue {queue.slug}", user.username, (address,), sign)
    yield Visit(f"queue {queue.slug}, overdue", user.username, (f"{address}?due=late",), _overdue(queue, user))
    dated = queue.rows(user).exclude(attend_on=None)
    if (total := dated.count()) > 2 * PAGE_SIZE:
        middle = dated.order_by("attend_on", "pk")[total // 2]
        key = f"{middle.attend_on:%Y%m%d}-{middle.pk}"
        yield Visit(f"queue {queue.slug}, middle", user.username, (f"{address}?after={key}",), sign="before=")


def _overdue(queue: Queue, user: User) -> str:
    """What the page must show where anything is overdue at all; drafts never are, and a small crowd may not be."""
    return "/ho-so/" if queue.rows(user).filter(attend_on__lt=timezone.localdate()).exists() else ""


def _tabs() -> Iterator[Visit]:
    """The first dossiers that have what a tab shows: the same ones, however far the crowd has grown."""
    for tab, (user, states) in TABS.items():
        rows = _furnished().filter(state__in=states)[:TRIES]
        yield Visit(f"dossier, {tab}", user, tuple(reverse(tab, args=[row.pk]) for row in rows), sign="identity")
    scans = Page.objects.filter(folder__dossier__in=_furnished()).select_related("folder__dossier")
    addresses = tuple(reverse("page", args=[row.folder.dossier.pk, row.pk]) for row in scans.order_by("pk")[:TRIES])
    yield Visit("dossier, one scan", CLERK, addresses, sign="identity")


def _furnished() -> "QuerySet[Dossier]":
    """Only their folders have uploads."""
    return Dossier.objects.filter(receiving_office__code="hai-phong", folder__uploads__isnull=False).order_by("pk")


def _searches() -> Iterator[Visit]:
    """Typed words, as the Archive Center (which sees all) and a counter (which sees its own) would type them."""
    known = list(_archived()[:TRIES])
    person = [row.persons.all()[0] for row in known]
    typed = {
        "a decision number": [row.decision_number for row in known],
        "an insurance number": [one.insurance_number for one in person],
        "a name": [one.full_name for one in person],
        "given and family name": [" ".join(one.name_folded.split()[::-2]) for one in person],
        "one common name": ["nguyen"],
        "a phrase on many pages": ["bao hiem"],
        "a phrase on one page": [f"ho so thu {row.pk}" for row in known],
        "nothing there": ["khong co dau"],
    }
    for name in (ARCHIVIST, CLERK):
        for case, texts in typed.items():
            yield Visit(f"search by {name}: {case}", name, _results(name, [{"text": text} for text in texts]))
    yield from _lists(known[0].procedure_code, person[0].birth_year)


def _lists(procedure: str, year: int | None) -> Iterator[Visit]:
    """The records without words: all, and the same narrowed down."""
    filters: dict[str, dict[str, object]] = {
        "records list": {}, "records list, one procedure": {"procedure_code": procedure},
        "records list, one birth year": {"birth_year": year},
        "records list, procedure and year": {"procedure_code": procedure, "birth_year": year},
    }  # fmt: skip
    for case, chosen in filters.items():
        yield Visit(case, ARCHIVIST, _results(ARCHIVIST, [{"text": "", **chosen}]), sign="/luu-tru/")
    yield _middle_of_records()


def _archived() -> "QuerySet[ArchiveRecord]":
    rows = ArchiveRecord.objects.filter(receiving_office__code="hai-phong", dossier__in=_furnished())
    return rows.prefetch_related("persons").order_by("pk")


def _results(name: str, searches: list[dict[str, object]]) -> tuple[str, ...]:
    by = User.objects.get(username=name)
    return tuple(reverse("search_results", args=[keep_search(by=by, **chosen).pk]) for chosen in searches)  # type: ignore[arg-type]


def _middle_of_records() -> Visit:
    rows = ArchiveRecord.objects.order_by("-accepted_at", "-pk")
    middle = rows[rows.count() // 2]
    (address,) = _results(ARCHIVIST, [{"text": ""}])
    return Visit("records list, middle", ARCHIVIST, (f"{address}?after={middle.pk}",))


def _records() -> Iterator[Visit]:
    for name in (ARCHIVIST, CLERK):
        records = tuple(reverse("record", args=[row.pk]) for row in _archived()[:TRIES])
        yield Visit(f"record, for {name}", name, records)
    documents = tuple(reverse("record_document", args=[row.pk, 1]) for row in _archived()[:TRIES])
    yield Visit("record, one document", ARCHIVIST, documents)
