"""How does a file that was sent into one dossier become a stack, when sheets of ours are told in it?"""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotNow
from bhxh_archive.models import User
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.page_desk.pages import done
from intake.actions.stacks.batches import open_stack, permit_stacks
from intake.actions.stacks.diverting_scans import forget_steps
from intake.models import Batch, Dossier, Folder, Page, Upload

IN_TRAY: Final = (
    "Đã chuyển cả tệp vào Khay chồng giấy quét để chia. Mở khay, xem trước rồi xếp; xếp lại vào hồ sơ này cũng ở đó."
)


@transaction.atomic
def divert_file(*, dossier: Dossier, upload: Upload, by: User) -> Batch:
    """Lay the whole file into the tray as it came; its pages leave the dossier, and come back by the parts filed there.

    Raises NotAllowed, and NotNow for a file that is still examined, signed, gone already, or shared with a dossier that
    was split off.
    """
    locked = lock_for_pages(dossier, by)
    permit_stacks(locked.receiving_office_id, by)
    Folder.objects.select_for_update().get(pk=locked.folder_id)
    row = Upload.objects.select_related("file").get(pk=upload.pk, folder=locked.folder_id)
    if row.state != Upload.State.ACCEPTED or row.file is None or row.signed:
        raise NotNow("Tệp này không còn trong hồ sơ, đang được kiểm tra, hoặc có chữ ký số nên không chia được.")
    if row.pages.exclude(folder=locked.folder_id).exists():
        raise NotNow("Một số trang của tệp đã sang hồ sơ khác nên không chuyển cả tệp được. Xếp lại từng trang.")
    batch = open_stack(locked.receiving_office, row.name, row.file, by).batch
    pages = list(Page.objects.filter(upload=row, deleted_at=None))
    Page.objects.filter(upload=row, deleted_at=None).update(deleted_at=timezone.now(), deleted_by=by)
    forget_steps(locked, row.pages.all())
    row.state, row.message = Upload.State.REFUSED, IN_TRAY
    row.save(update_fields=["state", "message"])
    done(locked, "divert_file", pages, by, digest=row.digest, upload=row.pk, batch=batch.pk)
    return batch
