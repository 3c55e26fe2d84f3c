"""How do tests ask other bodies about a dossier, and have them answer?"""

from __future__ import annotations

from datetime import date
from typing import Final

from django.utils import timezone

from benefits.actions import verifying
from benefits.actions.verifying import Answered, Asked
from benefits.models import VerificationRequest
from benefits.queries import letters_of
from bhxh_archive.models import User
from intake.models import Dossier

WORKED: Final = Asked("Công ty May Mẫu", "Thời gian làm việc", "Từ 03/2005 đến 12/2009 có đúng không?")
BORN: Final = Asked("UBND phường Lạch Tray", "Giấy khai sinh", "Ngày sinh 05/02/1964 có đúng sổ gốc không?")


def ask(dossier: Dossier, by: User, *questions: Asked, limit_on: date | None = None) -> VerificationRequest:
    """One round with these questions, or with one."""
    return verifying.request_verification(
        dossier=dossier, questions=questions or [WORKED], limit_on=limit_on or timezone.localdate(), by=by
    )


def answered(dossier: Dossier, by: User) -> Dossier:
    """Every letter answered in full, and the review goes on."""
    for letter in letters_of(dossier):
        rows = [
            Answered(row.pk, "partly", "Đúng như kê khai, trừ tháng 12")
            for row in letter.questions.all()
            if row.is_open
        ]
        if rows:
            verifying.take_answer(letter=letter, answers=rows, dated=timezone.localdate(), by=by, number="12/CV")
    return verifying.verified(dossier=dossier, by=by)
