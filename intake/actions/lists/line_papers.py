"""How is a paper filed to its line of an employer's list? The component of a line comes to be with its first paper."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import transaction

from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from bhxh_archive.trail import record
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.page_desk.pages import file_pages
from intake.models import Component, ComponentType, Dossier, ListLine, Page
from intake.queries import line_paper_types


@transaction.atomic
def add_line_paper(*, dossier: Dossier, line: ListLine, kind: ComponentType, by: User) -> Component:
    """The component of this kind at the line, made when it is not there yet. Raises NotAllowed, NotNow, NotValid."""
    locked = lock_for_pages(dossier, by)
    if not ListLine.objects.filter(pk=line.pk, list__dossier=locked).exists():
        raise NotValid("Dòng này không thuộc danh sách của hồ sơ.")
    if not line_paper_types(locked).filter(pk=kind.pk).exists():
        raise NotValid("Giấy tờ này không nộp riêng cho từng dòng.")
    return paper_at_line(Component(dossier=locked, type=kind, line=line), by)


def paper_at_line(paper: Component, by: User) -> Component:
    """The row of an unsaved paper of a line, made when it is not there yet; the caller may change the dossier."""
    wanted = {name: getattr(paper, name) for name in ("dossier", "type", "line")}
    kept, created = Component.objects.get_or_create(person=None, **wanted)
    if created:
        record(kept.dossier, "add_component", by=by, component=kept.pk, line=kept.line_id)
    return kept


@transaction.atomic
def file_to_line(
    *, dossier: Dossier, line: ListLine, kind: ComponentType, page_ids: Sequence[int], by: User
) -> list[Page]:
    """Put pages behind those that lie at the line already. Raises as `file_pages`."""
    component = add_line_paper(dossier=dossier, line=line, kind=kind, by=by)
    return file_pages(dossier=dossier, page_ids=page_ids, component=component, by=by)
