"""How is a file kept that arrives signed (bản điện tử gốc): byte for byte, its signatures reported?

A component is answered by scans or by one electronic original, never by both: only one of them would reach the archive.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from bhxh_archive import storage
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.keys import trust
from intake.models import Component, Page, Upload

TRAY: Final = "Thành phần đã có giấy tờ khác nên tệp được để ở khay chưa xếp."


def settle_component(upload: Upload) -> None:
    """Bind an accepted signed file to the component it was sent for; what can't go there goes to the unsorted tray."""
    if upload.component_id is None:
        return
    component = Component.objects.select_for_update().get(pk=upload.component_id)
    if _is_taken(component, upload):
        upload.component, upload.message = None, f"{upload.message} {TRAY}"[:500]
        upload.save(update_fields=["component", "message"])
    elif upload.signed:
        bind(component, upload)


def _is_taken(component: Component, upload: Upload) -> bool:
    """Another signed file is there; or this one is signed and scans are there, or on their way."""
    if not upload.signed or component.original_id:
        return component.original_id is not None
    pages = component.pages.filter(deleted_at=None)
    coming = component.uploads.filter(state=Upload.State.SPLITTING, signed=False)
    return pages.exists() or coming.exists()


def check_filing(pages: Iterable[Page], component: Component) -> None:
    """Raise NotValid when these pages may not lie in one component together, or with what lies there."""
    component = Component.objects.select_for_update(of=("self",)).select_related("type").get(pk=component.pk)
    uploads = {page.upload_id: page.upload for page in pages}
    there = component.pages.filter(deleted_at=None).exclude(upload__in=uploads)
    signed = [upload for upload in uploads.values() if upload.signed]
    if component.original_id and component.original_id not in {upload.file_id for upload in uploads.values()}:
        raise NotValid(f"«{component.type.name}» đã có bản điện tử gốc nên không xếp thêm giấy tờ khác vào được.")
    if signed and (len(uploads) > 1 or there.exists()):
        raise NotValid("Bản điện tử gốc phải đứng riêng trong một thành phần, không xếp chung với giấy tờ khác.")


def whole_files(pages: list[Page], *, deleted: bool = False) -> list[Page]:
    """The pages, and with each page of a signed file all its others: it is filed, deleted and restored whole."""
    chosen = {page.pk for page in pages}
    signed = {page.upload_id for page in pages if page.upload.signed}
    others = Page.objects.filter(upload__in=signed, deleted_at__isnull=not deleted).exclude(pk__in=chosen)
    return [*pages, *others.select_related("upload").order_by("upload", "upload_index")]


def send_to(component: Component | None, pages: Iterable[Page]) -> None:
    """What is still being split out of a signed file follows the pages that are there already."""
    signed = {page.upload_id for page in pages if page.upload.signed}
    Upload.objects.filter(pk__in=signed).update(component=component)


def rebind(pages: Iterable[Page]) -> None:
    """Let each signed file among these pages answer the component where its pages lie now, and no other."""
    for upload in {page.upload for page in pages if page.upload.signed}:
        _release(upload)
        home = upload.pages.filter(deleted_at=None, component__isnull=False).first()
        if home and home.component:
            bind(home.component, upload)


def _release(upload: Upload) -> None:
    Component.objects.filter(dossier__folder=upload.folder_id, original=upload.file).update(
        original=None, signature_report=None, satisfied=Component.Satisfied.MISSING
    )


def bind(component: Component, upload: Upload) -> Component:
    """Let the signed file answer the component."""
    assert upload.file
    component.original = upload.file
    component.signature_report = report_on(storage.read_file(upload.file))
    component.satisfied = Component.Satisfied.ELECTRONIC
    component.save(update_fields=["original", "signature_report", "satisfied"])
    return component


def report_on(pdf: bytes) -> dict[str, Any]:
    """What is known of the signatures that came with a file; unknown trust is said, never guessed."""
    from bhxh_archive.signing.inspection import inspect  # late: most processes see no signed file

    try:
        return inspect(pdf, trust()).as_dict()
    except NotNow:  # no trust anchors here: describe only
        return inspect(pdf).as_dict()
