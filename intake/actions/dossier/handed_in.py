"""Was the original handed in, or a copy? Asked only of papers of which either will do."""

from __future__ import annotations

from django.db import transaction

from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from bhxh_archive.trail import record
from intake.actions.dossier.locking import lock_for_pages
from intake.models import Component, Dossier


@transaction.atomic
def say_handed_in(*, dossier: Dossier, component: Component, handed_as: str, by: User) -> Component:
    """Record what was handed in, as the receipt prints it ("": not known again). Saying the same changes nothing.

    Raises NotAllowed, NotNow, and NotValid for a paper that is wanted one way only.
    """
    locked = lock_for_pages(dossier, by)
    own = locked.components.select_related("type").get(pk=component.pk)
    if not own.either_will_do or handed_as not in ("", *Component.HandedAs.values):
        raise NotValid(f"Danh mục đã định loại bản phải nộp của «{own.type.name}».")
    if own.handed_as != handed_as:
        own.handed_as = handed_as
        own.save(update_fields=["handed_as"])
        record(locked, "say_handed_in", by=by, component=own.pk, handed_as=handed_as)
    return own
