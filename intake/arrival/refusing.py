"""What becomes of a file that can't be taken: its reason is told, its bytes go?"""

from __future__ import annotations

from typing import Final

from django.db import transaction

from bhxh_archive import storage
from bhxh_archive.jobs.at_hand import let_go
from intake.models import Folder, Upload

BROKEN: Final = "Không đọc được tệp sau nhiều lần thử. Hãy quét lại hoặc báo quản trị hệ thống."


def refuse(upload: Upload, message: str) -> None:
    """Write the reason beside the file's name and let its bytes and half-made pages go."""
    with transaction.atomic():
        Folder.objects.select_for_update().get(pk=upload.folder_id)
        if Upload.objects.filter(pk=upload.pk, state__in=[Upload.State.ACCEPTED, Upload.State.REFUSED]).exists():
            return  # settled by another worker meanwhile
        pages = list(upload.pages.select_related("image", "view", "thumb"))
        files = {row for page in pages for row in (page.image, page.view, page.thumb)}
        files |= {upload.file} if upload.file else set()
        upload.pages.all().delete()
        upload.state, upload.message, upload.file = Upload.State.REFUSED, message[:500], None
        upload.save(update_fields=["state", "message", "file"])
    let_go(upload.digest)
    for file in files:
        storage.forget(file)


def refuse_unreadable(upload: Upload) -> None:
    """The end of an upload whose examination failed again and again."""
    if not upload.settled:
        refuse(upload, BROKEN)
