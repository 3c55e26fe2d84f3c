"""How does a result that was signed with ink come in as a scan, and become the PDF/A that stands for it?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.db import transaction

from bhxh_archive import storage
from bhxh_archive.documents.errors import DocumentError
from bhxh_archive.errors import ActionError, NotNow, NotValid
from bhxh_archive.jobs import enqueue
from bhxh_archive.lifecycle import Seat, State
from bhxh_archive.models import Job, StoredFile, User
from bhxh_archive.text import nfc
from bhxh_archive.trail import permit, record
from intake.actions.dossier.documents import is_read
from intake.actions.page_desk.uploads import lay_into, take_bytes
from intake.component_files.documents import lay_out
from intake.models import Dossier, Folder, Page, PaperScan, Result, Upload
from intake.needs.paper_scans import copy_key
from intake.pages.recognition import recognise

RIGHT: Final = "benefits.issue"
MARK: Final = "Bản số hóa của văn bản ký, đóng dấu trên giấy"
"""What stands at the foot of every page: the file is a copy, the paper is the original."""


def keep_paper_scan(*, result: Result, name: str, chunks: Iterable[bytes], by: User) -> PaperScan:
    """Take in the scan of a signed paper: stored and hashed first, examined afterwards; the newest one counts.

    The same bytes sent again are one upload; where its copy failed, that is tried once more. Raises NotAllowed, NotNow
    where no signed paper waits to be issued, NotValid for a file over the limit or the print itself.
    """
    permit(result.dossier, RIGHT, by, Seat.SETTLING)
    stored = take_bytes(chunks)
    try:
        return _file(result, nfc(name)[:255], stored, by)
    except ActionError:
        storage.forget(stored)
        raise


@transaction.atomic
def _file(result: Result, name: str, stored: StoredFile, by: User) -> PaperScan:
    dossier: Dossier = Dossier.objects.select_for_update().get(pk=result.dossier_id)
    granted = permit(dossier, RIGHT, by, Seat.SETTLING)
    current = Result.objects.get(pk=result.pk)
    if dossier.state != State.SIGNED or current.void_at or not current.on_paper:
        raise NotNow("Chỉ quét bản giấy đã ký khi hồ sơ đang chờ phát hành.")
    if current.versions.filter(file=stored).exists():
        raise NotValid("Đây là chính tệp in, chưa có chữ ký và con dấu: hãy quét bản giấy đã ký.")
    newest = current.scans.select_related("upload").last()
    upload, _ = lay_into(newest.upload.folder if newest else Folder.objects.create(), name, stored, by)
    if newest is None or newest.upload_id != upload.pk:
        newest = PaperScan.objects.create(result=current, upload=upload, by=by)
        record(dossier, "keep_paper_scan", by=by, granted=granted, digest=stored.digest, result=current.pk,
               upload=upload.pk)  # fmt: skip
    if upload.state == Upload.State.ACCEPTED:
        queue_copies(upload)
    return newest


def queue_copies(upload: Upload) -> None:
    """Once the pages of a scanned paper are out, its PDF/A can be made."""
    for scan in upload.paper_scans.filter(file=None):
        enqueue("intake.tasks.copy_paper", key=copy_key(scan), lane=Job.Lane.SLOW, priority=60, scan_id=scan.pk)


def make_copy(*, scan: PaperScan) -> PaperScan:
    """The two-layer PDF/A of the scanned paper, marked as a copy; made once. Raises NotValid for an unfit page."""
    if scan.file is None and (pages := _read(scan.upload)):
        try:
            scan.file, scan.pages = lay_out(pages, scan.result.title, lambda page: MARK), len(pages)
        except DocumentError as error:  # trying again would not help
            raise NotValid(f"{scan.result.title}: {error}") from error
        scan.save(update_fields=["file", "pages"])
    return scan


def _read(upload: Upload) -> list[Page]:
    """The pages in the order of the file, each with its words."""
    rows = Page.objects.filter(upload=upload, deleted_at=None).select_related("image", "shown", "text__layer", "upload")
    for page in rows:
        if not is_read(page):
            recognise(page)
    return list(rows.order_by("upload_index", "part"))
