"""How does a page get another look: the edit on record, the old words gone, the new picture queued?"""

from __future__ import annotations

from typing import Any

from bhxh_archive.models import User
from intake.models import Page, PageEdit, PageText
from intake.pages.drawing import derived_before, look_of, queue_drawing
from intake.pages.judging import UPSIDE_DOWN


def reshape(page: Page, verb: str, by: User, **look: Any) -> PageEdit:
    """Give the page this `rotation` or `shape`, as an edit that can be undone. Inside the caller's transaction."""
    before = look_of(page)
    show(page, **look)
    return PageEdit.objects.create(page=page, verb=verb, before=before, after=look_of(page), by=by)


def show(page: Page, **look: Any) -> None:
    """Show the page like this from now on; a worker draws and reads it."""
    for name, value in look.items():
        setattr(page, name, value)
    page.shown = derived_before(page)
    page.save(update_fields=[*look, "shown"])
    PageText.objects.filter(page=page).delete()  # read as it was before
    page.findings.filter(code=UPSIDE_DOWN).delete()
    queue_drawing(page)
