"""Which papers were printed for a dossier, when and by whom?"""

from __future__ import annotations

from bhxh_archive.models import Event, User
from bhxh_archive.trail import record
from intake.models import Dossier


def record_slip(*, dossier: Dossier, slip: str, by: User) -> Event:
    """Write down that a slip was made for printing; who may see the dossier may print its slips."""
    return record(dossier, "print_slip", by=by, slip=slip)
