"""Is somebody told who else has this dossier open, and is it kept that they have?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from benefits.actions.attending import BEAT, OPENED, Attending, attend
from benefits.views.room import require_work, sees_work
from bhxh_archive.models import User
from intake.models import Dossier
from intake.queries import dossier_for
from intake.views.frame import current_user


def opened(dossier: Dossier, user: User) -> dict[str, Any]:
    """What a page that was just opened says of the others, and `arrived`, where its reader was; nothing to who doesn't
    settle the dossier."""
    if not sees_work(dossier, user):
        return {}
    arrived = attend(dossier=dossier, by=user, lasts=OPENED)
    return _told(arrived.others) | {"arrived": arrived}


@require_POST
def still_open(request: HttpRequest, pk: int) -> HttpResponse:
    """The page is still open; the answer is empty as long as the others are those it tells of (`seen`)."""
    user = current_user(request)
    dossier = dossier_for(user, pk)
    require_work(dossier, user)
    told = _told(attend(dossier=dossier, by=user, lasts=BEAT).others)
    if told["others_mark"] == request.POST.get("seen"):
        return HttpResponse(status=204)
    return render(request, "benefits/presence.html", told | {"dossier": dossier})


def _told(others: list[Attending]) -> dict[str, Any]:
    mark = "-".join(f"{row.user}:{row.since.timestamp():.0f}" for row in others)
    return {"others": others, "others_mark": mark}
