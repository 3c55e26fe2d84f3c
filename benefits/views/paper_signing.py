"""How does the leader have a dossier signed with ink while an order of the head allows it?"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from benefits.actions.paper_signing import sign_on_paper as sign
from benefits.queries import drafts_of, live_documents, paper_order_in_force
from benefits.views.pages import prepared_pages
from benefits.views.room import finished, open_room, version_of
from benefits.views.signing import signed_summary
from benefits.views.verbs import GET_POST, foot_for
from bhxh_archive.confirming import PasswordForm, confirmed
from bhxh_archive.lifecycle import check_move
from bhxh_archive.ui.frame import back_unchanged
from intake.models import Dossier
from intake.rules.results import ON_PAPER
from intake.views.frame import current_user


@GET_POST
def sign_on_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The prepared pages, the order and the password; then the documents are printed for the pen."""
    dossier, context = open_room(request, pk)
    user = current_user(request)
    version = version_of(request) if request.method == "POST" else None
    check_move(dossier, "sign", by=user, version=version, on_paper=True)
    form = confirmed(request, user, by_server=False) if request.method == "POST" else PasswordForm()
    if form.is_bound and form.is_valid():
        moved = sign(dossier=dossier, by=user, version=version)
        said = f"Hồ sơ {moved} ký trên giấy: văn thư in văn bản, trình ký, đóng dấu rồi quét lại."
        return finished(request, moved, said, queue="cho-ky", tab="results")
    return _page(request, dossier, context, form)


def _page(request: HttpRequest, dossier: Dossier, context: dict[str, Any], form: PasswordForm) -> HttpResponse:
    documents = list(live_documents(dossier))
    context |= {
        "form": form, "order": paper_order_in_force(dossier.settling_office),
        "summary": signed_summary(dossier, drafts_of(dossier), documents),
        "viewer": prepared_pages(request, dossier, documents),
        "foot": foot_for(ON_PAPER["sign"], others=[back_unchanged(reverse("sign", args=[dossier.pk]))]),
    }  # fmt: skip
    return render(request, "benefits/sign_on_paper.html", context, status=422 if form.is_bound else 200)
