"""Which kinds of decision can be computed and printed? One row each; nothing else tells them apart."""

from __future__ import annotations

from typing import Final

from benefits.kinds.accident import ACCIDENT_MONTHLY, ACCIDENT_ONCE
from benefits.kinds.after_death.funeral import FUNERAL
from benefits.kinds.after_death.monthly import SURVIVORS_MONTHLY
from benefits.kinds.after_death.one_sum import SURVIVORS_ONCE
from benefits.kinds.after_death.unpaid import UNPAID
from benefits.kinds.allowance import ALLOWANCE
from benefits.kinds.correction import CORRECTED
from benefits.kinds.kind import Case, History, Kind, Money, Payee, Result, Typed
from benefits.kinds.lump_sum import LUMP_SUM
from benefits.kinds.maternity import VOLUNTARY_MATERNITY
from benefits.kinds.notice import NOTICES
from benefits.kinds.pension import PENSION
from benefits.kinds.reissue import REISSUED
from benefits.kinds.revision import REVISION
from benefits.kinds.revocation import REVOKED
from benefits.kinds.settled_list import SETTLED_LIST
from benefits.kinds.suspension import SUSPENSION
from intake.models import ResultKind

_ALL: Final = (
    PENSION, LUMP_SUM, SURVIVORS_MONTHLY, SURVIVORS_ONCE, FUNERAL, ACCIDENT_MONTHLY, ACCIDENT_ONCE,
    SETTLED_LIST, REVISION, VOLUNTARY_MATERNITY, ALLOWANCE, UNPAID, REVOKED, CORRECTED,
    REISSUED, *NOTICES, SUSPENSION,
)  # fmt: skip
KINDS: Final[dict[str, Kind]] = {kind.code: kind for kind in _ALL}

__all__ = [
    "KINDS",
    "LUMP_SUM",
    "PENSION",
    "Case",
    "History",
    "Kind",
    "Money",
    "Payee",
    "Result",
    "Typed",
    "can_be_drafted",
    "kind_of",
]


def kind_of(code: str) -> Kind | None:
    """The kind with that form code; None for an answer, and for what is granted on paper only."""
    return KINDS.get(code)


def can_be_drafted(kind: ResultKind) -> bool:
    """Whether the product has a form for this result of a procedure."""
    return kind.role == ResultKind.Role.ANSWER or kind_of(kind.code) is not None
