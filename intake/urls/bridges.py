"""Which addresses do bridges call, and where are they kept?"""

from django.urls import path

from intake.views.devices import bridge_calls, bridges

_RUN = "cau-noi/luot/<int:scan_pk>/"

urlpatterns = [
    path("cau-noi/viec/", bridge_calls.work, name="bridge_work"),
    path(_RUN + "nhan/", bridge_calls.claim, name="bridge_claim"),
    path(_RUN + "con/", bridge_calls.wanted, name="bridge_wanted"),
    path(_RUN + "trang/<int:number>/", bridge_calls.page, name="bridge_page"),
    path(_RUN + "het/", bridge_calls.finish, name="bridge_finish"),
    path("cau-noi/tep/", bridge_calls.file, name="bridge_file"),
    path("quan-tri/cau-noi/", bridges.bridges, name="bridges"),
    path("quan-tri/cau-noi/<int:bridge_pk>/thu-hoi/", bridges.revoke, name="revoke_bridge"),
]
