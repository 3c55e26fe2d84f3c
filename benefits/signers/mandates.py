"""May this leader sign these documents with the authority that stands above the name? (NĐ 30/2020 art. 13)"""

from __future__ import annotations

from collections.abc import Iterable

from benefits.models import Draft
from benefits.queries import signing_seat
from bhxh_archive.mandates import BY_MANDATE, BY_ORDER
from bhxh_archive.models import Assignment, Office, User
from bhxh_archive.parameters import parameter
from intake.models import Dossier

_NO_ORDERS = (
    "Đơn vị chưa cho phép ký thừa lệnh (TL.) quyết định hưởng. Hãy chuyển người ký, hoặc nhờ quản trị viên đặt tham số."
)
_NOT_PASSED_ON = (
    "Bạn ký thừa ủy quyền (TUQ.) nên không được chuyển cho người khác ký: người được ủy quyền không ủy quyền lại. "
    "Hãy trả lại chuyên viên để trình người khác."
)


def why_not_signed_by(user: User, dossier: Dossier, drafts: Iterable[Draft]) -> str:
    """Why the seat from which this person would sign does not cover these drafts; "" where it does."""
    seat = signing_seat(user, dossier.settling_office)
    if seat is None:
        return ""  # who does not sign here at all is told so elsewhere
    return why_not_covered(seat, [(draft.kind.code, draft.kind.name) for draft in drafts])


def why_not_covered(seat: Assignment, kinds: Iterable[tuple[str, str]]) -> str:
    """Why this seat does not cover documents of these kinds (code, name); "" where it does."""
    if seat.authority == BY_ORDER and not parameter("tl_signs", office=seat.office):
        return _NO_ORDERS
    if seat.authority != BY_MANDATE:
        return ""
    outside = [name for code, name in kinds if code not in seat.mandate_kinds]
    return (
        f"Ủy quyền theo {seat.mandate} không gồm «{outside[0]}»: văn bản này phải do người khác ký." if outside else ""
    )


def may_order_paper(user: User, office: Office) -> bool:
    """Whether this person leads the office or acts for who does (KT., Q.): who signs by order or mandate orders
    nothing."""
    seat = signing_seat(user, office)
    return seat is not None and seat.authority not in (BY_ORDER, BY_MANDATE)


def why_not_handed_on(user: User, dossier: Dossier) -> str:
    """Why this person may not lay a dossier before another leader; "" where they may."""
    seat = signing_seat(user, dossier.settling_office)
    return _NOT_PASSED_ON if seat and seat.authority == BY_MANDATE else ""
