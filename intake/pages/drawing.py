"""How do the pictures of a page come to be as it is turned and shaped now, and what is queued for that?

Hostile bytes are decoded in the confined child only; this side stores what came out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from bhxh_archive import storage
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Job, StoredFile
from intake.models import Page, PageDerivation
from intake.pages.judging import OF_THE_PICTURE, note_anew
from intake.pipeline.drawing import Drawn
from intake.pipeline.limits import Limits
from intake.pipeline.sandbox import draw_file

JPEG: Final = "image/jpeg"


def limits() -> Limits:
    """The ceilings of this installation."""
    return Limits(max_bytes=settings.MAX_UPLOAD_BYTES)


def look_of(page: Page) -> dict[str, Any]:
    """How the page is shown now, as an edit keeps it."""
    return {"rotation": page.rotation, "shape": page.shape}


def drawing_key(page: Page) -> str:
    """Under which key drawing the page as it is now is queued: another look is other work."""
    return f"redraw:{_name_of(page)}"


def _name_of(page: Page) -> str:
    shape = hashlib.sha256(json.dumps(page.shape, sort_keys=True).encode()).hexdigest()[:12] if page.shape else ""
    return f"{page.pk}:{page.rotation}:{shape}".removesuffix(":")


def queue_drawing(page: Page) -> None:
    """Draw the page as it is now, soon, and read it again, later."""
    enqueue("intake.tasks.redraw", key=drawing_key(page), lane=Job.Lane.QUICK, page_id=page.pk)
    enqueue("intake.tasks.recognise", key=f"recognise:{_name_of(page)}", lane=Job.Lane.SLOW, page_id=page.pk)


def as_it_is(page: Page) -> QuerySet[Page]:
    """The row of the page, unless it was turned, shaped or taken away since it was read."""
    return Page.objects.filter(pk=page.pk, rotation=page.rotation, shape=page.shape)


def redraw(page: Page) -> None:
    """Draw view and thumbnail as the page is turned and shaped now, and judge the picture anew. The image stays as it
    came; what is derived from it is kept beside it."""
    with drawn_now(page) as drawn:
        view, thumb = storage.keep(drawn.view, JPEG), storage.keep(drawn.thumb, JPEG)
        shown = _kept(drawn.image, drawn.media_type)
    with transaction.atomic():
        current = as_it_is(page).select_for_update(of=("self",)).select_related("upload").first()
        if current:  # else changed again meanwhile: that change has a job of its own
            _show(current, drawn, page.image.digest, view=view, thumb=thumb, shown=shown)


@contextmanager
def drawn_now(page: Page) -> Iterator[Drawn]:
    """The page drawn as it is turned and shaped now; its files last as long as the block. Raises Damaged where the
    image is broken in the store."""
    with _files(page) as files, storage.scratch("draw") as folder:
        yield draw_file(files[page.image.digest], folder, limits(), shape=page.shape, rotation=page.rotation,
                        dpi=page.dpi, index=page.upload_index, others=files)  # fmt: skip


@contextmanager
def _files(page: Page) -> Iterator[dict[str, Path]]:
    """The image of the page and those that are shown beside it, by their digests."""
    beside = {part["digest"] for part in page.shape.get("parts", [])} - {page.image.digest}
    rows = [page.image, *StoredFile.objects.filter(digest__in=beside)]
    with ExitStack() as copies:
        yield {row.digest: copies.enter_context(storage.local_copy(row)) for row in rows}


def _kept(image: Path | None, media_type: str) -> StoredFile | None:
    return storage.keep(image, media_type) if image else None


def _show(page: Page, drawn: Drawn, source: str, *, shown: StoredFile | None, **pictures: StoredFile) -> None:
    if shown:
        shown = _derivation(page, source, shown).file
    Page.objects.filter(pk=page.pk).update(shown=shown, dhash=drawn.dhash, likeness=drawn.likeness, **pictures)
    note_anew(page, drawn.findings, OF_THE_PICTURE)


def _derivation(page: Page, source: str, file: StoredFile) -> PageDerivation:
    """One record a shape, whoever drew it first."""
    made, _ = PageDerivation.objects.get_or_create(
        page=page, shape=page.shape, defaults={"source_digest": source, "file": file}
    )
    return made


def derived_before(page: Page) -> StoredFile | None:
    """The image of this very shape, when the page had it once."""
    made = page.derivations.filter(shape=page.shape).select_related("file").first() if page.shape else None
    return made.file if made else None
