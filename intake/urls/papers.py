"""Which addresses does the paper store have?"""

from django.urls import path

from intake.urls.here import HERE
from intake.views.paper import filing, mending, of_dossier, store

urlpatterns = [
    path("kho-giay/", store.paper_store, name="paper_store"),
    path("kho-giay/tim/", of_dossier.find_paper, name="find_paper"),
    path("kho-giay/xep/", filing.file_papers, name="file_papers"),
    path("kho-giay/xep/<int:entry_pk>/hoan-tac/", filing.undo, name="undo_filing"),
    path("kho-giay/cho/<int:place_pk>/", store.paper_place, name="paper_place"),
    path("kho-giay/cho/<int:place_pk>/sua/", mending.change_place, name="change_paper_place"),
    path("kho-giay/cho/<int:place_pk>/bo/", mending.remove_place, name="remove_paper_place"),
    path("kho-giay/cho/<int:place_pk>/nhan/", store.labels, name="box_labels"),
    path("kho-giay/hop/<int:box_pk>/", store.paper_box, name="paper_box"),
    path("kho-giay/hop/<int:box_pk>/sua/", mending.change_box, name="change_paper_box"),
    path("kho-giay/hop/<int:box_pk>/bo/", mending.remove_box, name="remove_paper_box"),
    path(HERE + "ho-so-giay/", of_dossier.paper_of_dossier, name="paper_of_dossier"),
]
