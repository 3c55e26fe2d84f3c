"""Which addresses do files and pages have?"""

from django.urls import path

from intake.urls.here import HERE
from intake.views import files
from intake.views.consolidation import opening_scans
from intake.views.page_desk import changing_pages, sheet_changes, undoing_steps, uploads

urlpatterns = [
    path(HERE + "tai-len/", uploads.upload, name="upload"),
    path(HERE + "tep/", uploads.upload_state, name="upload_state"),
    path(HERE + "tep/<int:upload_pk>/", files.upload_file, name="upload_file"),
    path(HERE + "tep/<int:upload_pk>/chia/", uploads.divert_file, name="divert_file"),
    path(HERE + "tep/<int:upload_pk>/cat/", uploads.put_away_file, name="put_away_file"),
    path(HERE + "tep/<int:upload_pk>/lay-lai/", uploads.bring_back_file, name="bring_back_file"),
    path(HERE + "trang-doi/", sheet_changes.sheet_changes, name="sheet_changes"),
    path(HERE + "trang-moi/", sheet_changes.sheet_news, name="sheet_news"),
    path(HERE + "sua-trang/<slug:verb>/", changing_pages.change_pages, name="change_pages"),
    path(HERE + "khoi-phuc-trang/<slug:ids>/", changing_pages.restore_pages, name="restore_pages"),
    path(HERE + "mo-ban-quet/", opening_scans.open_scans, name="open_scans"),
    path(HERE + "khoa-ban-quet/", opening_scans.lock_scans, name="lock_scans"),
    path(HERE + "hoan-tac-trang/<slug:ids>/", changing_pages.undo_edits, name="undo_edits"),
    path(HERE + "hoan-tac-buoc/<int:step_pk>/", undoing_steps.undo_step, name="undo_step"),
    path(HERE + "lam-lai-buoc/<int:step_pk>/", undoing_steps.redo_step, name="redo_step"),
    path("trang/<int:page_pk>/<slug:size>.jpg", files.page_image, name="page_image"),
]
