"""Which files and pages does a dossier have?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, Count, Prefetch, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat

from bhxh_archive.models import Job
from bhxh_archive.once import read_once
from intake.models import (
    Component,
    Dossier,
    Page,
    PageEdit,
    PageFinding,
    PageStep,
    ScanRun,
    Upload,
)
from intake.pages.drawing import drawing_key
from intake.rules.scans import UNCOUNTED, must_be_scanned_again

DRAWING = "intake.tasks.redraw"
OPEN = (Job.State.QUEUED, Job.State.RUNNING)
CUTTING = ("split_pages", "merge_pages")
REPLACED = "replace"
DELETED = "delete"
"""Beside the verbs of edits: the page took the place of another one, or was taken out."""


@read_once
def pages_of(dossier: Dossier) -> QuerySet[Page]:
    """The living pages in reading order, with what the contact sheet shows of each."""
    findings = Prefetch("findings", PageFinding.objects.select_related("other").order_by("id"))
    pages = Page.objects.filter(folder_id=dossier.folder_id, deleted_at=None)
    shown = ("upload", "image", "view", "thumb", "in_place_of__upload")
    return pages.select_related(*shown).prefetch_related(findings)


def judged_pages(dossier: Dossier) -> QuerySet[Page]:
    """Those of them of which a check says something that nobody accepted yet."""
    asked = PageFinding.objects.filter(page__folder=dossier.folder_id, overridden_at=None)
    return pages_of(dossier).select_related(None).filter(pk__in=asked.order_by().values("page"))


def unfit_pages(dossier: Dossier, ids: Iterable[int]) -> list[Page]:
    """Those of these pages that have to be scanned again, whatever is said of them."""
    rows = pages_of(dossier).filter(pk__in=list(ids), findings__level=PageFinding.Level.HARD).distinct()
    return [page for page in rows if must_be_scanned_again(page)]


def deleted_pages(dossier: Dossier) -> QuerySet[Page]:
    """The pages that were taken out and can be brought back; those of what became a stack lie there."""
    rows = Page.objects.filter(folder_id=dossier.folder_id, deleted_at__isnull=False, replaced_by=None, part_of=None)
    stacks = ScanRun.objects.filter(dossier=dossier, batch__isnull=False)
    sendings = stacks.annotate(its_sending=Concat(Value(ScanRun.SENDING), "pk", output_field=CharField()))
    return rows.exclude(upload__state=Upload.State.REFUSED).exclude(upload__sending__in=sendings.values("its_sending"))


def pages_out(dossier: Dossier) -> dict[int, int]:
    """Upload id -> number of pages that were taken out of it so far."""
    rows = Page.objects.filter(folder_id=dossier.folder_id, part=0).order_by().values_list("upload")
    return dict(rows.annotate(total=Count("id")))


def uncompared(component: Component) -> set[int]:
    """Ids of the living pages that came after the paper of this component was compared with its original.

    None where nothing was scanned then: the bare paper was compared, and is scanned afterwards.
    """
    rows = Page.objects.filter(component=component)
    at = component.compared_at
    if at is None or not rows.filter(upload__at__lte=at).exists():
        return set()
    return set(rows.filter(deleted_at=None, upload__at__gt=at).values_list("pk", flat=True))


def page_counts(dossier: Dossier, *, since: datetime | None = None) -> dict[int, int]:
    """Component id -> number of its living pages that stand for a page of paper, as the count of paper means them;
    only of those that came `since`."""
    rows = Page.objects.filter(folder_id=dossier.folder_id, deleted_at=None)
    return _by_component(rows.filter(upload__at__gt=since) if since else rows)


def page_counts_at(dossier: Dossier, moment: datetime) -> dict[int, int]:
    """As `page_counts`, of the scanned paper that was there at this moment: what was taken out since was there too."""
    there = Q(deleted_at=None) | Q(deleted_at__gt=moment, part_of=None)
    rows = Page.objects.filter(there, folder_id=dossier.folder_id, upload__at__lte=moment, upload__signed=False)
    return _by_component(rows)


def _by_component(pages: QuerySet[Page]) -> dict[int, int]:
    rows = pages.filter(component__isnull=False).exclude(kind__in=UNCOUNTED)
    return dict(rows.order_by().values_list("component").annotate(total=Count("id")))


def counts_of_pages(pages: Iterable[Page]) -> dict[int, int]:
    """`page_counts` of pages that are at hand."""
    return Counter(page.component_id for page in pages if page.component_id and page.kind not in UNCOUNTED)


@read_once
def uploads_of(dossier: Dossier) -> QuerySet[Upload]:
    """Every file that was sent for the dossier, newest last."""
    return Upload.objects.filter(folder_id=dossier.folder_id).select_related("file")


def edits_of(page: Page) -> QuerySet[PageEdit]:
    """What was done to the picture of a page, newest first."""
    return page.edits.select_related("by", "undone_by")


def newest_edits(dossier: Dossier, page_ids: Iterable[int]) -> list[int]:
    """The newest edit of each of these pages that was not undone: what an undo would take back. Those of two pages are
    undone as a step."""
    edits = PageEdit.objects.filter(page__folder=dossier.folder_id, page__in=page_ids, undone_at=None)
    newest = edits.order_by("page_id", "-id").distinct("page_id").values_list("pk", "verb")
    return [pk for pk, verb in newest if verb not in PageEdit.CUTS]


def being_drawn(dossier: Dossier) -> int:
    """How many pages of the dossier wait for their new pictures."""
    waiting = Job.objects.filter(name=DRAWING, state__in=OPEN).values_list("arguments__page_id", flat=True)
    pages = Page.objects.filter(folder_id=dossier.folder_id, deleted_at=None)
    return pages.filter(pk__in=list(waiting)).count()


def is_being_drawn(page: Page) -> bool:
    """Whether the picture shown is not yet the page as it was turned or cut."""
    return Job.objects.filter(key=drawing_key(page), state__in=OPEN).exists()


def former_of(page: Page) -> list[Page]:
    """The versions that this page replaced, newest first."""
    found: list[Page] = []
    while newer := page.former.order_by("-deleted_at").select_related("deleted_by", "view", "upload").first():
        found.append(newer)
        page = newer
    return found


@dataclass(frozen=True)
class PageChange:
    """The page, the component it lies in, by which verb it changed, and when."""

    page: int
    component: int | None
    verb: str
    at: datetime


def changed_since(dossier: Dossier, moment: datetime | Subquery) -> list[PageChange]:
    """Which pages became another picture after this moment (split, put beside another one, in the place of an older
    page), and which that were there then were taken out; oldest first, in one query. A moment that a query does not
    find has nothing after it."""
    pages = Page.objects.filter(folder_id=dossier.folder_id, deleted_at__gt=moment).order_by()
    out = pages.filter(replaced_by=None, part_of=None, upload__at__lte=moment).annotate(verb=Value(DELETED))
    new = pages.filter(replaced_by__isnull=False).annotate(verb=Value(REPLACED))
    edits = PageEdit.objects.filter(page__folder=dossier.folder_id, verb__in=PageEdit.CUTS, undone_at=None)
    rows = edits.filter(at__gt=moment).order_by().values_list("page", "page__component", "verb", "at").union(
        new.values_list("replaced_by", "component", "verb", "deleted_at"),
        out.values_list("pk", "component", "verb", "deleted_at"), all=True,
    )  # fmt: skip
    return sorted((PageChange(*row) for row in rows), key=lambda change: change.at)


def is_cut(page: Page) -> bool:
    """Whether the page shows a half of an image that was split, or several images side by side."""
    return page.edits.filter(verb__in=PageEdit.CUTS, undone_at=None).exists()


def cut_of(page: Page) -> PageStep | None:
    """The step by which this page was last split or merged, while it holds."""
    key = {"changes__pages__has_key": str(page.pk)}
    return PageStep.objects.filter(folder=page.folder_id, verb__in=CUTTING, undone_at=None, **key).first()
