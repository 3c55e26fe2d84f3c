"""Which papers were printed for a dossier, when and by whom?"""

from __future__ import annotations

from bhxh_archive.lifecycle import State
from bhxh_archive.models import Event, User
from bhxh_archive.trail import record
from intake.models import Dossier


def record_slip(*, dossier: Dossier, slip: str, by: User) -> Event | None:
    """Write down that the counter printed a slip. Elsewhere, and once the dossier is archived, it is looked at: None,
    for that stands in the access log."""
    if dossier.state == State.ARCHIVED or not by.holds("intake.view", dossier.receiving_office_id):
        return None
    return record(dossier, "print_slip", by=by, slip=slip)
