"""Which kinds of decision can be computed and printed? One row each; nothing else tells them apart."""

from __future__ import annotations

from typing import Final

from benefits.kinds.correction import CORRECTED
from benefits.kinds.granting import GRANTING
from benefits.kinds.kind import Case, History, Kind, Money, Payee, Result, Typed
from benefits.kinds.lump_sum import LUMP_SUM
from benefits.kinds.notice import NOTICES
from benefits.kinds.pension import PENSION
from benefits.kinds.reissue import REISSUED
from benefits.kinds.revocation import REVOKED
from intake.models import ResultKind

_OTHERS: Final = (REVOKED, CORRECTED, REISSUED, *NOTICES)
KINDS: Final[dict[str, Kind]] = GRANTING | {kind.code: kind for kind in _OTHERS}

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
