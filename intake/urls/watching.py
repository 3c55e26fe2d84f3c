"""Which addresses do watched folders have?"""

from django.urls import path

from intake.views.devices import watching

_ADMIN = "quan-tri/thu-muc-quet/"

urlpatterns = [
    path(_ADMIN, watching.folders, name="watched_folders"),
    path(_ADMIN + "<int:folder_pk>/nguoi-phu-trach/", watching.keeper, name="change_keeper"),
    path(_ADMIN + "<int:folder_pk>/bo/", watching.unwatch, name="unwatch_folder"),
]
