"""What are they called whom, and what, the events of a trail name by their ids alone?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from textwrap import shorten
from typing import Final

from django.db.models import F

from bhxh_archive.models import User
from intake.models import Component, DossierEvent, Page, Result, SupplementItem, Upload

OF_PAGES: Final = frozenset({
    "order_pages", "rotate_pages", "straighten_pages", "split_pages", "merge_pages", "crop_page", "undo_edits",
    "undo_step", "redo_step", "replace_page", "undo_replacement", "show_original", "mark_pages", "delete_pages",
    "restore_pages", "override_findings", "check_pages",
})  # fmt: skip
"""What is done to pages where they lie."""
_NAMED: Final = 2
_SIGNS: Final = 60


@dataclass(frozen=True)
class Sent:
    """A file that was sent: how many pages it has, whether it was refused, and the components where they lie now."""

    pages: int
    refused: bool
    homes: Sequence[int]


@dataclass(frozen=True)
class Names:
    """Id -> name of users, components, lines of supplement slips and results; `homes`: id of a page -> the component
    where it lies now, for events that do not say where it lay then; `files`: id of an upload -> what became of it."""

    users: Mapping[int, str] = field(default_factory=dict)
    papers: Mapping[int, str] = field(default_factory=dict)
    items: Mapping[int, str] = field(default_factory=dict)
    homes: Mapping[int, int] = field(default_factory=dict)
    results: Mapping[int, str] = field(default_factory=dict)
    files: Mapping[int, Sent] = field(default_factory=dict)

    def paper(self, pk: int | None) -> str:
        """A component; one that is gone is any."""
        return self.papers.get(pk or 0, "một thành phần")

    def places(self, ids: Iterable[int | None]) -> str:
        """The first of these components (None: the unsorted tray), and how many more; "" for none."""
        told = [self.paper(pk) if pk else "khay chưa xếp" for pk in ids]
        more = f" và {len(told) - _NAMED} thành phần khác" if len(told) > _NAMED else ""
        return ", ".join(told[:_NAMED]) + more


OF_ITEMS: Final = ("answer_item", "reopen_item")
OF_RESULTS: Final = ("print_result", "keep_paper_scan", "receive_result", "replaced")


def names_in(events: Iterable[DossierEvent]) -> Names:
    """Whatever these events name, looked up for all of them together: in seven queries at most."""
    rows = list(events)
    homes = _homes([row for row in rows if row.verb in OF_PAGES and "components" not in row.detail])
    files = _files([row for row in rows if row.verb == "upload"])
    laid = {pk for file in files.values() for pk in file.homes}
    return Names(
        users=_users([row for row in rows if row.verb == "reassign"]),
        papers=_papers(_told(rows, "component", "components", "origins", "recount") | set(homes.values()) | laid),
        items=_items([row for row in rows if row.verb in OF_ITEMS]), homes=homes,
        results=_results([row for row in rows if row.verb in OF_RESULTS]), files=files,
    )  # fmt: skip


def _told(events: Iterable[DossierEvent], *names: str) -> set[int]:
    """The ids under these names, of which an event holds one or several."""
    values = (event.detail.get(name) for event in events for name in names)
    several = (value if isinstance(value, list) else [value] for value in values)
    return {pk for ids in several for pk in ids if pk}


def _users(events: Iterable[DossierEvent]) -> dict[int, str]:
    return {row.pk: str(row) for row in User.objects.filter(pk__in=_told(events, "before", "to"))}


def _homes(events: Sequence[DossierEvent]) -> dict[int, int]:
    """Pages that left for another dossier are not followed there."""
    rows = Page.objects.filter(pk__in=_told(events, "pages"), component__dossier__in={row.dossier_id for row in events})
    return dict(rows.order_by().values_list("pk", "component"))


def _files(events: Sequence[DossierEvent]) -> dict[int, Sent]:
    """The files that these events took in, by their ids; nothing of what they are called."""
    rows = list(Upload.objects.filter(pk__in=_told(events, "upload")).order_by()) if events else []
    pages = Page.objects.filter(upload__in=rows, deleted_at=None, component__dossier=F("upload__folder__dossier"))
    homes: dict[int, list[int]] = {row.pk: [] for row in rows}
    for upload, component in pages.order_by("component").values_list("upload", "component").distinct() if rows else ():
        homes[upload].append(component or 0)
    return {row.pk: Sent(row.page_count, row.state == Upload.State.REFUSED, homes[row.pk]) for row in rows}


def _papers(ids: set[int]) -> dict[int, str]:
    rows = Component.objects.filter(pk__in=ids).select_related("type", "person", "line").order_by()
    return {row.pk: _called(row) for row in rows}


def _items(events: Iterable[DossierEvent]) -> dict[int, str]:
    rows = SupplementItem.objects.filter(pk__in=_told(events, "item")).order_by()
    rows = rows.select_related("component__type", "component__person", "component__line")
    return {row.pk: _called(row.component) if row.component else f"«{_short(row.wanted)}»" for row in rows}


def _results(events: Iterable[DossierEvent]) -> dict[int, str]:
    rows = Result.objects.filter(pk__in=_told(events, "result")).order_by()
    return {pk: f"«{_short(title)}»" for pk, title in rows.values_list("pk", "title")}


def _called(component: Component) -> str:
    return f"«{_short(component.type.name)}»{component.whose}"


def _short(text: str) -> str:
    return shorten(text, _SIGNS, placeholder="…")
