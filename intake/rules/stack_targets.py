"""Where does the code on a sheet lead: to which dossier and component, or what stands in the way?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bhxh_archive.documents.sheet_codes import SheetCode
from intake.models import BatchPart, Dossier

Trouble = BatchPart.Trouble
ELSEWHERE: Final = "Hồ sơ này do {office} tiếp nhận, không xếp vào đây được. Chuyển giấy cho đơn vị đó."
LEFT: Final = (
    "Dòng mà phiếu bổ sung này đòi giấy tờ đã tách sang hồ sơ {dossiers}. Ô Mã hồ sơ ghi sẵn hồ sơ đó: "
    "so với giấy rồi bấm Chọn, hoặc nhập mã khác."
)
LEFT_FOR_SEVERAL: Final = (
    "Các dòng mà phiếu bổ sung này đòi giấy tờ đã tách sang các hồ sơ {dossiers}. "
    "So với giấy, nhập mã của hồ sơ đúng rồi bấm Chọn."
)
LEFT_IN_PART: Final = (
    "Phiếu bổ sung này còn đòi giấy tờ của dòng đã tách sang hồ sơ {dossiers}. Giấy của dòng đó: nhập mã hồ sơ ấy; "
    "giấy của hồ sơ này: chọn thành phần."
)


class Leaver(NamedTuple):
    """A paper that left with its line: its id, and the id and number of the dossier where it is now."""

    component: int
    dossier: int
    number: str


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
    what a slip `asked` for, None where it is the dossier as a whole, and what of that `left` since with lines that were
    split off; which of these are `never_scanned`."""

    dossiers: Mapping[str, Dossier]
    components: Mapping[tuple[int, str], Collection[int]]
    asked: Mapping[tuple[int, int], Collection[int | None]]
    never_scanned: Collection[int | None]
    left: Mapping[tuple[int, int], Collection[Leaver]] = field(default_factory=dict)


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
        return _of_slip(dossier.pk, code.request, known)
    return _one_of(dossier.pk, known.components.get((dossier.pk, code.component), ()), known, Trouble.SEVERAL)


def _of_slip(dossier: int, request: int, known: Known) -> Target:
    """What a slip asked for and is still here. Where some of it left with its line, a clerk says which it is: only what
    all went to one dossier is proposed."""
    asked, left = known.asked.get((dossier, request), ()), known.left.get((dossier, request), ())
    if not left:
        return _one_of(dossier, asked, known, Trouble.ASKS_SEVERAL)
    numbers = ", ".join(sorted({one.number for one in left}))
    if asked:
        return Target(dossier, trouble=Trouble.ASKS_SEVERAL, note=LEFT_IN_PART.format(dossiers=numbers))
    if len({one.dossier for one in left}) > 1:
        return Target(dossier, trouble=Trouble.NO_COMPONENT, note=LEFT_FOR_SEVERAL.format(dossiers=numbers))
    first = next(iter(left))
    component = first.component if len(left) == 1 else None
    return Target(first.dossier, component, Trouble.NO_COMPONENT, LEFT.format(dossiers=numbers))


def _one_of(dossier: int, named: Collection[int | None], known: Known, many: str) -> Target:
    """The one component among those named that takes scans: the social-insurance book is handed in, never scanned.

    `many`: the trouble where it is not one.
    """
    scanned = set(named).difference(known.never_scanned)
    if named and not scanned:
        return Target(dossier, trouble=Trouble.NEVER_SCANNED)
    one = next(iter(scanned)) if len(scanned) == 1 else None
    return Target(dossier, one, "" if one else many if scanned else Trouble.NO_COMPONENT)
