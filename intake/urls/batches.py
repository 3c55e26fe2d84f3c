"""Which addresses do stacks of several dossiers have?"""

from django.urls import path

from intake.views import batch_tray, changing_batches, one_batch

urlpatterns = [
    path("chong-ho-so/", batch_tray.tray, name="batches"),
    path("chong-ho-so/tai-len/", batch_tray.send, name="batch_upload"),
    path("chong-ho-so/<int:batch_pk>/", one_batch.batch, name="batch"),
    path("chong-ho-so/<int:batch_pk>/tien-do/", one_batch.batch_state, name="batch_state"),
    path("chong-ho-so/<int:batch_pk>/tep/", one_batch.batch_file, name="batch_file"),
    path("chong-ho-so/<int:batch_pk>/sua/<slug:deed>/", changing_batches.change_batch, name="change_batch"),
]
