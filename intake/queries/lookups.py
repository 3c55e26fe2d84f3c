"""What was looked up for a component, and what did the source say?"""

from __future__ import annotations

import json
from typing import Any

from django.db.models import F, QuerySet

from bhxh_archive import storage
from intake.models import Component, Dossier, Lookup


def lookups_of(component: Component) -> QuerySet[Lookup]:
    """Every question for this component, newest first."""
    return component.lookups.select_related("person", "by").order_by("-asked_at")


def lookup_for(dossier: Dossier, pk: int) -> Lookup | None:
    """One question of this dossier."""
    rows = Lookup.objects.select_related("component__type", "component__dossier", "person", "by", "snapshot")
    return rows.filter(component__dossier=dossier, pk=pk).first()


def said(lookup: Lookup) -> dict[str, Any] | None:
    """What the source said, read from the bytes that are kept; None where nothing is."""
    found: dict[str, Any] | None = json.loads(storage.read_file(lookup.snapshot)) if lookup.snapshot else None
    return found


def to_compare_again(dossier: Dossier) -> QuerySet[Lookup]:
    """Records that were taken in place of a paper, until the person they are about was changed."""
    rows = Lookup.objects.filter(component__dossier=dossier, component__satisfied=Component.Satisfied.MISSING)
    rows = rows.filter(outcome=Lookup.Outcome.FOUND, accepted_at=None, at=F("component__data_at"))
    return rows.select_related("component__type")
