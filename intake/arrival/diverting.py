"""Is a file that was sent to a dossier a stack with sheets of ours? Then it goes on in the tray, with a preview."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from django.db import transaction
from django.db.models import QuerySet

from bhxh_archive.trail import record
from intake.actions.stacks.batches import open_stack
from intake.arrival.refusing import refuse
from intake.models import Dossier, Upload
from intake.pages.our_sheets import our_sheets
from intake.pipeline.verdict import Verdict

TO_TRAY: Final = (
    "Tệp bắt đầu bằng tờ bìa hoặc tờ phân cách nên đã chuyển vào Khay chồng giấy quét. Mở khay, xem trước rồi xếp."
)


def is_stack(upload: Upload, path: Path, verdict: Verdict) -> bool:
    """Whether its first page is a cover, a separator or a supplement slip with more behind it; a page that takes the
    place of another one and what came signed are none."""
    if verdict.pages < 2 or verdict.signed or upload.replaces_id or not _dossiers(upload).exists():
        return False
    return bool(our_sheets(path, verdict.media_type, range(1)).read)


@transaction.atomic
def divert(upload: Upload) -> None:
    """Lay it into the tray of the office that scans it. The same bytes, sent again, are the same stack."""
    dossier = _dossiers(upload).select_related("receiving_office").get()
    assert upload.file
    open_stack(dossier.receiving_office, upload.name, upload.file, upload.by)
    record(dossier, "divert_stack", by=upload.by, digest=upload.digest, upload=upload.pk)
    refuse(upload, TO_TRAY)


def _dossiers(upload: Upload) -> QuerySet[Dossier]:
    return Dossier.objects.filter(folder=upload.folder_id)
