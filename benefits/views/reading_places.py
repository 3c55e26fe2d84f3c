"""Does the reading desk open at the page and width at which this person left it, whatever the browser?"""

from __future__ import annotations

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_POST

from benefits.actions.attending import Arrival
from benefits.actions.reading_places import keep_place
from benefits.views.room import require_work
from bhxh_archive.ui.reading import whole_number
from bhxh_archive.ui.viewer import Viewer
from intake.models import Dossier
from intake.queries import dossier_for
from intake.views.frame import current_user


def at_its_place(request: HttpRequest, dossier: Dossier, viewer: Viewer, arrived: Arrival | None) -> Viewer:
    """The scans at the page where this person left them, unless the address names one. Who does not settle the dossier
    (`arrived` None) gets them as they are."""
    if arrived is None:
        return viewer
    page = viewer.current if "trang" in request.GET or not arrived.page else arrived.page
    return replace(viewer, current=page, split=arrived.split, place_url=reverse("keep_place", args=[dossier.pk]))


@require_POST
def kept_place(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what the script of the viewer tells; the answer is empty."""
    user = current_user(request)
    dossier = dossier_for(user, pk)
    require_work(dossier, user)
    keep_place(dossier=dossier, by=user, page=whole_number(request.POST.get("page")),
               split=whole_number(request.POST.get("split")))  # fmt: skip
    return HttpResponse(status=204)
