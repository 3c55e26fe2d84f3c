"""What is offered for printing, and which slips have been issued?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from bhxh_archive.models import User
from intake.actions.desk.printing import may_issue
from intake.models import Dossier
from intake.queries import issued_of
from intake.slips import SLIPS, Slip, slips_of


@dataclass(frozen=True)
class PrintOffer:
    """A button that prints: an issued slip by POST, a working paper by its address."""

    title: str
    label: str
    url: str
    issues: bool


def print_offers(dossier: Dossier, names: Iterable[str], user: User) -> list[PrintOffer]:
    """Of these slips the ones that there are now and this person may print, in this order."""
    wanted = [SLIPS[name] for name in names]
    return [_offer(dossier, slip) for slip in wanted if slip.there(dossier) and _may_print(slip, dossier, user)]


def _may_print(slip: Slip, dossier: Dossier, user: User) -> bool:
    return slip.series is None or may_issue(slip, dossier, user)


def _offer(dossier: Dossier, slip: Slip) -> PrintOffer:
    return PrintOffer(slip.title, slip.label, reverse("slip", args=[dossier.pk, slip.name]), slip.series is not None)


def slip_parts(dossier: Dossier, user: User) -> dict[str, Any]:
    """For the first tab: what can be printed, and what was issued."""
    offers = [_offer(dossier, slip) for slip in slips_of(dossier) if _may_print(slip, dossier, user)]
    rows = [
        {"found": found, "title": SLIPS[found.slip.kind].title,
         "may_print": not found.successor and may_issue(SLIPS[found.slip.kind], dossier, user)}
        for found in issued_of(dossier)
    ]  # fmt: skip
    return {"offers": offers, "issued": rows}
