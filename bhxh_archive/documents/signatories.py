"""Who signs a document before the agency does, in the order in which they stand on it?"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Signatory(StrEnum):
    """Whose signature it is: also the name of its field in the PDF."""

    DRAFTER = "drafter"
    CONTROLLER = "controller"
    LEADER = "leader"


AGENCY: Final = "agency"
WORDS: Final[Mapping[str, str]] = {
    Signatory.DRAFTER: "Người lập",
    Signatory.CONTROLLER: "Trưởng phòng",
    Signatory.LEADER: "Lãnh đạo",
    AGENCY: "Cơ quan",
}
"""Name of a signature field -> whose it is."""
JOINTLY: Final[Mapping[str, tuple[Signatory, ...]]] = {
    "settled_list": (Signatory.DRAFTER, Signatory.CONTROLLER, Signatory.LEADER),
    "payment_list": (Signatory.DRAFTER, Signatory.CONTROLLER, Signatory.LEADER),
    "statement_04hsb": (Signatory.DRAFTER, Signatory.CONTROLLER, Signatory.LEADER),
}
"""Template -> its signers in order; every other one that is signed bears the leader's signature alone."""

ATTACHED: Final[Mapping[str, tuple[float, float]]] = {"statement_04hsb": (15, 8)}
"""Template of what goes along with a main document in a file of its own -> where the agency's block ends on its first
page: mm from the right and from the upper edge."""


def beside_leader(template: str) -> tuple[Signatory, ...]:
    """Those of a template whose names stand printed, unless a setting has them sign; in their order."""
    return tuple(one for one in JOINTLY.get(template, ()) if one != Signatory.LEADER)
