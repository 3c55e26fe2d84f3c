"""How does what was asked of the lines of a list follow them when they are split off?"""

from __future__ import annotations

from collections.abc import Sequence

from bhxh_archive.models import User
from intake import queries
from intake.actions.supplements.supplement import request_supplement
from intake.models import Defect, Dossier, SupplementItem


def open_demands(dossier: Dossier, lines: Sequence[int]) -> list[SupplementItem]:
    """What was asked for at these lines and has not come yet; to be read before their papers leave."""
    return list(queries.open_items(dossier).filter(answered_at=None, component__line__in=lines))


def ask_again(dossier: Dossier, asked: Sequence[SupplementItem], by: User) -> Dossier:
    """A slip of the new dossier asks for what the old one's did, until the day that was told then."""
    if not asked:
        return dossier
    told = asked[0].request
    items = [Defect(row.component, row.wanted, row.remedy, row.legal_ground) for row in asked]
    return request_supplement(
        dossier=dossier, items=items, by=by, legal_ground=told.legal_ground, limit_on=told.limit_on
    ).dossier
