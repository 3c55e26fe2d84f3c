"""How is a document made with the form in force on its day: the program's own, or one that was approved for it?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from bhxh_archive.documents import render as plain
from bhxh_archive.models import FormVersion


def form_of(template: str, day: date) -> FormVersion | None:
    """The approved form for documents of that day; None where the program's own is in force."""
    rows = FormVersion.objects.filter(template=template, state=FormVersion.State.APPROVED, valid_from__lte=day)
    return rows.order_by("-valid_from").first()


def living_forms() -> QuerySet[FormVersion]:
    """Approved forms that documents of today or of a later day are made with."""
    approved = FormVersion.objects.filter(state=FormVersion.State.APPROVED)
    later = approved.filter(template=OuterRef("template"), valid_from__gt=OuterRef("valid_from"))
    return approved.exclude(Exists(later.filter(valid_from__lte=timezone.localdate())))


def broken_forms() -> QuerySet[FormVersion]:
    """Those of which an upgrade of the program found that they set their example no more."""
    return living_forms().exclude(faults="")


def text_of(template: str, day: date | None = None) -> str | None:
    """The Typst text that stands for the program's own on that day (None: today), if one does."""
    form = form_of(template, day or timezone.localdate())
    return form.text if form else None


def render(template: str, data: Mapping[str, Any], *, created: datetime | None = None) -> bytes:
    """`documents.render.render` with the form of the day of `created` (None: now)."""
    day = timezone.localdate(created) if created else None
    return plain.render(template, data, created=created, text=text_of(template, day))


def render_signed(template: str, data: Mapping[str, Any], *, day: date) -> plain.Rendered:
    """`documents.render.render_signed` with the form of that day."""
    return plain.render_signed(template, data, text=text_of(template, day))
