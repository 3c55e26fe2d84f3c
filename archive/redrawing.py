"""How does an archived page whose picture is broken get it back? It is drawn anew from the kept file."""

from __future__ import annotations

from contextlib import closing

from archive.downloads import home_of
from archive.models import RecordDocument, RecordPage
from bhxh_archive import storage
from bhxh_archive.errors import Damaged
from bhxh_archive.models import StoredFile
from bhxh_archive.previews import drawn_anew, previews_of
from bhxh_archive.stores.content import content_key, put_vouched
from bhxh_archive.stores.errors import StoreError


def redrawn(page: RecordPage) -> RecordPage:
    """The page with pictures drawn now; a master that is broken in the working area comes back from the permanent one.

    Raises Damaged where it is broken in both.
    """
    file = StoredFile.objects.get(digest=page.document.digest)
    if not storage.is_whole(file):
        _bring_back(page.document)
    preview = drawn_anew(previews_of(file)[page.number - 1])
    page.view, page.thumb = preview.view, preview.thumb
    page.save(update_fields=["view", "thumb"])
    return page


def _bring_back(document: RecordDocument) -> None:
    kept, key = home_of(document.package), f"{document.package.prefix}/{document.path}"
    try:
        with closing(kept.open(key)) as stream:
            put_vouched(storage.working(), content_key(document.digest), stream, sha256=document.digest)
    except StoreError as error:
        raise Damaged from error
