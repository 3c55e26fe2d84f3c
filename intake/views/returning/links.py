"""How does a clerk give a person the link to the signed file, and take it back?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.safestring import mark_safe
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from bhxh_archive.documents.barcodes import qr_svg
from bhxh_archive.errors import ChangedMeanwhile, NotValid
from bhxh_archive.ui.frame import Action, Foot
from bhxh_archive.ui.reading import whole_number
from intake.actions.returning import links
from intake.models import Dossier, Person, ResultLink
from intake.queries import goes_by_link, results_told
from intake.queries.links import ended_at, limits_of, links_of, mark_of
from intake.rules import is_changed
from intake.rules.links import closes_at, link_problem, second_fact
from intake.views.frame import current_user, open_to_change


@dataclass(frozen=True)
class LinkLine:
    """One link in words: whether it opens and until when, and what was fetched by it."""

    link: ResultLink
    problem: str
    closes_at: datetime

    @property
    def tone(self) -> str:
        return "quiet" if self.problem else "good"

    @property
    def waited_for(self) -> bool:
        """Whether it still opens and not everything was fetched by it."""
        return not self.problem and not self.link.fetched_at


@never_cache
@require_http_methods(["GET", "POST"])
def result_links(request: HttpRequest, pk: int) -> HttpResponse:
    """The links given so far; a new one is shown in the answer to the press that made it, and never again: loaded anew,
    that answer gives no other link."""
    dossier, context = open_to_change(request, pk, "intake.hand_over", tab="dossier")
    given: dict[str, Any] = {}
    if request.method == "POST":
        if "revoke" in request.POST:
            return _revoke(request, dossier)
        try:
            given = _issue(request, dossier)
        except ChangedMeanwhile as error:
            if error.message == links.GIVEN:
                messages.warning(request, error.message)
                return redirect("result_links", pk)
            given = {"fault": error.message, "status": 409}
        dossier, context = open_to_change(request, pk, "intake.hand_over", tab="dossier")  # as it stands now
    back = Action("Về hồ sơ", reverse("dossier", args=[pk]), method="get", kind="plain")
    limits, handed, ended = limits_of(dossier.receiving_office), dossier.hand_overs.first(), ended_at(dossier.pk)
    lines = [LinkLine(row, link_problem(row, limits, ended), closes_at(row, limits)) for row in links_of(dossier)]
    context |= {
        "lines": lines,
        "people": _people(dossier),
        "chosen": whole_number(request.POST.get("receiver")),
        "seen": mark_of(line.link for line in lines if not line.link.revoked_at),
        "waiting": next((line.link for line in lines if line.waited_for), None),
        "key": get_random_string(16),
        "limits": limits,
        "may_issue": goes_by_link(handed),
        "returned": handed is not None,
        "by_link": goes_by_link(context["handed"]),
        "changed": [row for row in results_told(dossier) if is_changed(row)],
        "foot": Foot(others=[back]),
        **given,
    }
    status = given.get("status", 422 if "fault" in given else 200)
    return render(request, "intake/result_links.html", context, status=status)


def _people(dossier: Dossier) -> list[tuple[Person, str]]:
    """Who may be given a link, and what they will be asked."""
    return [(person, fact) for person in dossier.persons.all() if (fact := second_fact(person)[0])]


def _revoke(request: HttpRequest, dossier: Dossier) -> HttpResponse:
    link = links_of(dossier).get(pk=whole_number(request.POST["revoke"]) or 0)
    links.revoke_link(link=link, by=current_user(request))
    messages.success(request, "Đã thu hồi đường dẫn.")
    return redirect("result_links", dossier.pk)


def _issue(request: HttpRequest, dossier: Dossier) -> dict[str, Any]:
    receiver = dossier.persons.filter(pk=whole_number(request.POST.get("receiver")) or 0).first()
    if receiver is None:
        return {"fault": "Chọn người nhận đường dẫn."}
    try:
        link, secret = links.issue_link(
            dossier=dossier, receiver=receiver, by=current_user(request), despite="despite" in request.POST,
            replace="replace" in request.POST, key=request.POST.get("key", ""), seen=request.POST.get("seen", ""),
        )  # fmt: skip
    except NotValid as error:
        return {"fault": error.message}
    url = request.build_absolute_uri(reverse("fetch_result", args=[secret]))
    code = mark_safe(qr_svg(url))  # noqa: S308 - our own drawing of an address of ours
    return {"url": url, "qr": code, "given": link, "fact": second_fact(receiver)[0]}
