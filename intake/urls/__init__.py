"""Which addresses belong to reception and to the frame of every dossier? A file for each part of the work."""

from django.urls import path

from intake.urls import (
    batches,
    bridges,
    bulk,
    carriers,
    consents,
    counter,
    deposits,
    document_forms,
    handing,
    lists,
    pages,
    papers,
    registering,
    reports,
    results,
    scanners,
    slips,
    status,
    tabs,
    verbs,
    watching,
)
from intake.views import desk, home

urlpatterns = [
    path("", home.home, name="home"),
    path("hang-cho/<slug:slug>/", desk.queue, name="queue"),
    *batches.urlpatterns,
    *bulk.urlpatterns,
    *registering.urlpatterns,
    *counter.urlpatterns,
    *tabs.urlpatterns,
    *pages.urlpatterns,
    *lists.urlpatterns,
    *verbs.urlpatterns,
    *consents.urlpatterns,
    *handing.urlpatterns,
    *results.urlpatterns,
    *scanners.urlpatterns,
    *carriers.urlpatterns,
    *document_forms.urlpatterns,
    *bridges.urlpatterns,
    *watching.urlpatterns,
    *status.urlpatterns,
    *reports.urlpatterns,
    *slips.urlpatterns,
    *papers.urlpatterns,
    *deposits.urlpatterns,
]
