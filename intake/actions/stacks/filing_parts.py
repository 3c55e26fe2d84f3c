"""How does a part of a stack become pages of its dossier? Each in a transaction of its own: one fails, others go on.

The dossier gets a file of exactly its own pages, packed without loss; the stack as it came stays with the stack, and
the event names its digest and the range of pages.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.documents.bound import write_bound
from bhxh_archive.errors import ActionError, NotNow, NotValid
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import StoredFile, User
from bhxh_archive.trail import record
from intake import stacks
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.page_desk.pages import last_ordinal
from intake.actions.returning.signed_slips import file_signed_slip
from intake.actions.stacks.batches import lock_stack
from intake.component_files.signed_files import check_filing
from intake.models import Batch, BatchPart, Component, Dossier, Folder, Page, Upload
from intake.pages.judging import judge_arrivals, note_resolution
from intake.pipeline.verdict import page_list
from intake.queries.batches import lost_pages, pages_out_of
from intake.rules.stacks import kept_pages, obstacle

PDF = "application/pdf"


@transaction.atomic
def ask_to_file(*, batch: Batch, part_ids: Collection[int], by: User, version: int | None = None) -> int:
    """Queue these parts, as far as nothing stands in the way of each; returns how many that are.

    Raises NotValid when it is none. What is not split yet is filed as soon as its pages are there.
    """
    locked = lock_stack(batch, by, version)
    if locked.upload.state == Upload.State.REFUSED:
        raise NotNow("Tệp của chồng này không được nhận nên không có trang nào để xếp.")
    out = set(locked.pages.filter(left_out=True).values_list("index", flat=True))
    rows = locked.parts.filter(pk__in=part_ids, state=BatchPart.State.OPEN)
    rows = rows.select_related("dossier", "component__type")
    lost = lost_pages(locked, locked.upload)
    ready = [part for part in rows if not _obstacle(part, kept_pages(part, out), lost)]
    if not ready:
        raise NotValid("Chưa có phần nào xếp được: xem lý do ghi ở từng phần.")
    BatchPart.objects.filter(pk__in=[part.pk for part in ready]).update(
        state=BatchPart.State.FILING, note="", settled_by=by, settled_at=timezone.now()
    )
    locked.version += 1
    locked.save(update_fields=["version"])
    queue_filing(locked)
    return len(ready)


def _obstacle(part: BatchPart, kept: list[int], lost: set[int]) -> str:
    part.note = ""  # what failed before may be tried again
    return obstacle(part, len(kept), lost.intersection(kept))


def queue_filing(batch: Batch) -> None:
    """Queue every part that was confirmed and whose own pages are out of the stack's file."""
    there = pages_out_of(batch)
    out = set(batch.pages.filter(left_out=True).values_list("index", flat=True))
    parts = batch.parts.filter(state=BatchPart.State.FILING).select_related("settled_by")
    for part in parts:
        if there.issuperset(kept_pages(part, out)):
            _queue(part)


def _queue(part: BatchPart) -> None:
    enqueue("intake.tasks.file_part", key=f"file-part:{part.pk}", priority=15, by=part.settled_by, part_id=part.pk)


def file_part(*, part: BatchPart, by: User) -> None:
    """Put the pages of a confirmed part into its dossier; safe to run twice. What stands in the way is written on the
    part, which opens again."""
    if part.state != BatchPart.State.FILING:
        return
    pages = _pages_of(part)
    if not pages:
        return  # another worker was faster
    file = packed(pages)
    try:
        _file(part, pages, file, by)
    except ActionError as refused:
        storage.forget(file)
        BatchPart.objects.filter(pk=part.pk, state=BatchPart.State.FILING).update(
            state=BatchPart.State.OPEN, note=refused.message[:300], settled_by=None, settled_at=None
        )


def give_back(part: BatchPart, note: str) -> None:
    """Open a part again whose filing broke off again and again."""
    BatchPart.objects.filter(pk=part.pk, state=BatchPart.State.FILING).update(
        state=BatchPart.State.OPEN, note=note[:300]
    )


def _pages_of(part: BatchPart) -> list[Page]:
    out = part.batch.pages.filter(left_out=True).values_list("index", flat=True)
    wanted = kept_pages(part, out)
    rows = Page.objects.filter(folder=part.batch.folder_id, upload_index__in=wanted)
    return list(rows.select_related("image", "upload").order_by("upload_index"))


