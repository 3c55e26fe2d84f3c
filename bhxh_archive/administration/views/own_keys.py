"""How does a person switch keys that stand alone off and on, for every browser they sign in from?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from bhxh_archive.models import User

FETCHED = "fetch"


@require_http_methods(["GET", "POST"])
def single_keys(request: HttpRequest) -> HttpResponse:
    """Keep the switch of the menu as it stands: with `on` keys do something. To a script nothing, else the way home."""
    assert isinstance(request.user, User)  # SignInFirst lets nobody else through
    if request.method == "POST":
        User.objects.filter(pk=request.user.pk).update(single_keys="on" in request.POST)
    if request.headers.get("X-Requested-With") == FETCHED:
        return HttpResponse(status=204)
    return redirect("home")
