"""What has changed on a contact sheet that is on screen already? Only that is sent: a sheet has hundreds of pages.

The sheet says which pages it shows and a mark of how each one looks; pages come and go, so it is asked for whole when
it has none. Without scripts every press is answered by the whole page.
"""

from __future__ import annotations

from typing import Any, Final, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from intake import queries
from intake.models import Dossier
from intake.queries.page_news import news_since
from intake.views.frame import current_user, open_dossier
from intake.views.page_desk.pages import desk, whole
from intake.views.page_desk.sheet import Sheet, SheetPage

HAVE: Final = "have"
"""Name of the field by which a sheet says what it shows: `page:mark`, separated by commas."""


def answered(request: HttpRequest, dossier: Dossier, url: str) -> HttpResponse:
    """After a press: what changed, to a sheet that says what it has; to all others, and where the way leads to another
    page, a redirect."""
    if request.POST.get(HAVE) and url == reverse("pages", args=[dossier.pk]):
        return _changes(request, desk(request, dossier))
    return redirect(url)


@require_POST
def sheet_changes(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed in the background: pages that came, pictures that were drawn anew."""
    dossier, context = open_dossier(request, pk, tab="pages")
    if not request.POST.get(HAVE):
        return whole(request, dossier, context)
    return _changes(request, desk(request, dossier))


@require_GET
def sheet_news(request: HttpRequest, pk: int) -> HttpResponse:
    """That pages came or changed since a desk was shown on which nothing goes on, with the way to see them; nothing at
    all where that is `told` already. Asked again and again: one query of the pages."""
    dossier = queries.dossier_for(current_user(request), pk)  # nothing of a document is shown: no look to log
    news = news_since(dossier, request.GET.get("seen", ""))
    if news and news.key == request.GET.get("told"):
        return HttpResponse(status=204)
    return render(request, "intake/sheet_news.html", {"dossier": dossier, "news": news})


def _changes(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    sheet: Sheet = context["sheet"]
    have = dict(part.split(":", 1) for part in request.POST[HAVE].split(",") if ":" in part)
    keys = [page.key for page in sheet.pages]
    if not keys:  # the empty sheet has other words and no buttons
        return redirect("pages", context["dossier"].pk)
    tiles = [page for page in cast("list[SheetPage]", sheet.pages) if have.get(page.key) != page.mark]
    order = [] if keys == list(have) else keys
    answer = render(request, "intake/sheet_changes.html", context | {"tiles": tiles, "order": order})
    if getattr(request, "htmx", None) and request.htmx.target == "sorter":  # type: ignore[attr-defined]
        answer["HX-Reswap"] = "none"  # the form stays; its parts are exchanged one by one
        answer["HX-Push-Url"] = "false"  # the address of a press is none to come back to
    return answer
