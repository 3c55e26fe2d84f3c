"""Which step of the page desk can be taken back now, and which done again?"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from bhxh_archive.models import User
from intake.models import Dossier, Page, PageFinding, PageStep

BEFORE, AFTER = 0, 1
PLACE: Final = ("component_id", "ordinal", "kind", "out", "replaced_by_id", "part_of_id", "rotation", "shape")
"""Where a page lies, as what, and how it looks."""
CHECKED: Final = ("checked",)
ACCEPTED: Final = ("override_reason",)
WALK: Final = 20
"""So many of the newest steps are looked at; what is older needs the page itself."""
LASTS: Final = timedelta(hours=12)
"""A key pressed by habit never takes back what was done on another day."""
State = dict[str, dict[str, Any]]
"""Id of a page or finding -> field -> value."""


@dataclass(frozen=True)
class Walk:
    """The steps that Ctrl+Z and Ctrl+Y would take."""

    undo: PageStep | None = None
    redo: PageStep | None = None


def pages_standing(folder_id: int, fields: Iterable[str], ids: Iterable[str] | None = None) -> State:
    """How the pages of a folder (or some of them) stand, deleted ones too."""
    rows = Page.objects.filter(folder_id=folder_id).order_by()
    rows = rows if ids is None else rows.filter(pk__in=ids)
    marks = {"out": _is(deleted_at__isnull=False), "checked": _is(checked_at__isnull=False)}
    return {str(row.pop("pk")): row for row in rows.annotate(**marks).values("pk", *fields)}


def _is(**condition: bool) -> ExpressionWrapper[Any]:
    return ExpressionWrapper(Q(**condition), output_field=BooleanField())


def findings_standing(folder_id: int, ids: Iterable[str] | None = None) -> State:
    """With which reason the findings of a folder were accepted; "" for those that were not."""
    rows = PageFinding.objects.filter(page__folder_id=folder_id).order_by()
    rows = rows if ids is None else rows.filter(pk__in=ids)
    return {str(row.pop("pk")): row for row in rows.values("pk", *ACCEPTED)}


def now_standing(folder_id: int, steps: Iterable[PageStep]) -> dict[str, State]:
    """How that stands now which these steps changed."""
    pages = {pk for step in steps for pk in step.changes.get("pages", {})}
    findings = {pk for step in steps for pk in step.changes.get("findings", {})}
    return {
        "pages": pages_standing(folder_id, (*PLACE, *CHECKED), pages) if pages else {},
        "findings": findings_standing(folder_id, findings) if findings else {},
    }


def stands(step: PageStep, side: int, now: dict[str, State]) -> bool:
    """Whether everything is as it was BEFORE, or AFTER, this step."""
    return all(
        now[kind].get(pk, {}).get(field) == pair[side]
        for kind, rows in step.changes.items()
        for pk, fields in rows.items()
        for field, pair in fields.items()
    )


def walk_of(dossier: Dossier, by: User) -> Walk:
    """What this clerk could take back and do again; what others changed meanwhile is left alone."""
    mine = PageStep.objects.filter(folder_id=dossier.folder_id, by=by, at__gt=timezone.now() - LASTS)
    done = list(mine.filter(undone_at=None)[:WALK])
    undone = list(mine.exclude(undone_at=None).order_by("-undone_at")[:1])
    now = now_standing(dossier.folder_id, [*done, *undone])
    undo = next((step for step in done if stands(step, AFTER, now)), None)
    redo = next((step for step in undone if stands(step, BEFORE, now) and not _gone_on(step, done)), None)
    return Walk(undo, redo)


def _gone_on(step: PageStep, done: list[PageStep]) -> bool:
    """Whether something else was done after this step had been taken back."""
    return any(step.undone_at and other.at > step.undone_at for other in done)


def newest_step(dossier: Dossier, by: User) -> PageStep | None:
    """The last thing this clerk did on the page desk of the dossier."""
    return PageStep.objects.filter(folder_id=dossier.folder_id, by=by).first()


def all_by(dossier: Dossier, by: User, page_ids: Collection[int]) -> bool:
    """Whether this clerk alone sent these pages, where nothing else was done to them, or changed them last."""
    last: dict[int, int | None] = {}
    for step in PageStep.objects.filter(folder_id=dossier.folder_id)[:WALK]:
        for pk in step.pages:
            last.setdefault(pk, step.undone_by_id or step.by_id)
    senders = Page.objects.filter(pk__in=page_ids).values_list("pk", "upload__by")
    return all(last.get(pk, sender) == by.pk for pk, sender in senders)
