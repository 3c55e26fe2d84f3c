"""How many papers of a dossier do we hold? One rule for the register (form 06) and the hand-over list."""

from __future__ import annotations

from typing import Final

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from intake.models import Component, Dossier, Page

PAPER: Final = (Component.Satisfied.SCANNED, Component.Satisfied.CUSTODY, Component.Satisfied.MISSING)


def with_papers_held(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """The rows with `papers_held`: the papers that were counted, or scanned. Those of the lines of a list are only
    scanned; what the counter counted by kinds are the same papers again."""
    scanned = Page.objects.filter(component=OuterRef("pk"), deleted_at=None)
    held = Component.objects.filter(Q(sheets__gt=0) | Q(pages_counted__gt=0) | Exists(scanned), satisfied__in=PAPER)
    at_lines = held.filter(dossier=OuterRef("dossier"), line__isnull=False)
    once = held.exclude(Exists(at_lines), line=None, type__per_person=True).filter(dossier=OuterRef("pk"))
    total = once.order_by().values("dossier").annotate(total=Count("pk")).values("total")
    return rows.annotate(papers_held=Coalesce(Subquery(total, output_field=IntegerField()), 0))
