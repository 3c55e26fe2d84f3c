"""How is an answer written down that comes when nobody waits for it any more, and who is told?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from benefits.actions.answer_scans import lock_for_answers
from benefits.actions.verifying import Answered, answered_as, check_answers, check_said, spaced
from benefits.models import LateAnswer, VerificationLetter
from benefits.queries import unseen_answers
from bhxh_archive.errors import NotNow
from bhxh_archive.lifecycle import Seat, State
from bhxh_archive.models import User
from bhxh_archive.text import nfc
from bhxh_archive.trail import permit, record
from intake.models import Dossier


@transaction.atomic
def take_late_answer(
    *, letter: VerificationLetter, answers: Sequence[Answered], dated: date, by: User, number: str = "", scan: str = ""
) -> list[LateAnswer]:
    """Write down what one letter says of closed questions, beside what became of them; the dossier does not move, and
    its officer is told. Arguments as those of `take_answer`. Raises NotAllowed, NotNow, NotValid."""
    dossier, granted = lock_for_answers(letter.request.dossier, by)
    if dossier.state == State.AWAITING_VERIFICATION:
        raise NotNow("Hồ sơ còn chờ xác minh: ghi trả lời ở trang Xác minh, mở lại nội dung đã đóng nếu cần.")
    check_answers(answers, dated, letter)
    made = []
    for row in answers:
        check_said(row)
        question = letter.questions.get(pk=row.question)
        made.append(LateAnswer.objects.create(question=question, verdict=row.verdict, answer=nfc(row.text.strip()),
                                              answer_number=spaced(number), answer_dated=dated, scan=spaced(scan),
                                              by=by))  # fmt: skip
        record(dossier, "take_late_answer", by=by, granted=granted, question=question.pk, verdict=row.verdict,
               **answered_as(question))  # fmt: skip
    return made


@transaction.atomic
def see_late_answers(*, dossier: Dossier, by: User) -> int:
    """Say that the officer has seen them: they leave the queue. How many these were. Raises NotAllowed."""
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    granted = permit(locked, "benefits.draft", by, Seat.SETTLING)
    seen = unseen_answers(locked).update(seen_at=timezone.now(), seen_by=by)
    if seen:
        record(locked, "see_late_answers", by=by, granted=granted, answers=seen)
    return seen
