"""How does the scan of another body's answer come in, and how is it looked at?"""

from __future__ import annotations

from typing import Final

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from benefits.actions.answer_scans import keep_answer_scan as keep
from benefits.actions.answer_scans import require_answers
from benefits.models import VerificationLetter
from benefits.queries import scans_of
from benefits.views.room import require_work
from bhxh_archive.access import log_view
from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import State
from intake.models import Dossier, Upload
from intake.queries import dossier_for
from intake.views.files import ending, stream
from intake.views.frame import current_user
from intake.views.slips import file_stem

SHOWN: Final = ("application/pdf", "image/jpeg", "image/png")
"""What a browser shows in place; the rest is kept to be opened."""


@require_POST
def keep_answer_scan(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    """Take a file in beside an answer that was written down already."""
    dossier = dossier_for(current_user(request), pk)
    letter = letter_of(dossier, letter_pk)
    require_answers(dossier, current_user(request))
    take_file(request, letter, request.FILES.get("file"))
    return redirect("verified" if dossier.state == State.AWAITING_VERIFICATION else "review", pk)


def take_file(request: HttpRequest, letter: VerificationLetter, file: UploadedFile | None) -> None:
    """Keep it, and say so; a file over the limit is told."""
    if file is None:
        messages.error(request, "Chưa chọn tệp bản quét.")
        return
    try:
        keep(letter=letter, name=file.name or "tra-loi", chunks=file.chunks(), by=current_user(request))
    except NotValid as error:
        messages.error(request, f"{file.name}: {error.message}")
    else:
        messages.success(request, f"Đã nhận bản quét «{file.name}», đang kiểm tra.")


@require_GET
def answer_scan(request: HttpRequest, pk: int, letter_pk: int, upload_pk: int) -> HttpResponseBase:
    """The file of an answer as it came, once it was found fit."""
    dossier = dossier_for(current_user(request), pk)
    require_work(dossier, current_user(request))
    row = scans_of(letter_of(dossier, letter_pk)).get(pk=upload_pk, state=Upload.State.ACCEPTED, file__isnull=False)
    assert row.file
    log_view(request, f"upload:{row.pk}", action="read")
    name = "" if row.file.media_type in SHOWN else f"{file_stem(dossier)}-tra-loi-{row.pk}.{ending(row.file)}"
    return stream(row.file, name)


def letter_of(dossier: Dossier, pk: int) -> VerificationLetter:
    """That letter of the dossier; raises VerificationLetter.DoesNotExist, a 404."""
    found = VerificationLetter.objects.select_related("request__dossier", "slip")
    return found.get(pk=pk, request__dossier=dossier)
