"""How does a leader take the prepared files to another signing tool, and bring them back signed?"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from benefits.actions.importing import take_signed_files
from benefits.forms.signed_files import SignedFilesForm
from benefits.queries import live_documents
from benefits.views.room import finished, open_room, version_of
from benefits.views.verbs import GET_POST, foot_for
from bhxh_archive.confirming import WRONG_PASSWORD, is_this_person
from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import check_move
from bhxh_archive.ui.frame import back_unchanged
from intake.models import Dossier
from intake.views.frame import current_user
from intake.views.verbs import add_problems


@GET_POST
def import_signed(request: HttpRequest, pk: int) -> HttpResponse:
    """The files to take along, and a place for those that come back."""
    dossier, context = open_room(request, pk)
    version = version_of(request) if request.method == "POST" else None
    check_move(dossier, "sign", by=current_user(request), version=version)
    form = SignedFilesForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and (done := _taken(request, dossier, form)):
        return done
    context |= {
        "form": form, "documents": list(live_documents(dossier)),
        "foot": foot_for("Nạp tệp đã ký", others=[back_unchanged(reverse("sign", args=[pk]))]),
    }  # fmt: skip
    return render(request, "benefits/import_signed.html", context, status=422 if form.is_bound else 200)


def _taken(request: HttpRequest, dossier: Dossier, form: SignedFilesForm) -> HttpResponse | None:
    """What follows when all of it was accepted; else the form says what was not."""
    if not form.is_valid():
        return None
    if not is_this_person(request, current_user(request), form.cleaned_data["password"]):
        form.add_error("password", WRONG_PASSWORD)
        return None
    return _signed(request, dossier, form)


def _signed(request: HttpRequest, dossier: Dossier, form: SignedFilesForm) -> HttpResponse | None:
    files = [file.read() for file in form.cleaned_data["signed"]]
    try:
        moved = take_signed_files(dossier=dossier, files=files, by=current_user(request), version=version_of(request))
    except NotValid as error:
        add_problems(form, error)
        return None
    return finished(request, moved, f"Đã nhận chữ ký của hồ sơ {moved}.", queue="cho-ky", tab="results")
