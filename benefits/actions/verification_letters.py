"""How does the letter to another body get its number, and is it printed for signing with ink?"""

from __future__ import annotations

from django.db import transaction

from benefits.models import VerificationLetter
from benefits.wording.verification import TEMPLATE, letter_data
from bhxh_archive.errors import NotNow
from bhxh_archive.lifecycle import Seat, State
from bhxh_archive.models import User
from bhxh_archive.trail import permit
from intake.actions.printing import issue_typed, reprint
from intake.models import Dossier, IssuedSlip


@transaction.atomic
def issue_letter(*, letter: VerificationLetter, by: User) -> IssuedSlip:
    """Number the letter in the series of official letters (NĐ 30/2020 art. 15), date it and freeze it as PDF/A.

    Whoever presses again prints the same bytes: what went out is never altered. Raises NotAllowed; NotNow once the
    dossier waits for no answer, or where every question was taken back.
    """
    dossier = Dossier.objects.select_for_update().get(pk=letter.request.dossier_id)
    permit(dossier, "benefits.request_verification", by, Seat.SETTLING)
    row = VerificationLetter.objects.select_related("slip", "request__dossier").get(pk=letter.pk)
    if row.slip:
        return reprint(slip=row.slip, by=by)
    if dossier.state != State.AWAITING_VERIFICATION:
        raise NotNow("Hồ sơ không còn chờ xác minh: công văn chưa phát hành thì không phát hành nữa.")
    data = letter_data(row)
    if not data["questions"]:
        raise NotNow("Mọi nội dung hỏi cơ quan này đã thôi hỏi: không có gì để in.")
    row.slip = issue_typed(dossier=dossier, name=TEMPLATE, data=data, subject=str(row.pk), by=by)
    row.save(update_fields=["slip"])
    return row.slip
