"""Which results stand, and which did nobody come for?"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import OuterRef, QuerySet, Subquery

from bhxh_archive.lifecycle import AFTER_RETURN
from intake.models import (
    Dossier,
    HandOver,
    Page,
    Result,
    Upload,
)


def results_of(dossier: Dossier) -> QuerySet[Result]:
    """The results that stand, with all their file versions."""
    return dossier.results.filter(void_at=None).prefetch_related("versions__file").select_related("receiver")


def uncollected(dossiers: Iterable[Dossier]) -> set[int]:
    """Ids of those dossiers whose result lies here because nobody came for it, in one query at most."""
    ids = [row.pk for row in dossiers if row.state in AFTER_RETURN]
    newest = HandOver.objects.filter(dossier__in=ids).order_by("dossier", "-at", "-pk").distinct("dossier")
    return {row.dossier_id for row in newest if row.outcome == HandOver.Outcome.NOT_COLLECTED} if ids else set()


def waits_for_collection(dossier: Dossier) -> bool:
    """Whether the result lies here because nobody came for it."""
    return dossier.pk in uncollected([dossier])


def uncollected_of(rows: QuerySet[Dossier]) -> QuerySet[Dossier]:
    """Those of the rows whose result nobody came for yet."""
    newest = HandOver.objects.filter(dossier=OuterRef("pk")).order_by("-at", "-pk").values("outcome")[:1]
    return rows.annotate(came=Subquery(newest)).filter(came=HandOver.Outcome.NOT_COLLECTED)


def slip_of(hand_over: HandOver) -> tuple[list[Upload], list[Page]]:
    """The files and the pages of the slip that the receiver signed, oldest first."""
    if hand_over.slip_id is None:
        return [], []
    uploads = Upload.objects.filter(folder=hand_over.slip_id)
    pages = Page.objects.filter(folder=hand_over.slip_id, deleted_at=None).select_related("view")
    return list(uploads), list(pages)
