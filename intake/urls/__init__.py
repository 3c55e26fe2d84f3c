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
    print_runs,
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
from intake.views.administration import broken_files
from intake.views.desk import home, queue

urlpatterns = [
    path("", home.home, name="home"),
    path("hang-cho/<slug:slug>/", queue.queue, name="queue"),
    path("quan-tri/tep-hong/", broken_files.broken_files, name="broken_files"),
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
    *print_runs.urlpatterns,
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
