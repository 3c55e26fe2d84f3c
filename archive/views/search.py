"""How does a person search: text posted, results under an opaque address, a scanned number opened at once?"""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from archive import queries, searching
from archive.actions.searches import keep_search
from archive.forms import SearchForm, procedures
from archive.models import Search
from archive.views.hits import open_dossier_rows, record_rows
from bhxh_archive.access import log_view
from bhxh_archive.documents.sheet_codes import parse
from bhxh_archive.errors import NotAllowed
from bhxh_archive.identifiers import is_valid_number
from bhxh_archive.identifiers.near_numbers import near_numbers
from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from bhxh_archive.roles import SEES_DOSSIERS
from bhxh_archive.text import number_fold
from bhxh_archive.ui.filters import url_with
from bhxh_archive.ui.rendering import vn_date
from bhxh_archive.ui.tables import Paging
from intake.finding import LIMIT, find_dossiers
from intake.models import Dossier
from intake.queries import dossiers
from intake.views.frame import current_user


def _searcher(request: HttpRequest) -> User:
    """Who works with dossiers at all may look for them (else 403)."""
    user = current_user(request)
    if not any(user.holds_anywhere(right) for right in SEES_DOSSIERS):
        raise NotAllowed("Tài khoản của bạn không làm việc với hồ sơ nên không tìm hồ sơ được.")
    return user


@require_http_methods(["GET", "POST"])
def search(request: HttpRequest) -> HttpResponse:
    """The empty search, and the answer to what was typed: the dossier itself, or a page of results."""
    user = _searcher(request)
    if request.method == "GET":
        return render(request, "archive/search.html", _page(user, SearchForm()))
    form = SearchForm(_posted(request))
    if not form.is_valid():
        return render(request, "archive/search.html", _page(user, form), status=422)
    facts = form.cleaned_data
    if dossier := _scanned(user, facts["q"]):
        return redirect("dossier", dossier.pk)
    kept = keep_search(by=user, text=facts.pop("q"), **facts)
    return redirect("search_results", kept.pk)


def _posted(request: HttpRequest) -> Any:
    """The form without the filter whose chip was pressed."""
    data = request.POST.copy()
    for name in data.getlist("drop"):
        data.pop(name, None)
    return data


def _scanned(user: User, text: str) -> Dossier | None:
    """The dossier whose whole number this is, or whose sheet was scanned, when the person may see it."""
    sheet = parse(text)
    number = number_fold(sheet.number if sheet else text)
    return dossiers(user).filter(number_folded=number).first() if number else None


@require_GET
def search_results(request: HttpRequest, pk: str) -> HttpResponse:
    """The results of one's own search; anybody else's is a 404."""
    user = _searcher(request)
    kept = Search.objects.get(pk=pk, by=user)
    form = SearchForm(initial={"q": kept.text, **{name: getattr(kept, name) for name in _FACTS}})
    log_view(request, f"search:{kept.pk}", action="search", purpose=kept.purpose)
    context = _page(user, form) | {"kept": kept, "chips": _chips(kept)}
    first_page = not request.GET.get("after")
    if first_page and kept.text:
        context |= _open_dossiers(user, kept.text) | _misread(user, kept.text)
    if queries.may_search(user):
        context |= _archived(request, kept)
    return render(request, "archive/search.html", context)


_FACTS: Final = (*searching.FILTERS, "purpose")


def _page(user: User, form: SearchForm) -> dict[str, Any]:
    return {"form": form, "may_search": queries.may_search(user), "action": reverse("search")}


def _open_dossiers(user: User, text: str) -> dict[str, Any]:
    """Dossiers still on their way; what is archived stands below, for those who may search there."""
    found = find_dossiers(user, text, without=[State.ARCHIVED] if queries.may_search(user) else [])
    return {"open_rows": open_dossier_rows(found[:LIMIT], text), "open_more": len(found) > LIMIT,
            "open_count": min(len(found), LIMIT)}  # fmt: skip


def _misread(user: User, text: str) -> dict[str, Any]:
    """That the check character of a dossier number does not fit, and the one dossier this person sees that is next to
    it, None where there is none or more than one."""
    code = parse(text.strip().upper())
    if code is None or is_valid_number(code.number):
        return {}
    near = list(dossiers(user).filter(number_folded__in=near_numbers(code.number))[:2])
    return {"misread": code.number, "near": near[0] if len(near) == 1 else None}


def _archived(request: HttpRequest, kept: Search) -> dict[str, Any]:
    found = searching.find_saved(kept, request.GET.get("after", ""))
    following = url_with(request.GET, after=found.next_after) if found.next_after else ""
    return {"found": found, "hits": record_rows(found), "paging": Paging(next_url=following)}


def _chips(kept: Search) -> list[tuple[str, str]]:
    """(filter name, words) of each filter that is set."""
    names = dict(procedures())
    words = {
        "procedure_code": f"Thủ tục: {names.get(kept.procedure_code, kept.procedure_code)}",
        "birth_year": f"Sinh năm {kept.birth_year}",
        "decided_from": f"Quyết định từ {vn_date(kept.decided_from)}",
        "decided_to": f"Quyết định đến {vn_date(kept.decided_to)}",
    }
    return [(name, text) for name, text in words.items() if getattr(kept, name)]
