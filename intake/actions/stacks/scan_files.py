"""How is a scan into the stack tray kept: each file as it comes, then all of them as one stack?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Sum

from bhxh_archive import storage
from bhxh_archive.errors import NotValid
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import StoredFile, User
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.page_desk.uploads import MIB, take_bytes
from intake.actions.stacks.batches import open_stack, permit_stacks
from intake.actions.stacks.diverting_scans import withdraw
from intake.models import Batch, ScanFile, ScanRun, Upload
from intake.scanning.delivered import Delivered

FULL: Final = (
    "Chồng đã đủ mức {limit} MB của một tệp. Phần đã nhận thành một chồng; quét phần giấy còn lại thành chồng nữa."
)
LEFT_OUT: Final = "Không đọc được tệp {numbers} nên không đưa vào chồng: hãy quét lại các trang đó."


def keep_scan_file(*, run: ScanRun, number: int, media_type: str, chunks: Iterable[bytes]) -> bool:
    """Store and hash one file of a scan into the tray; False when that number had come already.

    Raises NotAllowed, and NotValid where the stack would be larger than a file may be.
    """
    permit_stacks(run.scanner.office_id, run.by)
    stored = _taken(run, chunks)
    with transaction.atomic():
        file, created = ScanFile.objects.get_or_create(
            run=run, number=number,
            defaults={"file": stored, "digest": stored.digest, "size": stored.size, "media_type": media_type},
        )  # fmt: skip
        if created and media_type == "image/jpeg":
            enqueue("intake.device_tasks.draw_scan_file", key=f"scan-file:{file.pk}", priority=5, file_id=file.pk)
    if not created:
        storage.forget(stored)
    return created


def _taken(run: ScanRun, chunks: Iterable[bytes]) -> StoredFile:
    """The stored bytes, as long as all that came still fits into one file, what binding adds included."""
    came: int = run.came.aggregate(all=Sum("size"))["all"] or 0
    try:
        return take_bytes(chunks, most=max(0, settings.MAX_UPLOAD_BYTES - MIB - came))
    except NotValid as error:
        raise NotValid(FULL.format(limit=settings.MAX_UPLOAD_BYTES // MIB)) from error


def note_sent(run: ScanRun, file: Delivered, digest: str) -> bool:
    """Note that a bridge sent this file into a dossier; False when it had sent it before."""
    facts = {"digest": digest, "size": file.size, "media_type": file.media_type}
    return ScanFile.objects.get_or_create(run=run, number=file.number, defaults=facts)[1]


def ask_to_bind(run: ScanRun) -> None:
    """Have what came for the tray bound into a stack; the caller's transaction ends the scan."""
    came = ScanRun.objects.filter(pk=run.pk, dossier=None, batch=None, files__gt=0)
    if came.update(to_bind=True):
        enqueue("intake.device_tasks.bind_scan", key=f"bind_scan:{run.pk}", priority=40, by=run.by, run_id=run.pk)


@transaction.atomic
def lay_into_tray(*, run: ScanRun, stored: StoredFile, left_out: Iterable[int], by: User | None = None) -> Batch:
    """The bound file as a stack of the scanner's office, as if it had been dropped there; the pages of a scan into a
    dossier leave that, for `by`. Raises NotAllowed, and NotNow where the dossier went on meanwhile."""
    who = by or run.by
    if run.dossier:  # before the scan, as whoever asks for this does
        lock_for_pages(run.dossier, who)
    row = ScanRun.objects.select_for_update(of=("self",)).select_related("scanner__office", "dossier").get(pk=run.pk)
    if row.batch:
        return row.batch
    if row.dossier:
        withdraw(row, who)
    permit_stacks(row.scanner.office_id, who)
    row.batch = open_stack(row.scanner.office, f"{row.file_prefix.rstrip('-')}.pdf", stored, who).batch
    row.to_bind, row.message = False, _with_left_out(row.message, sorted(left_out))
    row.save(update_fields=["batch", "to_bind", "message"])
    ScanFile.objects.filter(run=row, number__in=left_out).update(left_out=True)
    return row.batch


def _with_left_out(message: str, numbers: list[int]) -> str:
    if not numbers:
        return message
    return f"{message} {LEFT_OUT.format(numbers=', '.join(map(str, numbers)))}".strip()[:300]


def give_up_binding(run: ScanRun, message: str) -> None:
    """Say why no stack came of a scan; its files stay."""
    ScanRun.objects.filter(pk=run.pk, to_bind=True).update(to_bind=False, message=message[:300])


def let_go() -> int:
    """Forget the single files of stacks whose pages are all there: the bytes lie in the stack. How many these were."""
    done = Upload.State.ACCEPTED
    rows = ScanFile.objects.filter(left_out=False, file__isnull=False, run__batch__folder__uploads__state=done)
    found = list(rows.select_related("file", "thumb")[:200])
    ScanFile.objects.filter(pk__in=[row.pk for row in found]).update(file=None, thumb=None)
    for row in found:
        for file in (row.file, row.thumb):
            if file:
                storage.forget(file)
    return len(found)
