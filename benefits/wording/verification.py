"""What stands on the letter that asks another body whether papers or facts are true?"""

from __future__ import annotations

from typing import Final

from benefits.models import VerificationLetter
from benefits.wording.letterheads import LETTER
from bhxh_archive.documents.shapes.common import Signature
from bhxh_archive.documents.shapes.verification_letter import AskedPerson
from bhxh_archive.documents.shapes.verification_letter import VerificationLetter as Letter
from bhxh_archive.models import OfficeName
from bhxh_archive.parameters import parameter
from intake.models import Dossier, Person
from intake.slips import common

TEMPLATE: Final = "verification_letter"
_ABOUT: Final = "V/v đề nghị xác minh hồ sơ hưởng chế độ bảo hiểm xã hội"
_WHOSE: Final = (Person.Role.DECEASED, Person.Role.INSURED, Person.Role.LIST_MEMBER)


def letter_data(letter: VerificationLetter, signature: Signature | None = None) -> Letter:
    """The letter before it has a number and a day: a draft. Questions that were taken back are not asked. Without a
    `signature` the place of the head is left without a name.
    """
    dossier = letter.request.dossier
    name = common.name_of(dossier.settling_office)
    asked = letter.questions.filter(withdrawn_at=None)
    return {
        "letterhead": {
            "parent": name.parent_name, "agency": name.name, "number": None, "place": name.place, "date": None,
            "notation": str(parameter(LETTER, office=dossier.settling_office)),
        },
        "about": _ABOUT, "to": letter.agency, "dossier_number": str(dossier.number),
        "request": common.request_of(dossier), "person": _person(dossier), "employer": common.employer(dossier),
        "questions": [{"subject": row.subject or "Nội dung cần xác minh", "text": row.text} for row in asked],
        "deadline": letter.request.limit_on.isoformat(), "contact": _contact(name),
        "recipients": ["Như trên", "Lưu: VT, CĐBHXH"], "signature": signature or common.director(dossier),
    }  # fmt: skip


def _person(dossier: Dossier) -> AskedPerson | None:
    """Whom the other body is to look up; of an employer's list nobody: the questions name their lines."""
    who = None if common.employer(dossier) else common.person(dossier, *_WHOSE)
    if who is None:
        return None
    return {
        "role": who.get_role_display(), "salutation": who.salutation, "name": who.full_name, "birth": who.born,
        "id_number": who.personal_id, "insurance_number": who.insurance_number,
    }  # fmt: skip


def _contact(name: OfficeName) -> str:
    """Where the answer goes."""
    number = f"điện thoại {name.phone}" if name.phone else ""
    return ", ".join(filter(None, (name.name, name.address, number)))
