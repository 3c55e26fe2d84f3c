"""Which addresses do the postal services have among the administrator's pages?"""

from django.urls import path

from intake.views.administration import carriers

_ADMIN = "quan-tri/buu-chinh/"

urlpatterns = [
    path(_ADMIN, carriers.carriers, name="carriers"),
    path(_ADMIN + "<int:carrier_pk>/", carriers.carrier, name="carrier"),
]
