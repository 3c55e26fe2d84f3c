"""Which pages were kept before twins were told apart by their strokes, and how do they get theirs?

Without them a page is like no other, however often it comes again.
"""

from __future__ import annotations

from contextlib import ExitStack
from typing import Final

from django.db.models import BinaryField, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import Substr

from bhxh_archive import storage
from bhxh_archive.jobs import enqueue
from bhxh_archive.lifecycle import ENDED
from bhxh_archive.models import Job
from intake.models import Page, PageFinding
from intake.pages.drawing import limits
from intake.pipeline.checks import BLANK, DARK
from intake.pipeline.likeness import SKETCH_BYTES
from intake.pipeline.sandbox import strokes_of_files

TASK: Final = "intake.tasks.note_strokes"
AT_ONCE: Final = 20
"""Pages of one job; less than 50 ms each."""
NOTHING: Final = b"\0"
"""Kept of a page on which nothing was found: it is asked about once."""
_PACKED: Final = b"\x78\x9c"
"""How an earlier form began, which was packed as a whole; now a sketch comes first."""


def lacking() -> QuerySet[Page]:
    """Pages on which somebody still works, in the order of their ids, of which nothing is kept, or in an earlier form.

    Of a page that was found blank or black there is nothing to keep.
    """
    length = Func(F("likeness"), function="octet_length", output_field=IntegerField())
    head = Substr("likeness", 1, len(_PACKED), output_field=BinaryField())
    empty = PageFinding.objects.filter(page=OuterRef("pk"), code__in=[BLANK, DARK])
    earlier = Q(length__range=(len(NOTHING) + 1, SKETCH_BYTES)) | Q(head=_PACKED) | (Q(length=0) & ~Exists(empty))
    open_work = ~Q(folder__dossier__state__in=ENDED) & Q(folder__dossier__isnull=False)
    open_work |= Q(folder__batch__isnull=False, folder__batch__closed_at=None)
    rows = Page.objects.filter(open_work, deleted_at=None, upload__signed=False)
    return rows.annotate(length=length, head=head).filter(earlier).order_by("pk")


def queue_strokes() -> int:
    """Begin with the first of these pages, where there are any and nobody has begun; returns how many jobs that are."""
    begun = Job.objects.filter(name=TASK, state__in=[Job.State.QUEUED, Job.State.RUNNING]).exists()
    if begun or not lacking().exists():
        return 0
    _go_on(after=0)
    return 1


def note_strokes(*, after: int) -> int:
    """Give their strokes to the next of these pages behind that id, and queue those that follow; safe to run twice."""
    pages = list(lacking().filter(pk__gt=after).select_related("view")[:AT_ONCE])
    with ExitStack() as copies:
        paths = [copies.enter_context(storage.local_copy(page.view)) for page in pages]
        found = strokes_of_files(paths, limits()) if paths else []
    for page, kept in zip(pages, found, strict=True):
        row = Page.objects.filter(pk=page.pk, view=page.view_id)  # else drawn anew meanwhile, with its strokes
        row.update(**({"dhash": kept.dhash, "likeness": kept.likeness or NOTHING} if kept else {"likeness": NOTHING}))
    if len(pages) == AT_ONCE:
        _go_on(after=pages[-1].pk)
    return len(pages)


def _go_on(*, after: int) -> None:
    enqueue(TASK, key=f"strokes:{after}", lane=Job.Lane.SLOW, after=after)