def packed(pages: Sequence[Page]) -> StoredFile:
    """One PDF of the page images as they came: JPEG streams byte for byte, others packed without loss. The same pages
    give the same bytes."""
    with storage.scratch("part") as folder:
        images = [folder / f"{number:05d}" for number in range(len(pages))]
        for page, image in zip(pages, images, strict=True):
            storage.write_to(page.image, image)
        write_bound(images, folder / "part.pdf")
        return storage.keep(folder / "part.pdf", PDF)


@transaction.atomic
def _file(part: BatchPart, pages: Sequence[Page], file: StoredFile, by: User) -> None:
    batch = lock_stack(part.batch, by)
    current = (
        batch.parts.filter(pk=part.pk, state=BatchPart.State.FILING)
        .select_related("dossier", "component__type", "hand_over")
        .first()
    )
    if current is None or current.dossier is None:
        return  # another worker was faster
    lay = _as_slip if current.hand_over else _as_papers
    upload = lay(batch, current, pages, file, by)
    current.state, current.upload, current.settled_by, current.settled_at = (
        BatchPart.State.FILED,
        upload,
        by,
        timezone.now(),
    )
    current.save(update_fields=["state", "upload", "settled_by", "settled_at"])
    stacks.close_when_settled(batch)


def _as_slip(batch: Batch, part: BatchPart, pages: Sequence[Page], file: StoredFile, by: User) -> Upload:
    """The signed slip of a return: proof of it, no paper of the dossier."""
    assert part.hand_over
    upload = file_signed_slip(
        hand_over=part.hand_over, name=_name(batch, pages), file=file, pages=len(pages), by=by, batch=batch.pk
    )
    _hand_over(pages, upload, None)
    _judge(pages, upload, None)
    return upload


def _as_papers(batch: Batch, part: BatchPart, pages: Sequence[Page], file: StoredFile, by: User) -> Upload:
    assert part.dossier
    dossier = lock_for_pages(part.dossier, by)
    Folder.objects.select_for_update().get(pk=dossier.folder_id)
    if dossier.receiving_office_id != batch.office_id:
        raise NotValid("Hồ sơ do đơn vị khác tiếp nhận.")
    if part.component:
        _check_component(pages, part.component, dossier)
    upload = _own_upload(dossier, pages, file, batch, by)
    _hand_over(pages, upload, part.component)
    _judge(pages, upload, part.component)
    stack = batch.upload
    record(dossier, "file_stack", by=by, digest=stack.digest, batch=batch.pk, upload=upload.pk, first=part.first + 1,
           last=part.stop, pages=[page.pk for page in pages],
           component=part.component_id)  # fmt: skip
    return upload


def _check_component(pages: Sequence[Page], component: Component, dossier: Dossier) -> None:
    if component.dossier_id != dossier.pk or component.type.never_scan:
        raise NotValid("Thành phần này không nhận trang quét của hồ sơ.")
    check_filing(pages, component)


def _own_upload(dossier: Dossier, pages: Sequence[Page], file: StoredFile, batch: Batch, by: User) -> Upload:
    """The dossier's own file; the same pages a second time are told, not doubled."""
    there = dossier.folder.uploads.exclude(state=Upload.State.REFUSED).filter(digest=file.digest).first()
    if there:
        raise NotNow(f"Các trang này đã có trong hồ sơ (tệp «{there.name}») nên không xếp thêm lần nữa. Bỏ phần này.")
    return Upload.objects.create(
        folder=dossier.folder, file=file, digest=file.digest, name=_name(batch, pages),
        state=Upload.State.ACCEPTED,
        page_count=len(pages), by=by, message="Tách từ chồng giấy quét.",
    )  # fmt: skip


def _name(batch: Batch, pages: Sequence[Page]) -> str:
    """Says where in the stack, so that the paper is found again."""
    return batch.upload.name[:150] + f" (trang {page_list(page.upload_index for page in pages)} của chồng)"[:100]


def _judge(pages: Sequence[Page], upload: Upload, component: Component | None) -> None:
    """In the stack a page had other dossiers' pages beside it; what it is like and how fine it must be show here."""
    judge_arrivals(pages)
    note_resolution(pages, component)


def _hand_over(pages: Sequence[Page], upload: Upload, component: Component | None) -> None:
    start = last_ordinal(upload.folder_id, component.pk if component else None)
    for offset, page in enumerate(pages):
        page.folder_id, page.upload, page.upload_index = upload.folder_id, upload, offset
        page.component, page.ordinal = component, start + offset + 1
    Page.objects.bulk_update(pages, ["folder", "upload", "upload_index", "component", "ordinal"])
    Folder.objects.filter(pk=upload.folder_id).update(version=F("version") + 1)
