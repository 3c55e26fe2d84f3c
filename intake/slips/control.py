"""Who had the dossier, when, and in time? The control slip (form 05), read from the trail."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest
from typing import Final

from django.utils import timezone

from bhxh_archive.documents.shapes.control_slip import ControlSlip, Hop
from bhxh_archive.documents.signatories import Signatory
from bhxh_archive.lifecycle import MOVES, State
from bhxh_archive.models import User
from bhxh_archive.roles import Role
from intake import deadlines
from intake.models import Dossier, DossierEvent
from intake.queries import waited_for_in
from intake.rules import again_words, is_absence, move_words
from intake.rules.appointments import missed_words
from intake.slips import common

_HEAD, _LEADER, _CLERK = "Lãnh đạo Phòng Chế độ BHXH", "Lãnh đạo cơ quan BHXH", "Văn thư"
_BENEFITS: Final = "Phòng Chế độ BHXH"
UNITS: Final = {
    State.IN_REVIEW: _BENEFITS, State.AWAITING_VERIFICATION: _BENEFITS, State.AWAITING_CONTROL: _HEAD,
    State.AWAITING_SIGNATURE: _LEADER, State.SIGNED: _CLERK, State.TRANSFERRED: "Trung tâm Lưu trữ",
    State.ARCHIVED: "Trung tâm Lưu trữ",
}  # fmt: skip
"""Which unit has a dossier in a state; every other state is the reception's."""
OF_ROLES: Final[dict[str, str]] = {
    Role.RECEPTION: common.DESK, Role.RECEPTION_HEAD: common.DESK, Role.OFFICER: _BENEFITS, Role.HEAD: _HEAD,
    Role.LEADER: _LEADER, Role.CLERK: _CLERK,
}  # fmt: skip
"""Which unit acts with a function: a leader who recalls sits in no other chair, nor the counter that stops a review."""
AGAIN: Final = "collect_later"
COSIGN: Final = "cosign"
TOLD: Final = {*MOVES, AGAIN, COSIGN}
"""What stands on the slip: the moves, who signed after the leader, and the return of what lay here."""
OF_SIGNATORIES: Final[dict[str, str]] = {Signatory.DRAFTER: _BENEFITS, Signatory.CONTROLLER: _HEAD}
End = tuple[str, str]
"""A unit, or who is none of ours, and a person."""
APPLICANT, RECEIVER = "Người nộp hồ sơ", "Người nhận kết quả"


def control_slip(dossier: Dossier, by: User) -> ControlSlip:
    """One line per hand-over, oldest first."""
    moves = [event for event in dossier.events.select_related("by").order_by("seq") if event.verb in TOLD]
    named = filter(None, [common.employer(dossier), common.applicant(dossier)["name"]])
    limits, days = Limits(dossier), common.promises(dossier)
    return {
        "head": common.head(dossier), "applicant": ", ".join(dict.fromkeys(named)),
        "request": common.request_of(dossier),
        "received": common.local(dossier.received_at) or "", "due": common.due_moment(dossier, dossier.due_on) or "",
        "promised": common.due_moment(dossier, days["promised"]), "told": common.due_moment(dossier, days["told"]),
        "missed": missed_words(dossier).capitalize(),
        "hops": [_hop(dossier, event, later, limits.of(event)) for event, later in zip_longest(moves, moves[1:])],
    }  # fmt: skip


class Limits:
    """By which day each desk had to pass the dossier on: its own time, within what the receipt of then promised."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier, self.days = dossier, deadlines.calendar()
        self.receipts = list(dossier.receipts.all())

    def of(self, event: DossierEvent) -> date | None:
        given = [row for row in self.receipts if row.at < event.at]
        if not given:
            return None
        own = deadlines.desk_limit(self.dossier.procedure, given[-1].counts_from, event.from_state, self.days)
        return min(own, given[-1].due_on) if own else None


def _hop(dossier: Dossier, event: DossierEvent, later: DossierEvent | None, limit: date | None) -> Hop:
    giver, taker = _ends(dossier, event, later)
    return {
        "from_unit": giver[0], "from_person": giver[1], "to_unit": taker[0], "to_person": taker[1],
        "handed_at": common.local(event.at) or "", "due": common.due_moment(dossier, limit),
        "timing": _timing(timezone.localdate(event.at), limit), "remark": _remark(event),
    }  # fmt: skip


def _ends(dossier: Dossier, event: DossierEvent, later: DossierEvent | None) -> tuple[End, End]:
    """Who gives and who takes: the applicant hands in at the counter, and the counter hands the result out."""
    by = str(event.by or "Hệ thống")
    if event.from_state == State.DRAFT:
        return (APPLICANT, common.applicant(dossier)["name"]), (common.DESK, by)
    if event.verb in ("hand_over", AGAIN) and not is_absence(event):
        return (_acting(event), by), (RECEIVER, "")
    last = later is None and event.to_state == State.READY_TO_ARCHIVE
    unit = _next_unit(dossier, event, later)
    return (_acting(event), by), (unit, by if last else _taker(unit, later))


def _remark(event: DossierEvent) -> str:
    if event.verb == AGAIN:
        return again_words(event.detail.get("method", ""))
    if event.verb == COSIGN:
        return "Ký số sau lãnh đạo"
    return "Chưa đến nhận" if is_absence(event) else move_words(event)


def _acting(event: DossierEvent) -> str:
    return OF_ROLES.get(event.role) or _unit(event.from_state)


def _next_unit(dossier: Dossier, event: DossierEvent, later: DossierEvent | None) -> str:
    """The desk that the dossier went to: what the leader signed lies with those who sign after, then with the clerk."""
    if later and later.verb == COSIGN:
        return _acting(later)
    waiting = waited_for_in(dossier) if later is None and event.to_state == State.SIGNED else []
    return OF_SIGNATORIES[waiting[0].field] if waiting else _unit(event.to_state)


def _taker(unit: str, later: DossierEvent | None) -> str:
    """Who did the next step at the desk that the dossier went to; nobody when another desk did it."""
    if later is None or (later.by and _acting(later) != unit):
        return ""
    return str(later.by or "Hệ thống")


def _unit(state: str) -> str:
    return UNITS.get(State(state), common.DESK)


def _timing(day: date, limit: date | None) -> str:
    if limit is None:
        return ""
    if day == limit:
        return "Đúng hạn"
    return "Trước hạn" if day < limit else "Quá hạn"
