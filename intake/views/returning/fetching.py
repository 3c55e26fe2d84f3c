"""How does a person without an account fetch the signed file by the link they were given?

Nothing of the dossier is shown before the second fact is known. A wrong fact leads back to the page, which is loaded
anew without trying again; an error status would write the address, which is a secret as long as the link lives, into
the log of warnings. A right one leads back as well: a download replaces no page, so the page itself asks for the file
and says so, and a signed cookie of a few minutes lets the same browser save it again.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.signing import BadSignature
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.settings.proxy import client_address
from bhxh_archive.ui.reading import whole_number
from intake.actions.returning.links import fetch_result as fetch
from intake.actions.returning.soundness import stand_by
from intake.models import ResultLink, ResultVersion
from intake.queries import results_of
from intake.queries.links import ended_at, limits_of, link_of
from intake.rules.links import LinkLimits, closes_at, link_problem, second_fact
from intake.views.files import stream
from intake.views.public import limited

OF_THE_LINK: Final = "link"
WRONG: Final = "Số nhập lúc {:%H:%M} chưa đúng."
"""With the time: the page may stand there for long."""
STARTED: Final = "link-started"
TICKET: Final = "ket-qua"
BROKEN: Final = "Tệp này đang lỗi nên chưa tải được. Hãy liên hệ cơ quan BHXH đã cấp đường dẫn."
OPEN_SECONDS: Final = 300
"""How long the browser that knew the second fact may save the same file again."""
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
    limits = limits_of(link.hand_over.dossier.receiving_office)
    problem = link_problem(link, limits, ended_at(link.hand_over.dossier_id))
    if request.method == "POST" and not problem:
        return _fetched(request, link, limits)
    said = _said(request)
    saved = None if OF_THE_LINK in said else _saved(request, link, secret)
    page = _answer(request, link, limits, said.get(OF_THE_LINK, ""), problem, saved)
    if saved and STARTED in said:
        page.headers["Refresh"] = f"1;url={saved.url}"
    return page


def _answer(
    request: HttpRequest, link: ResultLink, limits: LinkLimits, fault: str, problem: str, saved: Saved | None
) -> HttpResponse:
    """The question, or why the link opens nothing any more; what was saved a moment ago stands on either."""
    if not problem:
        return _page(request, "ask", _asked(link, limits) | {"fault": fault, "saved": saved})
    context = {"said": f"{fault} {problem}".strip(), "office": link.hand_over.dossier.receiving_office,
               "used": link.fetched_at, "saved": saved}  # fmt: skip
    return _page(request, "dead", context, status=404)


@login_not_required
@require_GET
@limited("result_link", _often)
def fetched_file(request: HttpRequest, secret: str, result_pk: int) -> HttpResponseBase:
    """The file for whose sake the second fact was told a moment ago; for anybody else the way back to the question."""
    link = link_of(secret)
    if link is None:
        return _page(request, "dead", {"said": UNKNOWN}, status=404)
    saved = _saved(request, link, secret)
    if saved is None or saved.version.result_id != result_pk:
        return redirect("fetch_result", secret)
    try:
        stand_by(version=saved.version, by=None)
    except NotNow:
        return _page(request, "dead", {"said": BROKEN}, status=409)
    return stream(saved.version.file, f"ket-qua-{result_pk}.pdf")


class Saved(NamedTuple):
    """The file that this browser is saving, and from where it may once more."""

    version: ResultVersion
    url: str
    minutes: int = OPEN_SECONDS // 60


def _saved(request: HttpRequest, link: ResultLink, secret: str) -> Saved | None:
    """By the cookie that the right second fact brought; a revoked link gives nothing more out."""
    try:
        version_pk = int(request.get_signed_cookie(TICKET, salt=_salt(link), max_age=OPEN_SECONDS) or "")
    except (KeyError, ValueError, BadSignature):
        return None
    rows = ResultVersion.objects.filter(pk=version_pk).select_related("file", "result")
    version = None if link.revoked_at else rows.first()
    return Saved(version, reverse("fetched_file", args=[secret, version.result_id])) if version else None


def _salt(link: ResultLink) -> str:
    return f"result-link:{link.secret_hash}"


def _said(request: HttpRequest) -> dict[str, str]:
    """What the last try brought, by its kind; it is told once. Whoever is signed in here has words of their own."""
    ours = [one for one in messages.get_messages(request) if one.extra_tags in (OF_THE_LINK, STARTED)]
    return {one.extra_tags: str(one) for one in ours[-1:]}


def _asked(link: ResultLink, limits: LinkLimits) -> dict[str, Any]:
    taken = set(link.uses.values_list("version__result", flat=True))
    files = [(row.pk, row.latest, row.pk in taken) for row in results_of(link.hand_over.dossier)]
    return {"question": second_fact(link.receiver)[0], "files": files, "link": link, "limits": limits,
            "closes_at": closes_at(link, limits), "office": link.hand_over.dossier.receiving_office}  # fmt: skip


def _stand_by(link: ResultLink, chosen: int) -> None:
    """A broken file is no download that counts. Raises NotNow."""
    rows = results_of(link.hand_over.dossier)
    newest = next((row.latest for row in rows if row.pk == chosen), None)
    try:
        if newest:
            stand_by(version=newest, by=None)
    except NotNow as broken:
        raise NotNow(BROKEN) from broken


def _fetched(request: HttpRequest, link: ResultLink, limits: LinkLimits) -> HttpResponseBase:
    chosen, fact = whole_number(request.POST.get("file")) or 0, request.POST.get("fact", "")
    try:
        _stand_by(link, chosen)
        version = fetch(link=link, fact=fact, result=chosen, address=client_address(request))
    except (NotNow, NotValid) as refused:
        return _again(request, refused.message)
    if version is None:
        left = limits.failures - link.failures - 1
        wrong = WRONG.format(timezone.localtime())
        return _again(request, f"{wrong} Còn {left} lần nhập." if left > 0 else wrong)
    messages.success(request, "Tệp đang được tải về.", extra_tags=STARTED)
    back = redirect(request.path)
    rights: dict[str, Any] = {"path": request.path, "secure": request.is_secure(), "httponly": True, "samesite": "Lax"}
    back.set_signed_cookie(TICKET, str(version.pk), salt=_salt(link), max_age=OPEN_SECONDS, **rights)
    return back


def _again(request: HttpRequest, said: str) -> HttpResponse:
    messages.error(request, said, extra_tags=OF_THE_LINK)
    return redirect(request.path)


def _page(request: HttpRequest, name: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    answer = render(request, f"fetch/{name}.html", context, status=status)
    answer.headers["Referrer-Policy"] = "same-origin"  # its own form must be able to say where it comes from
    return answer
