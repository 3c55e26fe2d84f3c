"""What can a clerk do with scanned pages? Sort, turn, mark, delete and take back, check. The bytes never change."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import F, Max, Prefetch, prefetch_related_objects
from django.utils import timezone

from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
from bhxh_archive.trail import record, was_done
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.page_desk.stepping import one_step
from intake.component_files import signed_files
from intake.models import Component, Dossier, Folder, Page, PageEdit, PageFinding
from intake.pages.judging import note_kind, note_resolution
from intake.pages.reshaping import reshape
from intake.queries.steps import ACCEPTED, CHECKED
from intake.rules.gone_pages import NONE_CHOSEN, said_gone
from intake.rules.scans import must_be_scanned_again, open_findings

_HARD: Final = PageFinding.Level.HARD
_OTHERS: Final = (
    "Chưa chấp nhận cảnh báo nào: {number} trang đã chọn có cảnh báo chưa hiện lúc bạn bấm. Xem các cảnh báo đang hiện "
    "rồi bấm lại."
)


def chosen(dossier: Dossier, ids: Sequence[int], *, deleted: bool = False) -> list[Page]:
    """The pages of these ids, in the order given; with `deleted` those that are out. Raises NotValid where there is no
    id, or one of them stands for no such page any more, with what became of it."""
    rows = Page.objects.filter(folder_id=dossier.folder_id, pk__in=ids, deleted_at__isnull=not deleted)
    pages = list(rows.filter(replaced_by=None, part_of=None).select_related("upload", "image"))
    if not ids:
        raise NotValid(NONE_CHOSEN)
    if away := set(ids).difference(page.pk for page in pages):
        gone = Page.objects.filter(folder_id=dossier.folder_id, pk__in=away).select_related("deleted_by")
        raise NotValid(said_gone(gone, len(away), len(set(ids))))
    return sorted(pages, key=lambda page: list(ids).index(page.pk))


def _touch_folder(dossier: Dossier) -> None:
    Folder.objects.filter(pk=dossier.folder_id).update(version=F("version") + 1)


def last_ordinal(folder_id: int, component_id: int | None) -> int:
    """The ordinal of the last page of a component (0 when it has none)."""
    rows = Page.objects.filter(folder_id=folder_id, component=component_id, deleted_at=None)
    return rows.aggregate(last=Max("ordinal"))["last"] or 0


@transaction.atomic
@one_step("file_pages")
def file_pages(*, dossier: Dossier, page_ids: Sequence[int], component: Component | None, by: User) -> list[Page]:
    """Put pages behind the last page of a component (None: back to the unsorted tray), in the order given.

    A file that arrived signed goes whole: it becomes the electronic original of the component, byte for byte.
    """
    locked = lock_for_pages(dossier, by)
    Folder.objects.select_for_update().get(pk=locked.folder_id)  # a worker may be putting pages in right now
    if component and component.dossier_id != locked.pk:
        raise NotValid("Thành phần này không thuộc hồ sơ.")
    if component and component.type.never_scan:
        raise NotValid(f"«{component.type.name}» không được quét. Hãy ghi nhận sổ ở mục Sổ BHXH.")
    pages = chosen(locked, page_ids)
    signed_files.send_to(component, pages)
    pages = signed_files.whole_files(pages)
    if component:
        signed_files.check_filing(pages, component)
    start, origins = last_ordinal(locked.folder_id, component.pk if component else None), homes(pages)
    for offset, page in enumerate(pages, start=1):
        page.component, page.ordinal = component, start + offset
        page.save(update_fields=["component", "ordinal"])
    signed_files.rebind(pages)
    note_resolution(pages, component)
    return done(locked, "file_pages", pages, by, component=component.pk if component else None, origins=origins)


@transaction.atomic
@one_step("order_pages")
def order_pages(*, dossier: Dossier, page_ids: Sequence[int], by: User) -> list[Page]:
    """Give the pages (all of one component) the order of the list."""
    locked = lock_for_pages(dossier, by)
    pages = chosen(locked, page_ids)
    if len({page.component_id for page in pages}) > 1:
        raise NotValid("Chỉ sắp xếp được các trang trong cùng một thành phần.")
    moved = [page for ordinal, page in enumerate(pages, start=1) if page.ordinal != ordinal]
    for ordinal, page in enumerate(pages, start=1):
        page.ordinal = ordinal
    Page.objects.bulk_update(moved, ["ordinal"])
    return done(locked, "order_pages", moved, by) if moved else pages


@transaction.atomic
@one_step("place_pages")
def place_pages(
    *, dossier: Dossier, page_ids: Sequence[int], order: Sequence[int], component: Component | None, by: User
) -> list[Page]:
    """Put pages into a component (None: the unsorted tray) and give that component the order of the list."""
    current = {page.component_id for page in chosen(dossier, page_ids)}
    target = component.pk if component else None
    if current != {target}:
        file_pages(dossier=dossier, page_ids=page_ids, component=component, by=by)
    rows = Page.objects.filter(folder_id=dossier.folder_id, component=component, deleted_at=None)
    place = {pk: rank for rank, pk in enumerate(order)}
    wanted = sorted(rows, key=lambda page: (place.get(page.pk, len(place)), page.ordinal, page.pk))
    return order_pages(dossier=dossier, page_ids=[page.pk for page in wanted], by=by)


@transaction.atomic
@one_step("rotate_pages")
def rotate_pages(*, dossier: Dossier, page_ids: Sequence[int], degrees: int, by: User, key: str = "") -> list[Page]:
    """Turn pages clockwise by 90, 180 or 270 degrees: a recorded number, with new pictures made in the background.

    `key` names one press of the button: sent again, it turns nothing twice.
    """
    if degrees % 90 or not degrees % 360:
        raise NotValid("Chỉ xoay được 90, 180 hoặc 270 độ.")
    locked = lock_for_pages(dossier, by)
    pages = chosen(locked, page_ids)
    if was_done(locked, "rotate_pages", key):
        return pages
    for page in pages:
        reshape(page, PageEdit.Verb.ROTATE, by, rotation=(page.rotation + degrees) % 360)
    return done(locked, "rotate_pages", pages, by, degrees=degrees, key=key)


@transaction.atomic
@one_step("mark_pages")
def mark_pages(*, dossier: Dossier, page_ids: Sequence[int], kind: str, by: User) -> list[Page]:
    """Say what an image is: a page, a second image with a sticky note, a blank back, a separator sheet."""
    if kind not in Page.Kind.values:
        raise NotValid("Loại ảnh không hợp lệ.")
    locked = lock_for_pages(dossier, by)
    pages = chosen(locked, page_ids)
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(kind=kind)
    note_kind(pages, kind)
    return done(locked, "mark_pages", pages, by, kind=kind)


@transaction.atomic
@one_step("delete_pages")
def delete_pages(*, dossier: Dossier, page_ids: Sequence[int], by: User) -> list[Page]:
    """Take pages out of the dossier; `restore_pages` brings them back, the bytes stay."""
    locked = lock_for_pages(dossier, by)
    pages = signed_files.whole_files(chosen(locked, page_ids))
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(deleted_at=timezone.now(), deleted_by=by)
    signed_files.rebind(pages)
    return done(locked, "delete_pages", pages, by)


@transaction.atomic
@one_step("restore_pages")
def restore_pages(*, dossier: Dossier, page_ids: Sequence[int], by: User) -> list[Page]:
    """Undo a deletion: the pages return where they were."""
    locked = lock_for_pages(dossier, by)
    pages = signed_files.whole_files(chosen(locked, page_ids, deleted=True), deleted=True)
    for component in locked.components.filter(pages__in=pages).distinct():
        signed_files.check_filing([page for page in pages if page.component_id == component.pk], component)
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(deleted_at=None, deleted_by=None)
    signed_files.rebind(pages)
    return done(locked, "restore_pages", pages, by)


def homes(pages: Iterable[Page]) -> list[int | None]:
    """The components where these pages lie, each once; None is the unsorted tray."""
    return list(dict.fromkeys(page.component_id for page in pages))


def done(dossier: Dossier, verb: str, pages: list[Page], by: User, **detail: Any) -> list[Page]:
    """Whatever changed on a page has to be looked at again; one event tells all, and where the pages lie now."""
    Page.objects.filter(pk__in=[page.pk for page in pages]).update(checked_at=None, checked_by=None)
    _touch_folder(dossier)
    record(dossier, verb, by=by, pages=[page.pk for page in pages], **{"components": homes(pages), **detail})
    return pages


@transaction.atomic
@one_step("override_findings", ACCEPTED)
def override_findings(
    *, dossier: Dossier, page_ids: Sequence[int], reason: str, by: User, shown: Collection[int] | None = None
) -> int:
    """Accept the warnings of these pages with a reason; a hard failure stays. Returns how many warnings that were.

    `shown`: the ids of the warnings that were on screen, and only these are accepted; None for all that there are.
    Raises NotAllowed, NotNow, and NotValid without a reason, where there is no warning to accept, or where one of the
    pages has one that was not shown.
    """
    if not is_reason(reason):
        raise NotValid("Hãy ghi lý do chấp nhận cảnh báo bằng chữ, ví dụ: bản gốc mờ.")
    locked = lock_for_pages(dossier, by)
    pages = chosen(locked, page_ids)
    warnings = PageFinding.objects.filter(page__in=pages, level=PageFinding.Level.WARNING, overridden_at=None)
    if shown is not None:
        warnings = warnings.filter(pk__in=shown)
        if unseen := [page for page in _with_findings(pages) if not _warnings_of(page) <= set(shown)]:
            raise NotValid(_OTHERS.format(number=len(unseen)))
    if not warnings.exists():
        raise NotValid("Không có cảnh báo nào chấp nhận được bằng lý do. Trang có lỗi thì phải quét lại.")
    number = warnings.update(overridden_by=by, overridden_at=timezone.now(), override_reason=reason.strip()[:300])
    record(locked, "override_findings", by=by, reason=reason, pages=list(page_ids), components=homes(pages),
           warnings=number)  # fmt: skip
    return number


def _with_findings(pages: list[Page]) -> list[Page]:
    prefetch_related_objects(pages, Prefetch("findings", PageFinding.objects.select_related("other")))
    return pages


def _warnings_of(page: Page) -> set[int]:
    return {row.pk for row in open_findings(page) if row.level == PageFinding.Level.WARNING}


@transaction.atomic
@one_step("check_pages", CHECKED)
def check_pages(*, dossier: Dossier, page_ids: Sequence[int], by: User) -> list[Page]:
    """Confirm that these pages were looked at and are whole; the event holds their digests. Raises NotAllowed, NotNow,
    and NotValid where one of them has to be scanned again: no look makes it whole."""
    locked = lock_for_pages(dossier, by)
    pages = chosen(locked, page_ids)
    if bad := [page for page in _with_findings(pages) if must_be_scanned_again(page)]:
        raise NotValid(unfit(bad))
    confirm(locked, page_ids, by)
    return pages


def unfit(pages: Sequence[Page]) -> str:
    """Why these pages are not confirmed: each has to be scanned again."""
    kinds = (row.message.rstrip(". ") for page in pages for row in open_findings(page) if row.level == _HARD)
    return f"{len(pages)} trang có lỗi phải quét lại nên không xác nhận được: {'; '.join(dict.fromkeys(kinds))}."


def confirm(dossier: Dossier, page_ids: Sequence[int], by: User) -> None:
    """Mark these pages as looked at, with the event that holds the digests of what was seen."""
    rows = Page.objects.filter(pk__in=page_ids)
    rows.update(checked_at=timezone.now(), checked_by=by)
    pages = rows.select_related("image").order_by("ordinal", "id")
    record(dossier, "check_pages", by=by, pages=list(page_ids), components=homes(pages),
           digests=[page.image.digest for page in pages])  # fmt: skip
