"""How does a page whose pictures are broken in the store get them back? They are drawn anew from its sound image."""

from __future__ import annotations

from typing import Final

from bhxh_archive import storage
from bhxh_archive.errors import Damaged
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import Job
from intake.models import Page
from intake.pages.drawing import JPEG, as_it_is, drawing_key, drawn_now

BROKEN_IMAGE: Final = (
    "Tệp ảnh gốc của trang này trong kho đã hỏng hoặc bị mất, không vẽ lại được. Hãy báo quản trị hệ thống khôi phục "
    "tệp từ bản sao lưu, mã băm {digest}."
)


def queue_mending(page: Page) -> None:
    """Have the broken pictures drawn anew, soon; a page that is being drawn gets them anyway.

    Raises Damaged where the image itself is broken.
    """
    require_image(page)
    enqueue("intake.tasks.mend_pictures", key=drawing_key(page), lane=Job.Lane.QUICK, page_id=page.pk)


def require_image(page: Page) -> None:
    """Raises Damaged where the image as it came is broken in the store."""
    if not storage.is_whole(page.image):
        raise Damaged(BROKEN_IMAGE.format(digest=page.image.digest))


def mend_pictures(page: Page) -> None:
    """Draw view, thumbnail and derived image anew where one of them is broken, and judge nothing; safe to run twice.

    The same pictures are the same bytes, which repairs the store; others take their place on the page. Raises Damaged
    where the image is broken too.
    """
    old = [page.view, page.thumb]
    if all(storage.is_whole(file) for file in [*old, page.picture]):
        return
    with drawn_now(page) as drawn:
        pictures = {"view": storage.keep(drawn.view, JPEG), "thumb": storage.keep(drawn.thumb, JPEG)}
        if drawn.image:
            storage.keep(drawn.image, drawn.media_type)
    as_it_is(page).update(**pictures)
    for file in old:
        storage.forget(file)
