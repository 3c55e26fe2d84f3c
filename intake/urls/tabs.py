"""Which addresses stand around every dossier?"""

from django.urls import path

from intake.urls.here import HERE
from intake.views import after, dossier, one_page, pages, trail

urlpatterns = [
    path(HERE, dossier.dossier, name="dossier"),
    path(HERE + "trang/", pages.pages, name="pages"),
    path(HERE + "trang/<int:page_pk>/", one_page.page, name="page"),
    path(HERE + "nhat-ky/", trail.trail, name="trail"),
    path(HERE + "xong/<slug:verb>/", after.done, name="done"),
]
