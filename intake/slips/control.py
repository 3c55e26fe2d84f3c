"""Who had the dossier, when, and in time? The control slip (form 05), read from the trail."""

from __future__ import annotations

from itertools import zip_longest
from typing import Final

from django.utils import timezone

from bhxh_archive.documents.shapes.control_slip import ControlSlip, Hop
from bhxh_archive.lifecycle import MOVES, State
from bhxh_archive.models import User
from intake.models import Dossier, DossierEvent
from intake.slips import common

_HEAD, _LEADER, _CLERK = "Lãnh đạo Phòng Chế độ BHXH", "Lãnh đạo cơ quan BHXH", "Văn thư"
_BENEFITS: Final = "Phòng Chế độ BHXH"
UNITS: Final = {
    State.IN_REVIEW: _BENEFITS, State.AWAITING_VERIFICATION: _BENEFITS, State.AWAITING_CONTROL: _HEAD,
    State.AWAITING_SIGNATURE: _LEADER, State.SIGNED: _CLERK, State.TRANSFERRED: "Trung tâm Lưu trữ",
    State.ARCHIVED: "Trung tâm Lưu trữ",
}  # fmt: skip
"""Which unit has a dossier in a state; every other state is the reception's."""


def control_slip(dossier: Dossier, by: User) -> ControlSlip:
    """One line per hand-over, oldest first."""
    moves = [event for event in dossier.events.select_related("by").order_by("seq") if event.verb in MOVES]
    about = common.applicant(dossier)
    return {
        "head": common.head(dossier), "applicant": about["name"], "request": dossier.procedure.name,
        "received": common.local(dossier.received_at) or "", "due": common.due_moment(dossier, dossier.due_on) or "",
        "hops": [_hop(dossier, event, later) for event, later in zip_longest(moves, moves[1:])],
    }  # fmt: skip


def _hop(dossier: Dossier, event: DossierEvent, later: DossierEvent | None) -> Hop:
    return {
        "from_unit": _unit(event.from_state), "from_person": str(event.by or "Hệ thống"),
        "to_unit": _unit(event.to_state), "to_person": str(later.by or "Hệ thống") if later else "",
        "handed_at": common.local(event.at) or "", "due": common.due_moment(dossier, dossier.due_on),
        "timing": _timing(dossier, event), "remark": MOVES[event.verb].label,
    }  # fmt: skip


def _unit(state: str) -> str:
    return UNITS.get(State(state), common.DESK)


def _timing(dossier: Dossier, event: DossierEvent) -> str:
    if dossier.due_on is None:
        return ""
    day = timezone.localdate(event.at)
    if day == dossier.due_on:
        return "Đúng hạn"
    return "Trước hạn" if day < dossier.due_on else "Quá hạn"
