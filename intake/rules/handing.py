"""Who gives and who receives a paper dossier, by which function, after which move?"""

from __future__ import annotations

from typing import Final

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User
from intake.models import HandingList
from intake.rules.books import WITHOUT_RESULT

Way = HandingList.Way
RECEPTION: Final = ("intake.forward",)
BENEFITS: Final = ("benefits.claim", "benefits.issue")
"""Any of these rights gives and receives at its office."""
SEES: Final = ("intake.view", "benefits.view")
"""Any of these rights shows the lists of its office."""
GIVERS: Final = {Way.TO_BENEFITS: RECEPTION, Way.TO_RECEPTION: BENEFITS}
TAKERS: Final = {Way.TO_BENEFITS: BENEFITS, Way.TO_RECEPTION: RECEPTION}
OFFICE_OF: Final = {Way.TO_BENEFITS: ("reception", "benefits"), Way.TO_RECEPTION: ("benefits", "reception")}
"""Which office of the list gives, which receives."""
AFTER: Final = {
    Way.TO_BENEFITS: ("forward",), Way.TO_RECEPTION: ("issue", "send_back", "withdraw", "lapse", "cancel"),
}  # fmt: skip
"""The moves after which the paper has to follow."""
WAITING: Final = {
    Way.TO_BENEFITS: (State.IN_REVIEW, State.AWAITING_VERIFICATION, State.AWAITING_CONTROL, State.AWAITING_SIGNATURE,
                      State.SIGNED),
    Way.TO_RECEPTION: (State.ISSUED, State.RECEIVED, *WITHOUT_RESULT),
}  # fmt: skip
"""The states in which a dossier is offered for a list: the move was made and not taken back. Of what ended without a
result only the paper that was signed for goes back."""


def offices_with(user: User, rights: tuple[str, ...]) -> list[int]:
    """The offices where the person holds one of these rights."""
    return sorted({office for right in rights for office in user.offices_with(right)})


def may_give(row: HandingList, user: User) -> bool:
    """Whether this person acts for the side that gives."""
    return _acts(row, user, GIVERS[Way(row.way)], OFFICE_OF[Way(row.way)][0])


def may_take(row: HandingList, user: User) -> bool:
    """Whether this person acts for the side that receives, and did not give: two people sign."""
    return row.given_by_id != user.pk and _acts(row, user, TAKERS[Way(row.way)], OFFICE_OF[Way(row.way)][1])


def _acts(row: HandingList, user: User, rights: tuple[str, ...], side: str) -> bool:
    return any(user.holds(right, getattr(row, f"{side}_id")) for right in rights)
