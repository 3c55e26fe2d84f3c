"""Where does the code on a sheet lead: to which dossier and component, or what stands in the way?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from bhxh_archive.documents.sheet_codes import SheetCode
from intake.models import BatchPart, Dossier

Trouble = BatchPart.Trouble
ELSEWHERE: Final = "Hồ sơ này do {office} tiếp nhận, không xếp vào đây được. Chuyển giấy cho đơn vị đó."


@dataclass(frozen=True)
class Target:
    """What a code leads to: dossier and component by their ids, or the trouble in the way; `note` is what to say of it
    where that is more than can be said of every trouble of the kind."""

    dossier: int | None = None
    component: int | None = None
    trouble: str = ""
    note: str = ""


@dataclass(frozen=True)
class Known:
    """What codes may lead to: `dossiers` by number, `components` by (dossier, type code), and by (dossier, request)
    what a slip `asked` for, None where it is the dossier as a whole; which of these are `never_scanned`."""

    dossiers: Mapping[str, Dossier]
    components: Mapping[tuple[int, str], Collection[int]]
    asked: Mapping[tuple[int, int], Collection[int | None]]
    never_scanned: Collection[int | None]


def target_of(code: SheetCode, office: int, known: Known) -> Target:
    """Where one code leads in the tray of this office."""
    dossier = known.dossiers.get(code.number)
    if dossier is None:
        return Target(trouble=Trouble.UNKNOWN)
    if dossier.receiving_office_id != office:
        return Target(trouble=Trouble.ELSEWHERE, note=ELSEWHERE.format(office=dossier.receiving_office.name))
    if not code.component and not code.request:
        return Target(dossier.pk)
    if code.request:
        return _one_of(dossier.pk, known.asked.get((dossier.pk, code.request), ()), known, Trouble.ASKS_SEVERAL)
    return _one_of(dossier.pk, known.components.get((dossier.pk, code.component), ()), known, Trouble.SEVERAL)


def _one_of(dossier: int, named: Collection[int | None], known: Known, many: str) -> Target:
    """The one component among those named that takes scans: the social-insurance book is handed in, never scanned.

    `many`: the trouble where it is not one.
    """
    scanned = set(named).difference(known.never_scanned)
    if named and not scanned:
        return Target(dossier, trouble=Trouble.NEVER_SCANNED)
    one = next(iter(scanned)) if len(scanned) == 1 else None
    return Target(dossier, one, "" if one else many if scanned else Trouble.NO_COMPONENT)
