"""How does a scan into one dossier become a stack, when separators or covers lay among its pages?"""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bhxh_archive.errors import NotNow
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import User
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.page_desk.pages import done
from intake.actions.stacks.batches import permit_stacks
from intake.models import Dossier, Page, PageStep, ScanRun, Upload


def files_of(run: ScanRun) -> QuerySet[Upload]:
    """What a scan brought into its dossier and what was taken, in the order in which it came."""
    assert run.dossier
    rows = Upload.objects.filter(folder=run.dossier.folder_id, sending=run.sending, file__isnull=False)
    return rows.exclude(state=Upload.State.REFUSED).select_related("file").order_by("name")


def ask_to_look(run: ScanRun) -> None:
    """Have the pages of a scan that ended looked through for our sheets; the caller's transaction ends the scan."""
    if run.dossier_id:
        enqueue("intake.device_tasks.look_for_sheets", key=f"sheets:{run.pk}", priority=5, by=run.by, run_id=run.pk)


@transaction.atomic
def ask_to_divert(*, run: ScanRun, by: User) -> ScanRun:
    """Have the pages bound into a stack, where each sheet says what follows it. Raises NotAllowed, NotNow."""
    assert run.dossier
    lock_for_pages(run.dossier, by)
    permit_stacks(run.scanner.office_id, by)
    row = ScanRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if row.to_bind or row.batch_id:
        return row
    if not row.may_be_cut:
        raise NotNow("Lượt quét này chưa xong hoặc không có tờ bìa, tờ phân cách nào để chia.")
    if any(not file.settled for file in files_of(row)):
        raise NotNow("Còn trang của lượt quét đang được kiểm tra. Chờ một chút rồi bấm lại.")
    row.to_bind, row.message = True, ""
    row.save(update_fields=["to_bind", "message"])
    enqueue("intake.device_tasks.bind_scan", key=f"bind_scan:{run.pk}", priority=40, by=by, run_id=run.pk)
    return row


def withdraw(run: ScanRun, by: User) -> None:
    """Take the pages of the scan out of the dossier, for they lie in the stack, and come back by its parts.

    The caller's transaction makes the stack. Raises NotAllowed, NotNow where the dossier went on meanwhile.
    """
    assert run.dossier
    locked = lock_for_pages(run.dossier, by)
    there = Page.objects.filter(folder=locked.folder_id, upload__in=files_of(run), deleted_at=None)
    pages = list(there)
    there.update(deleted_at=timezone.now(), deleted_by=by)
    forget_steps(locked, Page.objects.filter(folder=locked.folder_id, upload__in=files_of(run)))
    done(locked, "divert_scan", pages, by, run=run.pk, sheets=run.sheets)


def forget_steps(dossier: Dossier, pages: QuerySet[Page]) -> None:
    """What was done to these pages on the desk can't be taken back there any more: it would bring them back twice."""
    gone = [str(pk) for pk in pages.values_list("pk", flat=True)]
    of_them = PageStep.objects.filter(folder=dossier.folder_id, changes__pages__has_any_keys=gone)
    of_them.delete()
