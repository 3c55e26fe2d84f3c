"""Which addresses do the slips of a dossier have?"""

from django.urls import path

from intake.urls.here import HERE
from intake.views import slips

urlpatterns = [
    path(HERE + "in/<slug:name>/", slips.slip, name="slip"),
    path(HERE + "danh-sach/to-phan-cach/", slips.chosen_line_separators, name="chosen_line_separators"),
    path(HERE + "phieu/<int:slip_pk>/", slips.issued_slip, name="issued_slip"),
    path(HERE + "phieu/<int:slip_pk>/in-lai/", slips.reprint_slip, name="reprint_slip"),
]
