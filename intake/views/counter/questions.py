"""How are the questions asked on which the checklist hangs?"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from bhxh_archive.errors import NotValid
from intake import queries
from intake.actions.counter import asking
from intake.forms.questions import QuestionsForm
from intake.models import Dossier
from intake.views.dossier.first_tab import may_scan
from intake.views.frame import current_user, open_dossier, open_to_change
from intake.views.verbs import add_problems


@require_http_methods(["GET", "POST"])
def questions(request: HttpRequest, pk: int) -> HttpResponse:
    """Every question of the procedure with what was answered, by whom and when; a clerk answers or corrects."""
    if request.method == "POST":
        return _answered(request, *open_to_change(request, pk, "intake.scan", tab="dossier"))
    found, context = open_dossier(request, pk, tab="dossier")
    return _page(request, found, context, QuestionsForm(asked=queries.questions_of(found), told=True))


def _answered(request: HttpRequest, found: Dossier, context: dict[str, Any]) -> HttpResponse:
    form = QuestionsForm(request.POST, asked=queries.questions_of(found), told=True)
    if form.is_valid():
        try:
            asking.answer_questions(dossier=found, answers=form.answers(), by=current_user(request))
        except NotValid as error:
            add_problems(form, error)
        else:
            messages.success(request, "Đã lưu câu trả lời. Danh mục giấy tờ đã theo các câu trả lời này.")
            return redirect("dossier", found.pk)
    return _page(request, found, context, form, status=422)


def _page(
    request: HttpRequest, found: Dossier, context: dict[str, Any], form: QuestionsForm, status: int = 200
) -> HttpResponse:
    rows = [(question, answer, form[f"ask-{question.code}"]) for question, answer in form.asked]
    context |= {"form": form, "rows": rows, "may_scan": may_scan(found, current_user(request))}
    return render(request, "dossier/questions.html", context, status=status)
