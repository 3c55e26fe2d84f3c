"""Which files and pages does a dossier have?"""

from __future__ import annotations

from django.db.models import Count, Prefetch, QuerySet

from intake.models import (
    Dossier,
    Page,
    PageFinding,
    Upload,
)


def pages_of(dossier: Dossier) -> QuerySet[Page]:
    """The living pages in reading order, with what the contact sheet shows of each."""
    findings = Prefetch("findings", PageFinding.objects.select_related("other").order_by("id"))
    pages = Page.objects.filter(folder_id=dossier.folder_id, deleted_at=None)
    return pages.select_related("upload", "image", "view", "thumb").prefetch_related(findings)


def deleted_pages(dossier: Dossier) -> QuerySet[Page]:
    """The pages that were taken out and can be brought back."""
    return Page.objects.filter(folder_id=dossier.folder_id, deleted_at__isnull=False)


def pages_out(dossier: Dossier) -> dict[int, int]:
    """Upload id -> number of pages that were taken out of it so far."""
    rows = Page.objects.filter(folder_id=dossier.folder_id).order_by().values_list("upload")
    return dict(rows.annotate(total=Count("id")))


def page_counts(dossier: Dossier) -> dict[int, int]:
    """Component id -> number of its living pages."""
    rows = Page.objects.filter(folder_id=dossier.folder_id, deleted_at=None, component__isnull=False)
    return dict(rows.order_by().values_list("component").annotate(total=Count("id")))


def uploads_of(dossier: Dossier) -> QuerySet[Upload]:
    """Every file that was sent for the dossier, newest last."""
    return Upload.objects.filter(folder_id=dossier.folder_id).select_related("file")
