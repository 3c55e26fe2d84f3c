"""Who may sign a letter to another body with ink, and what stands above that name? (NĐ 30/2020 art. 13)"""

from __future__ import annotations

from datetime import date
from typing import Final

from benefits.queries import signing_seats
from benefits.signers.mandates import why_not_covered
from bhxh_archive.documents.shapes.common import Signature
from bhxh_archive.models import Assignment, Office

VERIFICATION: Final = ("CV_XAC_MINH", "Công văn đề nghị xác minh")
"""Code and name under which a mandate covers it."""


def letter_seats(office: Office) -> list[Assignment]:
    """The seats whose holders may sign it today: the head first, then who acts for the head, by name."""
    fitting = [seat for seat in signing_seats(office) if not why_not_covered(seat, [VERIFICATION])]
    return sorted(fitting, key=lambda seat: (seat.authority != "", seat.user.full_name))


def signature_of(seat: Assignment, day: date) -> Signature:
    """`KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC`: the prefix follows the assignment (NĐ 30/2020 App. I)."""
    above = seat.office.name_on(day).director_title if seat.authority else ""
    return {"authority": seat.authority, "on_behalf_of": above, "title": seat.title,  # type: ignore[typeddict-item]
            "name": seat.user.full_name}  # fmt: skip


def said_of(seat: Assignment) -> str:
    """The seat as it is chosen: "KT. Phó Giám đốc Lê Văn Bình"."""
    return " ".join(filter(None, (seat.authority, seat.title, seat.user.full_name)))
