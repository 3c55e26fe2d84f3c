"""How is the picture of a page straightened, cut, brought back? Recorded numbers; the image stays as it came."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import User
from bhxh_archive.trail import was_done
from intake import queries
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.page_desk.pages import chosen, done
from intake.actions.page_desk.stepping import one_step
from intake.models import Dossier, Page, PageEdit, PageFinding
from intake.pages.reshaping import reshape, show
from intake.pipeline.checks import SKEWED
from intake.pipeline.shape import MOST_DEGREES, WHOLE, Box, Shape

SIGNED = "Bản điện tử gốc được giữ nguyên từng byte nên không sửa hình được."


def scans(dossier: Dossier, ids: Sequence[int]) -> list[Page]:
    """The chosen pages in the order given; raises NotValid when one belongs to a signed file."""
    pages = chosen(dossier, ids)
    if any(page.upload.signed for page in pages):
        raise NotValid(SIGNED)
    return pages


NOT_ASKEW: Final = "Các trang đã chọn không nghiêng. Mở từng trang để tự ghi góc nắn."


@transaction.atomic
@one_step("straighten_pages")
def straighten_pages(
    *, dossier: Dossier, page_ids: Sequence[int], by: User, degrees: float | None = None, key: str = ""
) -> list[Page]:
    """Turn pages anticlockwise by so many degrees, or each by the skew that was measured on it. Returns those turned.

    `key` names one press of the button. Raises NotValid when nothing was measured, or beyond 15 degrees.
    """
    locked = lock_for_pages(dossier, by)
    pages = scans(locked, page_ids)
    if was_done(locked, "straighten_pages", key):
        return pages
    found = PageFinding.objects.filter(page__in=pages, code=SKEWED, measure__isnull=False)
    measured = {row.page_id: row.measure or 0 for row in found} if degrees is None else dict.fromkeys(page_ids, degrees)
    turned = [page for page in pages if measured.get(page.pk)]
    if not turned:
        raise NotValid(NOT_ASKEW if degrees is None else "Nhập góc nắn khác 0, ví dụ 1,5 hoặc -0,8.")
    for page in turned:
        _straighten(page, measured[page.pk], by)
    return done(locked, "straighten_pages", turned, by, degrees=[measured[page.pk] for page in turned], key=key)


def _straighten(page: Page, degrees: float, by: User) -> None:
    try:
        shape = Shape.from_json(page.shape).straightened(degrees)
    except ValueError as error:
        raise NotValid(f"Chỉ nắn được tới {MOST_DEGREES:.0f} độ mỗi bên. Hãy quét lại trang cho thẳng.") from error
    reshape(page, PageEdit.Verb.STRAIGHTEN, by, shape=shape.as_json())


@transaction.atomic
@one_step("crop_page")
def crop_page(*, dossier: Dossier, page_id: int, box: Box, by: User, key: str = "") -> Page:
    """Keep only this part of the page as it is shown now: left, top, right, bottom in ten-thousandths of its sides."""
    locked = lock_for_pages(dossier, by)
    [page] = scans(locked, [page_id])
    if was_done(locked, "crop_page", key):
        return page
    if tuple(box) == WHOLE:
        raise NotValid("Chưa cắt gì: nhập phần cần bỏ ở ít nhất một mép, hoặc chọn vùng giữ lại trên ảnh.")
    try:
        shape = Shape.from_json(page.shape).cropped(box, page.rotation)
    except ValueError as error:
        raise NotValid("Phần giữ lại quá nhỏ hoặc nằm ngoài trang. Hãy chọn lại vùng cần giữ.") from error
    reshape(page, PageEdit.Verb.CROP, by, shape=shape.as_json())
    return done(locked, "crop_page", [page], by, box=list(box), key=key)[0]


@transaction.atomic
def undo_edits(*, dossier: Dossier, edit_ids: Sequence[int], by: User) -> list[Page]:
    """Take back edits, each the newest of its page. Raises NotNow when one is no longer the newest."""
    locked = lock_for_pages(dossier, by)
    mine = PageEdit.objects.filter(page__folder=locked.folder_id, page__deleted_at=None, pk__in=edit_ids)
    edits = list(mine.filter(undone_at=None).select_related("page__upload"))
    if not edits:
        raise NotNow("Việc này đã được hoàn tác, hoặc trang đã bị xóa.")
    newest = {edit.pk for edit in edits if edit.page.edits.filter(undone_at=None).first() == edit}
    if len(newest) < len(edits):
        raise NotNow("Trang đã được sửa tiếp sau đó. Hãy hoàn tác việc mới nhất trước.")
    if any(edit.verb in PageEdit.CUTS for edit in edits):
        raise NotNow("Việc tách, ghép trang liên quan đến hai trang: hãy bấm «Hoàn tác» ở dòng đó trong «Đã sửa hình».")
    for edit in edits:
        show(edit.page, **edit.before)
    PageEdit.objects.filter(pk__in=newest).update(undone_at=timezone.now(), undone_by=by)
    return done(locked, "undo_edits", [edit.page for edit in edits], by, verb_undone=edits[0].verb)


@transaction.atomic
@one_step("show_original")
def show_original(*, dossier: Dossier, page_id: int, by: User) -> Page:
    """Show the image as it came, without any straightening or cutting; this can be undone too."""
    locked = lock_for_pages(dossier, by)
    [page] = scans(locked, [page_id])
    if not page.shape:
        raise NotNow("Trang đang hiện đúng ảnh gốc.")
    if queries.is_cut(page):
        raise NotNow("Trang này được tách hoặc ghép từ ảnh khác. Hoàn tác việc tách, ghép rồi mới trở về ảnh gốc.")
    reshape(page, PageEdit.Verb.ORIGINAL, by, shape={})
    return done(locked, "show_original", [page], by)[0]
