"""How are the questions of the catalogue answered, and what does each answer ask for?"""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotValid
from bhxh_archive.lifecycle import CLOCK_RUNS
from bhxh_archive.models import User
from bhxh_archive.trail import record
from intake.actions.deadlines.clock import follow_case
from intake.actions.dossier.locking import lock_for_pages
from intake.models import Answer, Dossier, Question


@transaction.atomic
def answer_questions(*, dossier: Dossier, answers: Mapping[str, str], by: User) -> Dossier:
    """Answer questions of the procedure: code -> value; blank ones stay open. One event tells what changed.

    Every paper that hangs on an answered question is then asked for, or not; the statutory time is that of the case.
    Raises NotAllowed, NotNow, NotValid.
    """
    locked = lock_for_pages(dossier, by)
    known = {row.code: row for row in locked.procedure.questions.all()}
    given = {known[code]: value for code, value in answers.items() if value and _fits(known.get(code), value)}
    before = dict(locked.answers.values_list("question_id", "value"))
    changed = {row: value for row, value in given.items() if before.get(row.pk) != value}
    for question, value in changed.items():
        facts = {"value": value, "by": by, "at": timezone.now()}
        Answer.objects.update_or_create(dossier=locked, question=question, defaults=facts)
    if changed:
        apply_answers(locked, changed)
        record(locked, "answer_questions", by=by, answers={row.code: value for row, value in changed.items()})
        if locked.state in CLOCK_RUNS:
            follow_case(locked, by=by)
    return locked


def _fits(question: Question | None, value: str) -> bool:
    if question is None or value not in dict(question.options):
        raise NotValid("Câu hỏi hoặc câu trả lời này không có trong thủ tục. Hãy tải lại trang rồi chọn lại.")
    return True


def apply_answers(dossier: Dossier, answers: Mapping[Question, str]) -> None:
    """Ask for the papers that these answers ask for, and for none that hangs on another answer."""
    for component in dossier.components.filter(type__question__in=answers).select_related("type__question"):
        question = component.type.question
        component.asked = question is not None and answers[question] in component.type.answers
        component.save(update_fields=["asked"])


def carry_answers(dossier: Dossier) -> None:
    """Keep the answers where the procedure that the dossier stands under now asks the same; others are dropped."""
    known = {row.code: row for row in dossier.procedure.questions.all()}
    kept = {}
    for answer in dossier.answers.select_related("question"):
        question = known.get(answer.question.code)
        if question is None or answer.value not in dict(question.options):
            answer.delete()
            continue
        answer.question = question
        answer.save(update_fields=["question"])
        kept[question] = answer.value
    apply_answers(dossier, kept)
