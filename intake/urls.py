"""Which addresses belong to reception and to the frame of every dossier?"""

from django.urls import path

from intake.views import desk

urlpatterns = [
    path("", desk.home, name="home"),
    path("hang-cho/<slug:slug>/", desk.queue, name="queue"),
]
