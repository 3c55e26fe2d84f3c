"""Which addresses do network scanners have, for clerks and for administrators?"""

from django.urls import path

from intake.urls.here import HERE
from intake.views import scanners, scanning

_ADMIN = "quan-tri/may-quet/"

urlpatterns = [
    path(HERE + "quet/", scanning.scan, name="scan"),
    path(HERE + "quet/<int:scan_pk>/dung/", scanning.stop, name="stop_scan"),
    path(HERE + "quet/hoi-may/", scanning.ask, name="ask_scanners"),
    path(_ADMIN, scanners.scanners, name="scanners"),
    path(_ADMIN + "tim/", scanners.find, name="find_scanners"),
    path(_ADMIN + "<int:scanner_pk>/", scanners.scanner, name="scanner"),
    path(_ADMIN + "<int:scanner_pk>/xac-nhan/", scanners.confirm, name="confirm_scanner"),
    path(_ADMIN + "<int:scanner_pk>/bo/", scanners.remove, name="remove_scanner"),
    path(_ADMIN + "<int:scanner_pk>/kiem-tra/", scanners.check, name="check_scanner"),
]
