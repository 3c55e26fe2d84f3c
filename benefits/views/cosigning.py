"""How does somebody listed beside the leader see what the leader signed, and sign it with the account password?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from benefits.actions import cosigning, deferring
from benefits.bulk_signing import COSIGN
from benefits.queries import open_deferred
from benefits.signers.cosigners import require_turn
from benefits.views.pages import version_pages
from benefits.views.room import finished, open_room, version_of, waits_elsewhere, where_signed
from benefits.views.verbs import GET_POST, facts_of, foot_for
from bhxh_archive.confirming import PasswordForm, asked, confirmed
from bhxh_archive.documents.signatories import WORDS
from bhxh_archive.errors import ActionError, NotAllowed, NotNow
from bhxh_archive.ui.facts import Fact, SummaryCard
from intake.models import CoSigner, Dossier
from intake.views.desk.bulk import by_worker
from intake.views.frame import current_user


@GET_POST
def cosign(request: HttpRequest, pk: int) -> HttpResponse:
    """The pages as they have been signed so far and the password; then all of it is signed in one ceremony."""
    dossier, context = open_room(request, pk, tab="results")
    user, version = current_user(request), version_of(request)
    by_server = not user.signs_elsewhere
    _, rows = require_turn(dossier, by=user, version=version)
    if request.method == "GET":
        return _page(request, dossier, context, rows, asked(request, user, by_server=by_server))
    form = confirmed(request, user, by_server=by_server)
    if not form.is_valid():
        return _page(request, dossier, context, rows, form, status=422)
    if settings.SIGN_IN_WORKER and by_server:
        return by_worker(request, dossier, "ky-tiep", version)
    try:
        if not by_server:
            deferring.defer_cosigning(dossier=dossier, by=user, version=version)
            return waits_elsewhere(request, dossier)
        signed = cosigning.cosign(dossier=dossier, by=user, version=version)
    except (NotAllowed, NotNow) as refused:  # certificate or time-stamp service: said on the page
        return _page(request, dossier, context, rows, asked(request, user, by_server=by_server), problem=refused)
    return finished(request, signed, f"Đã ký số tiếp hồ sơ {signed}.", queue="cho-ky-tiep", tab="results")


def _page(
    request: HttpRequest, dossier: Dossier, context: dict[str, Any], rows: Sequence[CoSigner], form: PasswordForm, *,
    status: int = 200, problem: ActionError | None = None,
) -> HttpResponse:  # fmt: skip
    results = [row.result for row in rows]
    facts = [Fact(row.title, f"Số {row.number} ngày {row.dated:%d/%m/%Y}") for row in results]
    facts.append(Fact("Bạn ký ở", ", ".join(dict.fromkeys(WORDS[row.field] for row in rows))))
    context |= {
        "form": form, "problem": problem.message if problem else "",
        "summary": SummaryCard(facts_of(dossier, *facts), heading="Văn bản sẽ ký"),
        "viewer": version_pages(request, dossier, [row.latest for row in results if row.latest]),
        "deferred": list(open_deferred(dossier)), "made_elsewhere": where_signed(current_user(request)),
        "foot": foot_for(COSIGN, why_not=form.why_not),
    }  # fmt: skip
    return render(request, "benefits/cosign.html", context, status=problem.status if problem else status)
