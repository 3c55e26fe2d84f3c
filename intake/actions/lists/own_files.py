"""How does a dossier that lines were split off to get files of exactly its own pages?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import F, QuerySet

from bhxh_archive import storage
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Job, StoredFile, User
from bhxh_archive.trail import record
from intake.actions.stacks.filing_parts import packed
from intake.models import Dossier, Folder, Page, Upload


def guests(dossier: Dossier) -> QuerySet[Page]:
    """Pages of the dossier that still belong to a file of another one. What came signed goes whole or not at all."""
    rows = Page.objects.filter(folder=dossier.folder_id, upload__signed=False)
    return rows.exclude(upload__folder=dossier.folder_id).select_related("image", "upload")


def queue_own_files(dossier: Dossier, *, by: User) -> Job | None:
    """Have a worker give the dossier files of its own; nothing to do where it shares none."""
    if not guests(dossier).exists():
        return None
    return enqueue("intake.tasks.give_own_files", key=f"own-files:{dossier.pk}", lane=Job.Lane.SLOW, by=by,
                   dossier_id=dossier.pk)  # fmt: skip


def give_own_files(*, dossier: Dossier, by: User | None) -> int:
    """Pack the pages of each shared file, without loss and in their order, into a file of this dossier's own.

    The file as it came stays with the dossier it was scanned for; the event names its digest and the pages. Safe to
    run twice. Returns how many files were made.
    """
    shared: dict[Upload, list[Page]] = defaultdict(list)
    for page in guests(dossier).order_by("upload_id", "upload_index", "part"):
        shared[page.upload].append(page)
    return sum(_own(dossier, source, pages, packed(_images(pages)), by) for source, pages in shared.items())


def _images(pages: Sequence[Page]) -> list[Page]:
    """One page an image: an image that was split shows as two."""
    return list({page.upload_index: page for page in reversed(pages)}.values())[::-1]


@transaction.atomic
def _own(dossier: Dossier, source: Upload, pages: Sequence[Page], file: StoredFile, by: User | None) -> bool:
    locked = Dossier.objects.select_for_update().get(pk=dossier.pk)
    Folder.objects.select_for_update().get(pk=locked.folder_id)
    ids = [page.pk for page in pages]
    if list(guests(locked).filter(upload=source).order_by("upload_index", "part").values_list("pk", flat=True)) != ids:
        storage.forget(file)  # somebody was faster, or a page went back: the next run looks again
        return False
    upload = _upload(locked, source, pages, file, by or source.by)
    place = {page.upload_index: offset for offset, page in enumerate(_images(pages))}
    for page in pages:
        page.upload, page.upload_index = upload, place[page.upload_index]
    Page.objects.bulk_update(pages, ["upload", "upload_index"])
    Folder.objects.filter(pk=locked.folder_id).update(version=F("version") + 1)
    record(locked, "own_file", by=by, digest=source.digest, upload=upload.pk, origin=source.pk, pages=ids)
    return True


def _upload(dossier: Dossier, source: Upload, pages: Sequence[Page], file: StoredFile, by: User) -> Upload:
    made, _ = Upload.objects.exclude(state=Upload.State.REFUSED).get_or_create(
        folder=dossier.folder, digest=file.digest,
        defaults={"file": file, "name": source.name, "state": Upload.State.ACCEPTED, "page_count": len(_images(pages)),
                  "by": by, "message": "Tách từ tệp chung với hồ sơ khác.", "warned": source.warned},
    )  # fmt: skip
    return made
