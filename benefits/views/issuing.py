"""How does the records clerk see what was signed, confirm the agency's signature and send it out?"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from benefits.actions import signing
from benefits.issued.deliveries import planned
from benefits.views.pages import version_pages
from benefits.views.room import finished, open_room, version_of
from benefits.views.verbs import facts_of, foot_for, ways_back
from bhxh_archive.confirming import PasswordForm, asked, confirmed
from bhxh_archive.errors import NotNow
from bhxh_archive.lifecycle import MOVES, check_move
from bhxh_archive.ui.facts import Fact, SummaryCard
from intake.models import Dossier
from intake.queries import is_on_paper, results_of
from intake.views.desk.bulk import by_worker
from intake.views.frame import current_user


@require_http_methods(["GET", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """The pages as the leader signed them and the password; then the agency signs them all, and they are out."""
    dossier, context = open_room(request, pk, tab="results")
    if is_on_paper(dossier):
        return redirect("issue_on_paper", pk=pk)
    if request.method == "POST":
        return _issue(request, dossier, context)
    check_move(dossier, "issue", by=current_user(request))
    return _page(request, dossier, context, asked(request, current_user(request), by_server=True))


def _issue(request: HttpRequest, dossier: Dossier, context: dict[str, Any]) -> HttpResponse:
    user = current_user(request)
    check_move(dossier, "issue", by=user, version=version_of(request))
    form = confirmed(request, user, by_server=True)
    if not form.is_valid():
        return _page(request, dossier, context, form, status=422)
    if settings.SIGN_IN_WORKER:
        return by_worker(request, dossier, "phat-hanh", version_of(request))
    try:
        moved = signing.issue(dossier=dossier, by=user, version=version_of(request))
    except NotNow as error:  # the certificate or the time-stamp service, said in words: the page stays
        form = asked(request, user, by_server=True)
        return _page(request, dossier, context, form, problem=error.message, status=409)
    said = f"Đã ký số cơ quan và phát hành hồ sơ {moved}."
    return finished(request, moved, said, queue="cho-phat-hanh", tab="results")


def _page(
    request: HttpRequest, dossier: Dossier, context: dict[str, Any], form: PasswordForm, *,
    status: int = 200, problem: str = "",
) -> HttpResponse:  # fmt: skip
    results = list(results_of(dossier))
    facts = [Fact(row.title, f"Số {row.number} ngày {row.dated:%d/%m/%Y}") for row in results]
    facts += [Fact("Chuyển trong ngành", ", ".join(planned(dossier, results))),
              Fact("Chữ ký cơ quan", dossier.settling_office.name)]  # fmt: skip
    context |= {
        "form": form, "problem": problem,
        "summary": SummaryCard(facts_of(dossier, *facts), heading="Văn bản sẽ phát hành"),
        "viewer": version_pages(request, dossier, [row.latest for row in results if row.latest]),
        "foot": foot_for(MOVES["issue"].label, others=ways_back(dossier, "recall"), why_not=form.why_not),
    }  # fmt: skip
    return render(request, "benefits/issue.html", context, status=status)
