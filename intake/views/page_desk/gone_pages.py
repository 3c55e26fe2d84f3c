"""Where does the address of a page lead that is shown no more: replaced, put together with another one, deleted?"""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from intake.models import Dossier, Page

REPLACED: Final = "Trang vừa mở đã được thay bằng bản quét mới, hiện ở đây. Bản cũ nằm trong lịch sử của trang."
PUT_TOGETHER: Final = "Trang vừa mở đã được ghép với một trang khác, hiện ở đây."
DELETED: Final = "Trang vừa mở đã được xóa khỏi hồ sơ. Cần lại thì bấm «Khôi phục trang đã xóa»."


def instead_of(request: HttpRequest, dossier: Dossier, page_pk: int) -> HttpResponse:
    """The page that is shown for this one now, else the sheet, with what became of it. Raises Page.DoesNotExist for
    what was never a page of this dossier."""
    gone = Page.objects.get(pk=page_pk, folder_id=dossier.folder_id)
    shown = _shown_for(gone)
    if shown is None:
        messages.warning(request, DELETED)
        return redirect("pages", dossier.pk)
    messages.info(request, REPLACED if gone.replaced_by_id else PUT_TOGETHER)
    return redirect("page", dossier.pk, shown.pk)


def _shown_for(gone: Page) -> Page | None:
    """What it gave way to, which may have given way to another one since."""
    seen, row = {gone.pk}, gone
    while follower := row.replaced_by or row.part_of:
        if follower.pk in seen:
            return None
        seen.add(follower.pk)
        row = follower
    return row if row != gone and row.deleted_at is None else None
