"""Do sheets of ours lie among the pages of a scan into one dossier?

They come one file a page, while a clerk watches: only when the scan is over is it known that it was a stack.
"""

from __future__ import annotations

from bhxh_archive import storage
from intake.actions.stacks.diverting_scans import files_of
from intake.models import ScanRun, Upload
from intake.pages.our_sheets import OurSheets, our_sheets
from intake.pipeline.sniff import JPEG, PDF


def look_for_sheets(run: ScanRun) -> None:
    """Count the pages with the code of a cover, a separator or a supplement slip, and those that seem to bear one which
    can't be read; safe to run twice."""
    found = [_sheets_in(upload) for upload in files_of(run)]
    read, unread = (sum(map(len, pages)) for pages in zip(*found, strict=True)) if found else (0, 0)
    ScanRun.objects.filter(pk=run.pk).update(sheets=read, unread=unread)


def _sheets_in(upload: Upload) -> OurSheets:
    assert upload.file
    with storage.local_copy(upload.file) as path:
        return our_sheets(path, _kind(upload))


def _kind(upload: Upload) -> str:
    """A scanner sends JPEG or PDF, and the file is named so; what was examined is known later, perhaps."""
    return PDF if upload.name.endswith(".pdf") else JPEG
