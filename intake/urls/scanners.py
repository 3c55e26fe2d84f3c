"""Which addresses do network scanners have, for clerks and for administrators?"""

from django.urls import path

from intake.urls.here import HERE
from intake.views.devices import scanners, scanning
from intake.views.stacks import stack_scanning

_TRAY = "chong-ho-so/quet/"
_ADMIN = "quan-tri/may-quet/"

urlpatterns = [
    path(HERE + "quet/", scanning.scan, name="scan"),
    path(HERE + "quet/<int:scan_pk>/dung/", scanning.stop, name="stop_scan"),
    path(HERE + "quet/<int:scan_pk>/chia/", scanning.divert, name="divert_scan"),
    path(HERE + "quet/hoi-may/", scanning.ask, name="ask_scanners"),
    path(_TRAY, stack_scanning.scan_stack, name="scan_stack"),
    path(_TRAY + "hoi-may/", stack_scanning.ask, name="ask_stack_scanners"),
    path(_TRAY + "<int:scan_pk>/dung/", stack_scanning.stop, name="stop_stack_scan"),
    path(_TRAY + "<int:scan_pk>/anh/<int:number>/", stack_scanning.picture, name="scan_picture"),
    path(_ADMIN, scanners.scanners, name="scanners"),
    path(_ADMIN + "tim/", scanners.find, name="find_scanners"),
    path(_ADMIN + "<int:scanner_pk>/", scanners.scanner, name="scanner"),
    path(_ADMIN + "<int:scanner_pk>/xac-nhan/", scanners.confirm, name="confirm_scanner"),
    path(_ADMIN + "<int:scanner_pk>/bo/", scanners.remove, name="remove_scanner"),
    path(_ADMIN + "<int:scanner_pk>/kiem-tra/", scanners.check, name="check_scanner"),
]
