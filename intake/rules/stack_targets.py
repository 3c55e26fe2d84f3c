"""Where does the code on a sheet lead: to which dossier and component, or what stands in the way?"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from bhxh_archive.documents.sheet_codes import SheetCode
from intake.models import BatchPart, Dossier
from intake.rules.scans import pages_may_change

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


LINE_GONE: Final = (
    "Dòng mang tờ phân cách này không thuộc hồ sơ in trên tờ, hoặc không còn trong danh sách. So với giấy rồi chọn "
    "thành phần."
)
LINE_LEFT: Final = (
    "Dòng {ordinal} mang tờ phân cách này đã tách sang hồ sơ {dossier}. Ô Mã hồ sơ ghi sẵn hồ sơ đó: so với giấy rồi "
    "bấm Chọn."
)
LINE_REFUSED: Final = (
    "Dòng {ordinal} đã ghi không nhận nên không xếp giấy tờ vào. Mở lại dòng ở danh sách, hoặc chọn thành phần khác."
)
LINE_SETTLED: Final = (
    "Tờ phân cách của dòng {ordinal}, mà hồ sơ đang ở trạng thái «{state}» nên không nhận thêm trang. Nhờ người đang "
    "giữ hồ sơ trả về tiếp nhận rồi nhập lại mã này, hoặc bỏ phần này."
)
LINE_TAKES_NO: Final = "Dòng {ordinal} không có loại giấy tờ mang mã {code} in trên tờ phân cách. Chọn thành phần."

SLIP_ELSEWHERE: Final = (
    "Giấy giao nhận này của hồ sơ do {office} trả kết quả, không lưu ở đây được. Chuyển giấy cho đơn vị đó."
)
NO_SUCH_RETURN: Final = (
    "Hồ sơ này không có lần trả kết quả mang số in trên giấy giao nhận. So lại giấy; không rõ thì bỏ phần này."
)
SIGNED_ALREADY: Final = (
    "Lần trả này đã có bản quét giấy giao nhận đã ký. Quét trùng thì bỏ phần này; bản đã lưu bị nhầm thì bỏ bản đó ở "
    "trang Giấy đã ký của hồ sơ, rồi nhập lại mã in trên giấy."
)


class ReturnFound(NamedTuple):
    """A return whose slip was scanned: its dossier, and whether a scan of the signed slip stands already."""

    dossier: int
    signed: bool


class Leaver(NamedTuple):
    """A paper that left with its line: its id, and the id and number of the dossier where it is now."""

    component: int
    dossier: int
    number: str


class LineFound(NamedTuple):
    """A line that a sheet names: its number in the list, whether it was refused, the dossier where it is now and where
    it came in, and by code of paper the component that lies at it, None where none does yet."""

    ordinal: int
    refused: bool
    dossier: Dossier
    came_in: int
    papers: Mapping[str, int | None]


@dataclass(frozen=True)
class Target:
    """What a code leads to: dossier and component by their ids, or the trouble in the way; `note` is what to say of it
    where that is more than can be said of every trouble of the kind. `line`: the component is one of this line that is
    still to be made, of the kind that the code names. `hand_over`: the pages are the signed slip of this return."""

    dossier: int | None = None
    component: int | None = None
    trouble: str = ""
    note: str = ""
    line: int | None = None
    hand_over: int | None = None


@dataclass(frozen=True)
class Known:
    """What codes may lead to: `dossiers` by number, `components` by (dossier, type code), and by (dossier, request)
    what a slip `asked` for, None where it is the dossier as a whole, and what of that `left` since with lines that were
    split off; which of these are `never_scanned`; the `lines` that sheets of lines name, and the `returns` (by id) that
    return slips name."""

    dossiers: Mapping[str, Dossier]
    components: Mapping[tuple[int, str], Collection[int]]
    asked: Mapping[tuple[int, int], Collection[int | None]]
    never_scanned: Collection[int | None]
    left: Mapping[tuple[int, int], Collection[Leaver]] = field(default_factory=dict)
    lines: Mapping[int, LineFound] = field(default_factory=dict)
    returns: Mapping[int, ReturnFound] = field(default_factory=dict)


def target_of(code: SheetCode, office: int, known: Known) -> Target:
    """Where one code leads in the tray of this office."""
    dossier = known.dossiers.get(code.number)
    if dossier is None:
        return Target(trouble=Trouble.UNKNOWN)
    if dossier.receiving_office_id != office:
        return Target(
            trouble=Trouble.ELSEWHERE,
            note=(SLIP_ELSEWHERE if code.handed else ELSEWHERE).format(office=dossier.receiving_office.name),
        )
    if code.handed:
        return _of_return(dossier.pk, code.handed, known.returns.get(code.handed))
    if code.line:
        return _of_line(dossier.pk, code, known.lines.get(code.line))
    if not code.component and not code.request:
        return Target(dossier.pk)
    if code.request:
        return _of_slip(dossier.pk, code.request, known)
    return _one_of(dossier.pk, known.components.get((dossier.pk, code.component), ()), known, Trouble.SEVERAL)


def _of_return(dossier: int, handed: int, found: ReturnFound | None) -> Target:
    """The return whose signed slip this page is, unless one was scanned for it already."""
    if found is None or found.dossier != dossier:
        return Target(dossier, trouble=Trouble.SLIP, note=NO_SUCH_RETURN)
    if found.signed:
        return Target(dossier, trouble=Trouble.SLIP, note=SIGNED_ALREADY)
    return Target(dossier, hand_over=handed)


def _of_line(dossier: int, code: SheetCode, line: LineFound | None) -> Target:
    """The paper of one line, which need not be there yet; that of a line that is elsewhere or takes none waits."""
    if line is None or dossier not in (line.dossier.pk, line.came_in):
        return Target(dossier, trouble=Trouble.NO_COMPONENT, note=LINE_GONE)
    component, here = line.papers.get(code.component), line.dossier
    if here.pk != dossier:
        note = LINE_LEFT.format(ordinal=line.ordinal, dossier=here.number)
    elif line.refused:
        note = LINE_REFUSED.format(ordinal=line.ordinal)
    elif not pages_may_change(here):
        note = LINE_SETTLED.format(ordinal=line.ordinal, state=here.get_state_display())
    elif code.component not in line.papers:
        note = LINE_TAKES_NO.format(ordinal=line.ordinal, code=code.component)
    else:
        return Target(dossier, component, line=None if component else code.line)
    return Target(here.pk, component, Trouble.NO_COMPONENT, note)


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
