"""Which rows may this person see at all? What another office holds is a 404, not a 403."""

from __future__ import annotations

from django.db.models import Q

from bhxh_archive.lifecycle import State
from bhxh_archive.models import User

CENTRE_SEES = (State.TRANSFERRED, State.ARCHIVED, State.ARCHIVE_REJECTED)


def dossiers_of(user: User, prefix: str = "") -> Q:
    """The condition on a dossier (reached through `prefix`) that keeps to the offices taking part.

    The Archive Center sees a dossier from its transfer on.
    """
    ids = user.office_ids
    seen = Q()
    for role in ("receiving_office", "settling_office", "paper_office"):
        seen |= Q(**{f"{prefix}{role}__in": ids})
    return seen | Q(**{f"{prefix}state__in": CENTRE_SEES}) if user.in_centre else seen
