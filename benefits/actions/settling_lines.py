"""How are the lines of an employer's list computed and decided: settled, refused with a reason, opened again?

Every act opens the draft of the settled list where there is none, and whoever acts becomes one of its authors.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.db import transaction
from django.db.models import Case, F, Value, When
from django.utils import timezone

from benefits.actions.drafting import lock_for_drafting, mark_written, open_draft
from benefits.arithmetic.list_lines import Verdict
from benefits.arithmetic.steps import plain
from benefits.law import in_force
from benefits.lists.computing import ComputedLine, compute_line
from benefits.lists.kinds import usual_kind
from benefits.lists.lines import lines_to_settle
from benefits.models import Draft, LineSettlement
from benefits.whose import SETTLED_LIST
from bhxh_archive.errors import ChangedMeanwhile, NotValid
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
from bhxh_archive.text import nfc
from bhxh_archive.trail import record
from intake.deadlines import calendar
from intake.models import Dossier, EmployerList, ListLine
from intake.queries import list_of, with_papers

Kind, Standing = LineSettlement.Kind, LineSettlement.Standing
Ids = Sequence[int] | None
Fits = Callable[[LineSettlement], bool]
Seen = Mapping[int, int]
"""Id of a line -> version of its settlement (0: there was none) as the officer saw it."""
_WRITTEN: Final = ("kind", "entries", "case", "working", "amount", "verdict", "said", "standing", "reason", "by", "at",
                   "version")  # fmt: skip
_BATCH: Final = 1000


class Left(StrEnum):
    """Why a line was not settled with the others."""

    CHANGED = "changed"
    INCOMPLETE = "incomplete"
    DECIDED = "decided"
    REMARKS = "remarks"


@dataclass(frozen=True)
class Settled:
    """How many lines were settled, and which were not."""

    number: int
    left: Mapping[Left, list[ListLine]]


def _begin(dossier: Dossier, by: User) -> tuple[Dossier, EmployerList, Draft]:
    """The locked dossier with its list, and the draft of the settled list, written in by `by` from now on."""
    locked, _ = lock_for_drafting(dossier, by)
    found = list_of(locked)
    kind = locked.procedure.result_kinds.filter(code=SETTLED_LIST).first()
    if found is None or kind is None:
        raise NotValid("Hồ sơ này không có danh sách của đơn vị để giải quyết.")
    draft = Draft.objects.select_for_update(of=("self",)).get(pk=open_draft(dossier=locked, kind=kind, by=by).pk)
    mark_written(draft, by)
    return Dossier.objects.get(pk=locked.pk), found, draft


def _lines(found: EmployerList, ids: Ids) -> list[ListLine]:
    rows = with_papers(lines_to_settle(found), found.dossier)
    return list(rows if ids is None else rows.filter(pk__in=ids))


def settlement_of(line: ListLine, procedure_code: str) -> LineSettlement:
    """The settlement of a line, or a new one, unsaved, computed in its usual way."""
    there: LineSettlement | None = getattr(line, "settlement", None)
    return there or LineSettlement(line=line, kind=usual_kind(line, procedure_code))


def _computed(lines: Iterable[ListLine], dossier: Dossier, by: User) -> list[LineSettlement]:
    """Compute the lines anew and keep what changed; what was settled and comes to something else is open again."""
    law, days, rows, changed = in_force(), calendar(), list[LineSettlement](), list[LineSettlement]()
    for line in lines:
        row = settlement_of(line, dossier.procedure.code)
        if _put(row, compute_line(line, row.kind, row.entries, law, days)):
            changed.append(_by(row, by))
        rows.append(row)
    _keep(changed)
    return rows


def _put(row: LineSettlement, computed: ComputedLine) -> bool:
    """Write onto a row what it comes to; returns whether that is anything new."""
    before = (row.case, row.amount, row.verdict, row.said)
    same_result = (row.amount, row.case) == (computed.amount, computed.case)
    if row.standing == Standing.SETTLED and not (same_result and computed.judged.verdict != Verdict.INCOMPLETE):
        row.standing, row.reason = Standing.OPEN, ""
    row.case, row.amount, row.working = computed.case, computed.amount, plain(computed.result)
    row.verdict, row.said = computed.judged.verdict, list(computed.judged.said)
    return row.pk is None or before != (row.case, row.amount, row.verdict, row.said)


def _by(row: LineSettlement, by: User) -> LineSettlement:
    row.by, row.at, row.version = by, timezone.now(), row.version + 1
    return row


def _keep(rows: Sequence[LineSettlement]) -> None:
    LineSettlement.objects.bulk_create(
        rows, batch_size=_BATCH, update_conflicts=True, unique_fields=["line"], update_fields=_WRITTEN
    )


@transaction.atomic
def calculate_lines(*, dossier: Dossier, by: User) -> dict[str, int]:
    """Compute and judge every line anew; returns how many lines each verdict has, and `reopened` ones.

    Raises NotAllowed, NotNow, NotValid without a list.
    """
    return note_calculated(dossier=dossier, counts=calculate_part(dossier=dossier, ids=None, by=by), by=by)


@transaction.atomic
def calculate_part(*, dossier: Dossier, ids: Ids, by: User) -> Counter[str]:
    """Compute and judge these lines anew (None: all), and say nothing of it in the trail; counts and raises as
    `calculate_lines`."""
    locked, found, _ = _begin(dossier, by)
    lines = _lines(found, ids)
    settled = {row.pk for line in lines if (row := getattr(line, "settlement", None)) and row.standing == "settled"}
    rows = _computed(lines, locked, by)
    reopened = sum(row.pk in settled and row.standing == Standing.OPEN for row in rows)
    return Counter({"reopened": reopened, **Counter(row.verdict for row in rows)})


@transaction.atomic
def note_calculated(*, dossier: Dossier, counts: Mapping[str, int], by: User) -> dict[str, int]:
    """Write into the trail, and return, what the lines of all parts came to. Raises as `calculate_lines`."""
    said = {"reopened": 0} | dict(counts)
    lines = sum(number for verdict, number in said.items() if verdict != "reopened")
    record(_begin(dossier, by)[0], "calculate_lines", by=by, lines=lines, verdicts=said)
    return said


@transaction.atomic
def keep_figures(
    *, dossier: Dossier, line: ListLine, kind: str, entries: Mapping[str, str], by: User, version: int | None = None
) -> LineSettlement:
    """Keep the figures of one line as typed, whole or not, and compute it; with others a decision is open again.

    Raises NotAllowed, NotNow, NotValid, and ChangedMeanwhile when somebody kept others since they were shown.
    """
    if kind not in Kind.values:
        raise NotValid("Chọn cách tính của dòng trong danh mục.")
    locked, found, _ = _begin(dossier, by)
    [current] = _lines(found, [line.pk]) or _gone()
    row = settlement_of(current, locked.procedure.code)
    if version is not None and version != row.version:
        raise ChangedMeanwhile("Số liệu của dòng vừa được lưu ở nơi khác. Hãy mở lại dòng rồi nhập phần của bạn.")
    _type(row, kind, entries)
    _put(row, compute_line(current, row.kind, row.entries, in_force(), calendar()))
    _keep([_by(row, by)])
    record(locked, "keep_line_figures", by=by, line=line.pk)
    return row


def _type(row: LineSettlement, kind: str, entries: Mapping[str, str]) -> bool:
    """Write down what was typed; whatever was decided on other figures is open again. Returns whether it is other."""
    before = (row.kind, row.entries)
    row.kind, row.entries = kind, row.entries | {name: nfc(text) for name, text in entries.items()}
    if row.pk and before == (row.kind, row.entries):
        return False
    row.standing, row.reason = Standing.OPEN, ""
    return True


@transaction.atomic
def import_figures(*, dossier: Dossier, figures: Mapping[int, tuple[str, Mapping[str, str]]], by: User) -> int:
    """Put the figures of many lines down, by the id of the line: way of computing and entries; compute these lines.

    What stands there already changes nothing, nor any decision. Returns how many lines have other figures now.
    """
    locked, found, _ = _begin(dossier, by)
    law, days, changed = in_force(), calendar(), list[LineSettlement]()
    for line in _lines(found, list(figures)):
        row = settlement_of(line, locked.procedure.code)
        if _type(row, *figures[line.pk]):
            _put(row, compute_line(line, row.kind, row.entries, law, days))
            changed.append(_by(row, by))
    _keep(changed)
    if changed:
        record(locked, "import_figures", by=by, lines=len(changed))
    return len(changed)


def _gone() -> list[ListLine]:
    raise NotValid("Dòng này không còn trong các dòng đã nhận của danh sách.")


def _decide(
    dossier: Dossier, ids: Ids, by: User, verb: str, standing: LineSettlement.Standing, fits: Fits, *, reason: str = ""
) -> tuple[int, list[LineSettlement]]:  # fmt: skip
    """Compute the lines anew, give those that fit the standing, and write one event with their number; returns it,
    and the others."""
    locked, found, _ = _begin(dossier, by)
    rows = _computed(_lines(found, ids), locked, by)
    chosen = [row.line_id for row in rows if fits(row)]
    said: Value | Case = Value(reason[:300])
    if standing == Standing.SETTLED:  # a clean line needs no excuse
        said = Case(When(verdict=Verdict.LOOK, then=said), default=Value(""))
    LineSettlement.objects.filter(line__in=chosen).update(
        standing=standing, reason=said, by=by, at=timezone.now(), version=F("version") + 1
    )
    if chosen:
        record(locked, verb, by=by, reason=reason, lines=len(chosen))
    return len(chosen), [row for row in rows if not fits(row)]


def approve_clean(*, dossier: Dossier, by: User) -> int:
    """Settle every open line that is clean when it is computed anew; returns how many."""
    return settle_lines(dossier=dossier, ids=None, by=by, only_clean=True).number


@transaction.atomic
def settle_lines(
    *, dossier: Dossier, ids: Ids, by: User, only_clean: bool = False, seen: Seen | None = None, reason: str = ""
) -> Settled:  # fmt: skip
    """Settle these open lines with what they come to; what is not computed, or not as it was `seen`, stays.

    A line with remarks is settled only with a `reason`, which the head reads; a clean one keeps none.
    """
    good, said = (Verdict.CLEAN,) if only_clean else (Verdict.CLEAN, Verdict.LOOK), nfc(reason.strip())
    number, rest = _decide(dossier, ids, by, "settle_lines", Standing.SETTLED,
                           lambda row: _why_left(row, good, seen or {}, said) is None, reason=said)  # fmt: skip
    left = defaultdict[Left, list[ListLine]](list)
    for row in rest:
        if why := _why_left(row, good, seen or {}, said):
            left[why].append(row.line)
    return Settled(number, left)


def _why_left(row: LineSettlement, good: Sequence[Verdict], seen: Seen, reason: str) -> Left | None:
    """None for a line that is settled. Computed anew, a line that comes to something else has another version."""
    if row.standing != Standing.OPEN:
        return Left.DECIDED
    if row.verdict not in good:
        return Left.INCOMPLETE
    if seen.get(row.line_id, row.version) != row.version:
        return Left.CHANGED
    return Left.REMARKS if row.verdict == Verdict.LOOK and not reason else None


@transaction.atomic
def refuse_lines(*, dossier: Dossier, ids: Sequence[int], reason: str, by: User) -> int:
    """Refuse these lines, whatever they come to; the reason is printed on the list. Raises NotValid without one."""
    if not is_reason(reason):
        raise NotValid("Hãy ghi lý do không giải quyết các dòng này.")
    said = nfc(reason.strip())
    return _decide(dossier, ids, by, "refuse_lines", Standing.REFUSED, lambda row: True, reason=said)[0]


@transaction.atomic
def undecide_lines(*, dossier: Dossier, ids: Sequence[int], by: User) -> int:
    """Take back what was decided about these lines; their figures stay. Returns how many were decided."""
    return _decide(dossier, ids, by, "undecide_lines", Standing.OPEN, lambda row: row.standing != Standing.OPEN)[0]
