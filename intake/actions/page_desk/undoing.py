"""How is a step of the page desk taken back, or done again? Only while nothing later contradicts it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from bhxh_archive.errors import NotNow
from bhxh_archive.models import User
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.page_desk.pages import confirm, done, homes
from intake.component_files import signed_files
from intake.models import Component, Dossier, Folder, Page, PageEdit, PageFinding, PageStep
from intake.pages.judging import note_resolution
from intake.pages.reshaping import show
from intake.queries.steps import AFTER, BEFORE, now_standing, stands

LOOK = ("rotation", "shape")


@transaction.atomic
def undo_step(*, dossier: Dossier, step_id: int, by: User) -> PageStep:
    """Put everything back as it was before this step, as an event of its own. Raises NotAllowed, NotNow, NotValid."""
    locked = lock_for_pages(dossier, by)
    step = PageStep.objects.filter(folder=locked.folder_id, pk=step_id, undone_at=None).first()
    if step is None:
        raise NotNow("Việc này đã được hoàn tác.")
    _carry_out(locked, step, AFTER, BEFORE, by)
    step.undone_at, step.undone_by = timezone.now(), by
    step.save(update_fields=["undone_at", "undone_by"])
    return step


@transaction.atomic
def redo_step(*, dossier: Dossier, step_id: int, by: User) -> PageStep:
    """Do a step again that was taken back. Raises NotAllowed, NotNow, NotValid."""
    locked = lock_for_pages(dossier, by)
    step = PageStep.objects.filter(folder=locked.folder_id, pk=step_id).exclude(undone_at=None).first()
    if step is None:
        raise NotNow("Việc này chưa được hoàn tác nên không có gì để làm lại.")
    _carry_out(locked, step, BEFORE, AFTER, by)
    step.undone_at = step.undone_by = None
    step.save(update_fields=["undone_at", "undone_by"])
    return step


def _carry_out(dossier: Dossier, step: PageStep, start: int, end: int, by: User) -> None:
    Folder.objects.select_for_update().get(pk=dossier.folder_id)
    if not stands(step, start, now_standing(dossier.folder_id, [step])):
        raise NotNow("Các trang này đã được thay đổi tiếp sau đó. Hãy xem lại danh sách trang rồi sửa bằng tay.")
    wanted = {kind: _side(rows, end) for kind, rows in step.changes.items()}
    pages = _put_pages(dossier, wanted.get("pages", {}), by)
    _mark_edits(pages, wanted.get("pages", {}), undone=end == BEFORE, by=by)
    for pk, fields in wanted.get("findings", {}).items():
        _put_finding(pk, fields["override_reason"], by)
    done(dossier, "undo_step" if end == BEFORE else "redo_step", pages, by, verb_undone=step.verb, step=step.pk,
         components=homes(pages or _judged(wanted.get("findings", {}))), origins=_left(step, start))  # fmt: skip
    if again := [pk for pk, fields in wanted.get("pages", {}).items() if fields.get("checked")]:
        confirm(dossier, again, by)


def _left(step: PageStep, start: int) -> list[int | None]:
    """The components that the pages lie in no longer; none where nothing was moved."""
    pairs = (fields.get("component_id") for fields in step.changes.get("pages", {}).values())
    return list(dict.fromkeys(pair[start] for pair in pairs if pair))


def _judged(findings: Iterable[int]) -> QuerySet[Page]:
    return Page.objects.filter(findings__in=findings).distinct()


def _side(rows: dict[str, dict[str, list[Any]]], end: int) -> dict[int, dict[str, Any]]:
    return {int(pk): {field: pair[end] for field, pair in fields.items()} for pk, fields in rows.items()}


def _put_pages(dossier: Dossier, wanted: dict[int, dict[str, Any]], by: User) -> list[Page]:
    """Each page to its place, kind and look; signed files go along whole, as they did in the step."""
    pages = list(Page.objects.filter(pk__in=wanted).select_related("upload", "image"))
    for page in pages:
        _put(page, wanted[page.pk], by)
    moved = [page for page in pages if {"component_id", "out"} & wanted[page.pk].keys()]
    _settle(dossier, moved)
    return pages


def _put(page: Page, fields: dict[str, Any], by: User) -> None:
    fields = dict(fields)
    fields.pop("checked", None)
    look = {name: fields.pop(name) for name in LOOK if name in fields}
    if (out := fields.pop("out", None)) is not None and out != bool(page.deleted_at):
        fields |= {"deleted_at": timezone.now() if out else None, "deleted_by": by if out else None}
    for name, value in fields.items():
        setattr(page, name, value)
    if fields:
        page.save(update_fields=[name.removesuffix("_id") for name in fields])
    if look:
        show(page, **look)


def _settle(dossier: Dossier, pages: list[Page]) -> None:
    """What filing looks after: signed files stand alone and answer their component, maps want finer scans."""
    homes: dict[int | None, list[Page]] = defaultdict(list)
    for page in pages:
        if not page.deleted_at:
            homes[page.component_id].append(page)
    there = {row.pk: row for row in Component.objects.filter(dossier=dossier, pk__in=[pk for pk in homes if pk])}
    for pk, rows in homes.items():
        if pk and pk not in there:
            raise NotNow("Thành phần cũ của trang không còn trong hồ sơ.")
        home = there[pk] if pk else None
        if home:
            signed_files.check_filing(rows, home)
        signed_files.send_to(home, rows)
        note_resolution(rows, home)
    signed_files.rebind(pages)


def _mark_edits(pages: list[Page], wanted: dict[int, dict[str, Any]], *, undone: bool, by: User) -> None:
    """The history of a page's picture tells the same: its newest edit is undone, or holds again."""
    shaped = [page.pk for page in pages if set(LOOK) & wanted[page.pk].keys()]
    rows = PageEdit.objects.filter(page__in=shaped, undone_at__isnull=undone)
    order = "-id" if undone else "-undone_at"
    newest = list(rows.order_by("page_id", order).distinct("page_id").values_list("pk", flat=True))
    stamp = {"undone_at": timezone.now(), "undone_by": by} if undone else {"undone_at": None, "undone_by": None}
    PageEdit.objects.filter(pk__in=newest).update(**stamp)


def _put_finding(pk: int, reason: str, by: User) -> None:
    stamp = {"overridden_at": timezone.now(), "overridden_by": by} if reason else dict.fromkeys(_STAMP)
    PageFinding.objects.filter(pk=pk).update(override_reason=reason, **stamp)


_STAMP = ("overridden_at", "overridden_by")
