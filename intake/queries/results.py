"""Which results stand, and where is the slip by which they were handed over?"""

from __future__ import annotations

from django.db.models import QuerySet

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


def slip_of(hand_over: HandOver) -> tuple[list[Upload], list[Page]]:
    """The files and the pages of the slip that the receiver signed, oldest first."""
    if hand_over.slip_id is None:
        return [], []
    uploads = Upload.objects.filter(folder=hand_over.slip_id)
    pages = Page.objects.filter(folder=hand_over.slip_id, deleted_at=None).select_related("view")
    return list(uploads), list(pages)
