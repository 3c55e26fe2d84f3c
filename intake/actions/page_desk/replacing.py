"""How does a newer scan take the place of a page? The old version stays in its history, and can come back."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import ActionError, NotNow, NotValid
from bhxh_archive.models import User
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.page_desk.editing import scans
from intake.actions.page_desk.pages import done
from intake.actions.page_desk.stepping import one_step
from intake.models import Component, Dossier, Folder, Page, Upload


@transaction.atomic
@one_step("replace_page")
def replace_page(*, dossier: Dossier, page_id: int, new_id: int, by: User) -> Page:
    """Let the page `new_id` take the component, the place and the kind of page `page_id`. Returns the new page.

    Raises NotValid when it is the same page, signed, or not of this dossier.
    """
    locked = lock_for_pages(dossier, by)
    Folder.objects.select_for_update().get(pk=locked.folder_id)
    if page_id == new_id:
        raise NotValid("Hãy chọn một trang khác để thay vào.")
    old, new = scans(locked, [page_id, new_id])
    new.component_id, new.ordinal, new.kind = old.component_id, old.ordinal, old.kind
    new.in_place_of = old.in_place_of or old
    new.save(update_fields=["component", "ordinal", "kind", "in_place_of"])
    old.replaced_by, old.deleted_at, old.deleted_by = new, timezone.now(), by
    old.save(update_fields=["replaced_by", "deleted_at", "deleted_by"])
    return done(locked, "replace_page", [new], by, old=old.pk, digests=[old.image.digest, new.image.digest])[0]


@transaction.atomic
@one_step("undo_replacement")
def undo_replacement(*, dossier: Dossier, page_id: int, by: User) -> Page:
    """Bring the version before back to its place; the newer scan goes to the unsorted tray. Returns the old page."""
    locked = lock_for_pages(dossier, by)
    Folder.objects.select_for_update().get(pk=locked.folder_id)
    [new] = scans(locked, [page_id])
    old = new.former.order_by("-deleted_at").select_related("upload").first()
    if old is None:
        raise NotNow("Trang này không thay cho trang nào, hoặc đã được hoàn tác.")
    old.component_id, old.ordinal = new.component_id, new.ordinal
    old.replaced_by = old.deleted_at = old.deleted_by = None
    old.save(update_fields=["component", "ordinal", "replaced_by", "deleted_at", "deleted_by"])
    new.component, new.kind, new.in_place_of = None, Page.Kind.NORMAL, None
    new.save(update_fields=["component", "kind", "in_place_of"])
    return done(locked, "undo_replacement", [old, new], by)[0]


def take_place(upload: Upload) -> None:
    """Let the only page of a file that was sent to replace one do so; what can't any more stays in the tray."""
    old, page = upload.replaces, upload.pages.first()
    dossier = Dossier.objects.filter(folder=upload.folder_id).first()
    if not old or not page or not dossier or upload.page_count != 1:
        return
    try:
        with transaction.atomic():
            replace_page(dossier=dossier, page_id=old.pk, new_id=page.pk, by=upload.by)
    except ActionError as error:
        upload.message = f"{upload.message} Chưa thay được trang cũ: {error.message}"[:500]
        Upload.objects.filter(pk=upload.pk).update(message=upload.message)


def check_target(dossier: Dossier, replaces: Page | None, component: Component | None) -> None:
    """Raise NotValid when a file can't be sent to replace this page."""
    if replaces is None:
        return
    if component or replaces.folder_id != dossier.folder_id or replaces.deleted_at or replaces.upload.signed:
        raise NotValid("Trang cần thay không còn trong hồ sơ, hoặc thuộc bản điện tử gốc.")
