"""What speaks so plainly against a draft that it goes up only with a reason of its officer?"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from benefits.arithmetic.recovery import MID_MONTH
from benefits.arithmetic.revision import ANOTHER, BEFORE
from benefits.arithmetic.salaries import DOUBTED
from benefits.calculation import Computed, compute, is_computed
from benefits.doubts.colliding import colliding
from benefits.doubts.excluding import GOING_UP
from benefits.doubts.falling import falling
from benefits.doubts.replacing import doubts_of
from benefits.earlier.changing import REVISION
from benefits.earlier.named import REVOCATION
from benefits.kinds import LUMP_SUM, PENSION
from benefits.kinds.claiming_back import NOTHING_BACK
from benefits.kinds.revocation import WHOLE_LIST
from benefits.models import Draft
from intake.models import Dossier
from intake.models.dossier import DossierEvent

VERB: Final = "confirm_doubts"
"""Event by which an officer says why: its detail names the doubts by their keys, for sentences hold salaries."""
CONDITIONS: Final = {
    PENSION.code: ("TIME_SHORT", "HARD_WORK_SHORT", "AGE_NOT_REACHED"),
    LUMP_SUM.code: ("NO_OLD_TIME", "STILL_INSURED", "TIME_LONG", "AGE_NOT_REACHED", "AGE_UNKNOWN"),
    REVOCATION: (WHOLE_LIST, NOTHING_BACK, MID_MONTH),
    REVISION: (ANOTHER, BEFORE),
}
"""Kind of decision -> findings that want a reason: what Law 41/2024 asks before a pension (arts 64-65) or the one-time
benefit (art. 70.1) is due, what ends for more people than the dossier is about, with nothing paid back or within a
month that was paid, and an adjustment of what pays another person or another amount."""
Looked = tuple[Draft, Computed | None]
"""A draft and what it comes to; None where nothing is computed."""


def looked_at(drafts: Iterable[Draft]) -> list[Looked]:
    """The drafts, each with what it comes to."""
    return [(draft, compute(draft) if is_computed(draft.kind.code) else None) for draft in drafts]


def doubted(draft: Draft, computed: Computed | None) -> list[str]:
    """Salaries that can hardly be, by row and month, what the decision lacks of its conditions or does besides, and
    what other dossiers do to the decision that it changes, and the adjustments that fall with what it ends."""
    found = [one for one in computed.findings if one.code in DOUBTED] if computed else []
    if computed and computed.result:
        wanted = CONDITIONS.get(draft.kind.code, ())
        found += [one for one in computed.result.findings if one.code in wanted]
    told = (*(one.message_vi for one in found), *colliding(draft), *falling(draft), *doubts_of(draft, computed))
    return list(dict.fromkeys(told))


def unreasoned(looked: Iterable[Looked]) -> list[str]:
    """What stands in the way until somebody confirms it with a reason, a sentence each."""
    return [said for said, event in _answered(looked) if event is None]


def said_confirmed(looked: Iterable[Looked]) -> list[str]:
    """What was confirmed, by whom and why, for who controls and who signs; and what came up since the proposal."""
    found = list(looked)
    going_up = any(draft.dossier.state in GOING_UP for draft, _ in found)
    return [f"{said} {event.by} xác nhận: {event.reason}" if event else said for said, event in _answered(found)
            if event or going_up]  # fmt: skip


def keys_of(looked: Iterable[Looked]) -> list[str]:
    """The keys of all doubts: another figure, row or month is another doubt."""
    return sorted({_key(draft, said) for draft, computed in looked for said in doubted(draft, computed)})


def _answered(looked: Iterable[Looked]) -> list[tuple[str, DossierEvent | None]]:
    rows = [(draft, said) for draft, computed in looked for said in doubted(draft, computed)]
    answers = _answers(rows[0][0].dossier) if rows else {}
    return [(said, answers.get(_key(draft, said))) for draft, said in rows]


def _answers(dossier: Dossier) -> dict[str, DossierEvent]:
    """Key of a doubt -> the newest event that confirms it."""
    events = dossier.events.filter(verb=VERB).select_related("by").order_by("pk")
    return {key: event for event in events for key in event.detail["doubts"]}


def _key(draft: Draft, said: str) -> str:
    return sha256(f"{draft.pk} {said}".encode()).hexdigest()[:20]
