"""Which addresses does the work on many dossiers at once have?"""

from django.urls import path

from intake.views.desk import bulk

urlpatterns = [
    path("hang-cho/<slug:slug>/nhieu/<slug:verb>/", bulk.choose, name="bulk_choose"),
    path("nhieu-ho-so/<int:run_pk>/", bulk.run, name="bulk_run"),
    path("nhieu-ho-so/<int:run_pk>/lam/", bulk.confirm, name="bulk_confirm"),
]
