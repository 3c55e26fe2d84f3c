"""Which components lie in a package without a paper: answered by looked-up data, or lawfully not asked for?

Their ground is no document, yet without it nobody could see, decades later, that the file is complete.
"""

from __future__ import annotations

from typing import Any, Final

from bhxh_archive.workdays import VIETNAM
from intake.models import Component, Dossier
from intake.queries import components_of

NAME: Final = "unpapered.json"
_WAYS: Final = (Component.Satisfied.DATA, Component.Satisfied.WAIVED)


def unpapered(dossier: Dossier) -> list[dict[str, Any]]:
    """One object per component, in the order of the catalogue: code, name, person, way, and what it rests on.

    Looked-up data has source, snapshot and time (Vietnam time, ISO 8601; Resolution 66.7/2025/NQ-CP), a waiver its
    ground.
    """
    return [_entry(row) for row in components_of(dossier).filter(satisfied__in=_WAYS)]


def _entry(row: Component) -> dict[str, Any]:
    whose = row.person or row.line
    person = whose.full_name if whose else ""
    entry = {"component": row.type.code, "name": row.type.name, "person": person, "way": row.satisfied}
    if row.satisfied == Component.Satisfied.WAIVED:
        return entry | {"ground": row.waiver_reason}
    at = row.data_at.astimezone(VIETNAM).isoformat(timespec="seconds") if row.data_at else ""
    return entry | {"source": row.data_source, "snapshot": row.data_snapshot, "at": at}
