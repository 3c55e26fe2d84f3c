"""Which addresses do stacks of several dossiers have?"""

from django.urls import path

from intake.views.stacks import changing_batches, preview, tray

urlpatterns = [
    path("chong-ho-so/", tray.tray, name="batches"),
    path("chong-ho-so/tai-len/", tray.send, name="batch_upload"),
    path("chong-ho-so/<int:batch_pk>/", preview.batch, name="batch"),
    path("chong-ho-so/<int:batch_pk>/tien-do/", preview.batch_state, name="batch_state"),
    path("chong-ho-so/<int:batch_pk>/tep/", preview.batch_file, name="batch_file"),
    path("chong-ho-so/<int:batch_pk>/sua/<slug:deed>/", changing_batches.change_batch, name="change_batch"),
]
