"""How does a person without an account fetch the signed file by the link they were given?

Nothing of the dossier is shown before the second fact is known. A wrong fact leads back to the page, which is loaded
anew without trying again; an error status would write the address, which is a secret as long as the link lives, into
the log of warnings.
"""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.settings.proxy import client_address
from bhxh_archive.ui.reading import whole_number
from intake.actions.links import fetch_result as fetch
from intake.models import ResultLink
from intake.queries import results_of
from intake.queries.links import limits_of, link_of
from intake.rules.links import LinkLimits, closes_at, link_problem, second_fact
from intake.views.files import stream
from intake.views.public import limited

OF_THE_LINK: Final = "link"
WRONG: Final = "Số nhập lúc {:%H:%M} chưa đúng."
"""With the time: the page still stands there while the file that a right number brought is saved."""
UNKNOWN: Final = "Không có đường dẫn này, hoặc đường dẫn đã được thay."


def _often(request: HttpRequest, minutes: int) -> HttpResponse:
    return _page(request, "dead", {"said": f"Đã mở quá nhiều lần. Hãy thử lại sau {minutes} phút."}, status=429)


@login_not_required
@sensitive_post_parameters()
@require_http_methods(["GET", "POST"])
@limited("result_link", _often)
def fetch_result(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Asks for the second fact; with the right one each signed file of the result is a button."""
    link = link_of(secret)
    if link is None:
        return _page(request, "dead", {"said": UNKNOWN}, status=404)
    office = link.hand_over.dossier.receiving_office
    limits = limits_of(office)
    if problem := link_problem(link, limits):
        said = f"{_said(request)} {problem}".strip()
        return _page(request, "dead", {"said": said, "office": office, "used": link.fetched_at}, status=404)
    if request.method == "POST":
        return _fetched(request, link, limits)
    return _page(request, "ask", _asked(link, limits) | {"fault": _said(request)})


def _said(request: HttpRequest) -> str:
    """What stood against the last try; it is told once. Whoever is signed in here as well has words of their own."""
    return " ".join(str(one) for one in messages.get_messages(request) if one.extra_tags == OF_THE_LINK)


def _asked(link: ResultLink, limits: LinkLimits) -> dict[str, Any]:
    taken = set(link.uses.values_list("version__result", flat=True))
    files = [(row.pk, row.latest, row.pk in taken) for row in results_of(link.hand_over.dossier)]
    return {"question": second_fact(link.receiver)[0], "files": files, "link": link, "limits": limits,
            "closes_at": closes_at(link, limits), "office": link.hand_over.dossier.receiving_office}  # fmt: skip


def _fetched(request: HttpRequest, link: ResultLink, limits: LinkLimits) -> HttpResponseBase:
    chosen, fact = whole_number(request.POST.get("file")) or 0, request.POST.get("fact", "")
    try:
        version = fetch(link=link, fact=fact, result=chosen, address=client_address(request))
    except (NotNow, NotValid) as refused:
        return _again(request, refused.message)
    if version is None:
        left = limits.failures - link.failures - 1
        wrong = WRONG.format(timezone.localtime())
        return _again(request, f"{wrong} Còn {left} lần nhập." if left > 0 else wrong)
    return stream(version.file, f"ket-qua-{version.result_id}.pdf")


def _again(request: HttpRequest, said: str) -> HttpResponse:
    messages.error(request, said, extra_tags=OF_THE_LINK)
    return redirect(request.path)


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    answer = render(request, f"fetch/{name}.html", context, status=status)
    answer.headers["Referrer-Policy"] = "same-origin"  # its own form must be able to say where it comes from
    return answer
