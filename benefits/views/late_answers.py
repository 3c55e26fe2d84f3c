"""Where is an answer written down that came after its question was closed, and how does its officer say so?"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from benefits.actions.answer_scans import require_answers
from benefits.actions.late_answers import see_late_answers, take_late_answer
from benefits.forms.verification import LateAnswerForm
from benefits.views.answer_scans import letter_of, take_file
from benefits.views.room import open_room
from benefits.views.verbs import GET_POST, foot_for
from bhxh_archive.lifecycle import State
from bhxh_archive.ui.frame import back_unchanged
from bhxh_archive.ui.typed import name_fields
from intake.queries import dossier_for
from intake.views.frame import current_user


@GET_POST
def late_answer(request: HttpRequest, pk: int, letter_pk: int) -> HttpResponse:
    """One letter's closed questions, each with a form for what came afterwards."""
    dossier, context = open_room(request, pk)
    require_answers(dossier, current_user(request))
    if dossier.state == State.AWAITING_VERIFICATION:
        return redirect("verified", pk)
    letter = letter_of(dossier, letter_pk)
    form = LateAnswerForm(request.POST or None, letter, letter.questions.all(), request.FILES or None)
    name_fields(request, *form.all_forms)
    if form.is_bound and form.is_valid():
        return _taken(request, form)
    context |= {
        "title": "Trả lời đến sau", "form": form, "forms": form.all_forms if form.is_bound else [], "letter": letter,
        "foot": foot_for("Ghi trả lời đến sau", others=[back_unchanged(reverse("review", args=[pk]))]),
    }  # fmt: skip
    return render(request, "benefits/late_answer.html", context, status=422 if form.is_bound else 200)


def _taken(request: HttpRequest, form: LateAnswerForm) -> HttpResponse:
    given, letter = form.cleaned_data, form.letter
    if given["file"]:
        take_file(request, letter, given["file"])
    made = take_late_answer(letter=letter, answers=form.answers(), number=given["number"], dated=given["dated"],
                            scan=given["scan"], by=current_user(request))  # fmt: skip
    messages.success(request, f"Đã ghi trả lời đến sau của {len(made)} nội dung; chuyên viên được báo ở hàng chờ.")
    return redirect("review", letter.request.dossier_id)


@require_POST
def seen_late_answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the answers that came late off the queue."""
    dossier = dossier_for(current_user(request), pk)
    see_late_answers(dossier=dossier, by=current_user(request))
    messages.success(request, "Đã ghi là đã xem trả lời đến sau.")
    return redirect("review", pk)
