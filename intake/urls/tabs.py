"""Which addresses stand around every dossier?"""

from django.urls import path

from intake.urls.here import HERE
from intake.views import after
from intake.views.dossier import first_tab, trail
from intake.views.page_desk import one_page, pages

urlpatterns = [
    path(HERE, first_tab.dossier, name="dossier"),
    path(HERE + "trang/", pages.pages, name="pages"),
    path(HERE + "trang/<int:page_pk>/", one_page.page, name="page"),
    path(HERE + "nhat-ky/", trail.trail, name="trail"),
    path(HERE + "xong/<slug:verb>/", after.done, name="done"),
]
