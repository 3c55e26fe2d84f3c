"""Which addresses belong to the central archive? None holds a name or a number of a person."""

from django.urls import path

from archive.views import document, package, record, search, verbs

urlpatterns = [
    path("ho-so/<int:pk>/luu-tru/", package.package, name="package"),
    path("ho-so/<int:pk>/luu-tru/tao-goi/", package.build_package, name="build_package"),
    path("ho-so/<int:pk>/luu-tru/tien-do/", package.package_progress, name="package_progress"),
    path("ho-so/<int:pk>/luu-tru/goi.zip", package.package_download, name="package_download"),
    path("ho-so/<int:pk>/luu-tru/bao-cao.pdf", package.package_report, name="package_report"),
    path("ho-so/<int:pk>/chuyen-luu-tru/", verbs.transfer, name="transfer"),
    path("ho-so/<int:pk>/tiep-nhan-luu-tru/", verbs.accept_transfer, name="accept_transfer"),
    path("ho-so/<int:pk>/tiep-nhan-luu-tru/tien-do/", verbs.verdict_progress, name="verdict_progress"),
    path("ho-so/<int:pk>/tiep-nhan-luu-tru/kiem-tra/", verbs.verify_transfer, name="verify_transfer"),
    path("ho-so/<int:pk>/tra-lai-luu-tru/", verbs.reject_transfer, name="reject_transfer"),
    path("tim-kiem/", search.search, name="search"),
    path("tim-kiem/<uuid:pk>/", search.search_results, name="search_results"),
    path("luu-tru/<int:pk>/", record.record, name="record"),
    path("luu-tru/<int:pk>/kiem-tra/", record.record_check, name="record_check"),
    path("luu-tru/<int:pk>/goi/<int:package>/tien-do/", record.record_check_progress, name="record_check_progress"),
    path("luu-tru/<int:pk>/goi/<int:package>.zip", record.record_package, name="record_package"),
    path("luu-tru/<int:pk>/goi/<int:package>/bao-cao.pdf", record.record_report, name="record_report"),
    path("luu-tru/<int:pk>/tai-lieu/<int:ordinal>/", document.record_document, name="record_document"),
    path("luu-tru/<int:pk>/tai-lieu/<int:ordinal>/tep.pdf", document.record_file, name="record_file"),
    path("luu-tru/trang/<int:pk>/<slug:size>/", document.record_image, name="record_image"),
]
