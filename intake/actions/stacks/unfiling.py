"""How do pages that were filed by mistake get back to their stack, so that nothing of them stays with the dossier?"""

from __future__ import annotations

from django.db import transaction
from django.db.models import F, Q

from bhxh_archive import storage
from bhxh_archive.errors import NotNow
from bhxh_archive.models import StoredFile, User
from bhxh_archive.trail import record
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.page_desk.pages import homes
from intake.actions.stacks.batches import lock_stack
from intake.models import Batch, BatchPart, Folder, Page, Upload
from intake.pages.judging import forget_twins
from intake.rules.stacks import kept_pages


def take_out(*, batch: Batch, part_id: int, by: User) -> BatchPart:
    """Undo the filing of a part: its pages, also those deleted meanwhile, lie in the stack again, and the dossier's own
    file of them is gone. Newer scans that took their place stay with the dossier: see `replacements_left`. Raises
    NotAllowed, and NotNow once the dossier takes no more changes of its pages."""
    part, file = _taken_out(batch, part_id, by)
    if file:
        storage.forget(file)
    return part


def replacements_left(part: BatchPart) -> list[Page]:
    """The newer scans of its pages that were left in the dossier when this part was last taken out of it."""
    if part.dossier is None:
        return []
    told = part.dossier.events.filter(verb="unfile_stack", detail__batch=part.batch_id, detail__first=part.first + 1)
    newest = told.order_by("-seq").first()
    left = newest.detail.get("left", []) if newest else []
    return list(Page.objects.filter(pk__in=left, deleted_at=None).select_related("component__type").order_by("pk"))


@transaction.atomic
def _taken_out(batch: Batch, part_id: int, by: User) -> tuple[BatchPart, StoredFile | None]:
    locked = lock_stack(batch, by)
    part = (
        locked.parts.filter(pk=part_id, state=BatchPart.State.FILED).select_related("dossier", "upload__file").first()
    )
    if part is None or part.dossier is None or part.upload is None:
        raise NotNow("Phần này không còn ở trạng thái đã xếp.")
    if part.hand_over_id:
        raise NotNow("Giấy giao nhận đã lưu nhầm thì bỏ bản quét ở trang Giấy đã ký của hồ sơ, ghi lý do.")
    dossier, upload = lock_for_pages(part.dossier, by), part.upload
    _check_whole(upload)
    left, lay = _newer_scans(upload), homes(upload.pages.order_by("upload_index"))
    pages = _bring_back(locked, part, upload)
    record(dossier, "unfile_stack", by=by, digest=upload.digest, batch=locked.pk, pages=[page.pk for page in pages],
           components=lay, first=part.first + 1, last=part.stop, left=left)  # fmt: skip
    _open_again(locked, part)
    upload.delete()
    Folder.objects.filter(pk=dossier.folder_id).update(version=F("version") + 1)
    return part, upload.file


def _newer_scans(upload: Upload) -> list[int]:
    """Pages of other files that took the place of pages of this one, also those that took the place of the former."""
    found: list[int] = []
    reached = list(upload.pages.values_list("pk", flat=True))
    while reached:
        newer = Page.objects.filter(former__in=reached).exclude(upload=upload).distinct()
        found += newer.filter(deleted_at=None).values_list("pk", flat=True)
        reached = list(newer.values_list("pk", flat=True))
    return sorted(found)


def _check_whole(upload: Upload) -> None:
    """What is shown within another page, or shows one, can't leave alone; halves that were put together are nothing."""
    rows = Page.objects.filter(upload=upload)
    if rows.filter(Q(part__gt=0, part_of=None) | Q(part=0, part_of__isnull=False) | Q(shape__has_key="parts")).exists():
        raise NotNow("Có trang của phần này đã được tách đôi hoặc ghép. Hoàn tác việc đó ở trang quét rồi trả lại sau.")
    rows.filter(part__gt=0).delete()


def _bring_back(batch: Batch, part: BatchPart, upload: Upload) -> list[Page]:
    """The pages under the places they had in the stack; whatever was done to them has to be looked at again."""
    Folder.objects.select_for_update().get(pk=upload.folder_id)
    out = batch.pages.filter(left_out=True).values_list("index", flat=True)
    places, pages = kept_pages(part, out), list(upload.pages.order_by("upload_index"))
    for page in pages:
        page.upload_index, page.upload, page.folder_id = places[page.upload_index], batch.upload, batch.folder_id
        page.component, page.deleted_at, page.deleted_by, page.replaced_by = None, None, None, None
        page.checked_at, page.checked_by = None, None
    fields = ("upload_index", "upload", "folder", "component", "deleted_at", "deleted_by", "checked_at", "checked_by",
              "replaced_by")  # fmt: skip
    Page.objects.bulk_update(pages, fields)
    forget_twins(pages)
    return pages


def _open_again(batch: Batch, part: BatchPart) -> None:
    part.state, part.upload, part.settled_by, part.settled_at = BatchPart.State.OPEN, None, None, None
    part.save(update_fields=["state", "upload", "settled_by", "settled_at"])
    batch.closed_at, batch.version = None, batch.version + 1
    batch.save(update_fields=["closed_at", "version"])
