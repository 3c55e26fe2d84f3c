"""How is a question mended while its letter is a draft, and how is the letter numbered, for signing with ink?"""

from __future__ import annotations

from typing import Final

from django.db import transaction
from django.utils import timezone

from benefits.actions.verifying import spaced, told_as
from benefits.models import VerificationLetter, VerificationQuestion
from benefits.signers.letter_signers import letter_seats, signature_of
from benefits.wording.verification import TEMPLATE, letter_data
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.lifecycle import Seat, State
from bhxh_archive.models import Assignment, User
from bhxh_archive.text import nfc
from bhxh_archive.trail import permit, record
from intake.actions.desk.printing import issue_typed, reprint
from intake.models import Dossier, IssuedSlip

SETTLED: Final = "Công văn đã cấp số, hoặc nội dung không còn chờ trả lời, nên không sửa được nữa."


@transaction.atomic
def reword_question(*, question: VerificationQuestion, subject: str, text: str, by: User) -> VerificationQuestion:
    """Give an open question other words while its letter has no number; the former ones stay in the trail.

    Raises NotAllowed, NotValid without paper or fact and words, NotNow once the letter is numbered or nobody waits.
    """
    dossier = Dossier.objects.select_for_update().get(pk=question.letter.request.dossier_id)
    granted = permit(dossier, "benefits.request_verification", by, Seat.SETTLING)
    row = VerificationQuestion.objects.select_related("letter").get(pk=question.pk)
    if row.letter.slip_id or not row.is_open or dossier.state != State.AWAITING_VERIFICATION:
        raise NotNow(SETTLED)
    before, row.subject, row.text = f"Trước đó ghi: {row.subject}. {row.text}", spaced(subject), nfc(text.strip())
    if not (row.subject and row.text):
        raise NotValid("Hãy ghi giấy tờ hoặc sự việc, và điều cần xác minh.")
    row.save(update_fields=["subject", "text"])
    record(dossier, "reword_question", by=by, granted=granted, reason=before, question=row.pk, **told_as(row))
    return row


@transaction.atomic
def issue_letter(*, letter: VerificationLetter, by: User, seat: Assignment | None = None) -> IssuedSlip:
    """Number the letter in the series of official letters (NĐ 30/2020 art. 15), date it and freeze it as PDF/A.

    `seat`: who is going to sign it with ink, by which authority; None leaves the head's place without a name. Whoever
    presses again prints the same bytes: what went out is never altered. Raises NotAllowed; NotValid for a seat that
    does not sign such letters of this office; NotNow once the dossier waits for no answer, or where every question was
    taken back.
    """
    dossier = Dossier.objects.select_for_update().get(pk=letter.request.dossier_id)
    permit(dossier, "benefits.request_verification", by, Seat.SETTLING)
    row = VerificationLetter.objects.select_related("slip", "request__dossier").get(pk=letter.pk)
    if row.slip:
        return reprint(slip=row.slip, by=by)
    if dossier.state != State.AWAITING_VERIFICATION:
        raise NotNow("Hồ sơ không còn chờ xác minh: công văn chưa phát hành thì không phát hành nữa.")
    if seat and seat not in letter_seats(dossier.settling_office):
        raise NotValid(f"{seat.user} không có thẩm quyền ký công văn xác minh của đơn vị này.")
    data = letter_data(row, signature_of(seat, timezone.localdate()) if seat else None)
    if not data["questions"]:
        raise NotNow("Mọi nội dung hỏi cơ quan này đã thôi hỏi: không có gì để in.")
    row.slip = issue_typed(dossier=dossier, name=TEMPLATE, data=data, subject=str(row.pk), by=by)
    row.save(update_fields=["slip"])
    _keep_numbers(row)
    return row.slip


def _keep_numbers(letter: VerificationLetter) -> None:
    """Under which number the letter asks each of its questions, for whatever happens to them later."""
    asked = list(letter.questions.filter(withdrawn_at=None))
    for place, question in enumerate(asked, start=1):
        question.printed = place
    VerificationQuestion.objects.bulk_update(asked, ["printed"])
