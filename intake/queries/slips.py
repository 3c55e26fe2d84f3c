"""Which slips were issued for a dossier, and how often was each printed again?"""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from intake.models import Dossier, IssuedSlip


class Issued(NamedTuple):
    """An issued slip, how often it was printed again, and the slip that took its place."""

    slip: IssuedSlip
    reprints: int
    successor: IssuedSlip | None


def issued_of(dossier: Dossier) -> list[Issued]:
    """Every slip that left the office for this dossier, newest first, in two queries."""
    slips = list(dossier.issued_slips.select_related("by", "replaces").order_by("-pk"))
    again = dossier.events.filter(verb="reprint_slip").values_list("detail__issued", flat=True) if slips else ()
    printed, successors = Counter(again), {slip.replaces_id: slip for slip in slips}
    return [Issued(slip, printed[slip.pk], successors.get(slip.pk)) for slip in slips]


def newest_slip(dossier: Dossier, kind: str) -> IssuedSlip | None:
    """The slip of that kind that was issued last."""
    return dossier.issued_slips.filter(kind=kind).select_related("file").last()
