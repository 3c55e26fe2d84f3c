"""How are the results of many dossiers printed in one go: put in, laid into one file, recorded with what came out?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.documents.piles import write_pile
from bhxh_archive.errors import ChangedMeanwhile, NotAllowed, NotNow, NotValid
from bhxh_archive.jobs import enqueue
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import Job, Office, User
from bhxh_archive.numbering import next_number
from bhxh_archive.parameters import parameter
from bhxh_archive.reasons import is_reason
from bhxh_archive.trail import permit
from intake.actions.dossier.results import record_print
from intake.actions.returning.soundness import stand_by
from intake.models import Dossier, PrintLine, PrintRun, Result
from intake.queries import results_told
from intake.queries.print_runs import RIGHT, doubtful_lines, live_runs_of, mark, print_lines
from intake.rules import ending_problems, fault_problems, paperless_problems, was_issued

PDF: Final = "application/pdf"
SERIES: Final = "LUOT_IN"
ON_PAPER: Final = "Kết quả ký trên giấy: giao các bản đã ký, đóng dấu, không in từ bản số hóa."
ALL_THE_SAME: Final = (
    "Bản đã in ra từ lượt này và dùng được thì vẫn ghi nhận được: kiểm lại số bản hỏng rồi bấm «Vẫn ghi nhận đã in»."
)
_CHANGED: Final = (
    "{run} đã thay đổi sau khi trang này được mở, hiện «{state}», nên chưa bỏ. Mở lại lượt in, xem đang có gì rồi bỏ "
    "nếu vẫn cần."
)
BROKEN: Final = "Chưa tạo được tệp in. Hãy bấm lại; nếu vẫn vậy, báo quản trị hệ thống."
_CONTRADICTED: Final = (
    "{good} bản đã được ghi là in được ở ngoài lượt in, nên trong {all} bản của lượt không thể có {bad} bản hỏng. Kiểm "
    "lại số bản hỏng; nếu bản ghi ở ngoài là bản in khác thì đánh dấu «In thêm, vẫn tính»."
)


@transaction.atomic
def put_in(*, dossier: Dossier, by: User, despite: bool = False) -> list[PrintLine]:
    """Put what is still to be printed of a dossier into the open run of its counter, begun where there is none.
    `despite`: what is in force no longer, or was asked for as an electronic copy, is printed knowingly.

    Raises NotAllowed, and NotNow when nothing is issued, all copies were printed, another run has them, a file is
    broken, or, unless `despite`, where a document was replaced or revoked since or the registered way of return is
    electronic.
    """
    locked: Dossier = Dossier.objects.select_for_update().get(pk=dossier.pk)
    permit(locked, RIGHT, by, Seat.RECEIVING)
    if there := live_runs_of(locked).first():
        raise NotNow(f"Hồ sơ đã nằm trong {str(there).lower()}.")
    wanted = _wanted(locked)
    if broken := fault_problems(row for row, _ in wanted):
        raise NotNow(" ".join(broken))
    problems = paperless_problems(locked) + ending_problems(row for row, _ in wanted)
    if problems and not despite:
        raise NotNow(" ".join(problems))
    run = _open_run(locked.receiving_office, by)
    return PrintLine.objects.bulk_create(
        PrintLine(run=run, result=row, version=row.latest, copies=copies, before=row.printed_copies)
        for row, copies in wanted
    )


def _open_run(office: Office, by: User) -> PrintRun:
    """The locked open run of this person; a number is taken for a new one only."""
    year = timezone.localdate().year
    new: dict[str, Any] = {"year": year, "number": lambda: next_number(office=office, code=SERIES, year=year)}
    run, _ = PrintRun.objects.select_for_update().get_or_create(
        office=office, by=by, state=PrintRun.State.OPEN, defaults=new
    )
    return run


def _wanted(dossier: Dossier) -> list[tuple[Result, int]]:
    """The signed results with as many copies as are missing. Raises NotNow for none."""
    issued = [row for row in results_told(dossier) if was_issued(row)]
    if not issued:
        raise NotNow("Hồ sơ chưa có kết quả phát hành để in.")
    if any(row.on_paper for row in issued):
        raise NotNow(ON_PAPER)
    copies = parameter("printed_copies", office=dossier.receiving_office)
    wanted = [(row, copies - row.printed_copies) for row in issued if row.printed_copies < copies]
    if not wanted:
        raise NotNow(f"Đã in đủ {copies} bản của mỗi văn bản.")
    return wanted


def lock_run(run: PrintRun, by: User) -> PrintRun:
    """The locked run; must run inside a transaction. Raises NotAllowed for who gives out no results in its office."""
    locked = PrintRun.objects.select_for_update().get(pk=run.pk)
    if locked.office_id not in by.offices_with(RIGHT):
        raise NotAllowed("Lượt in thuộc bộ phận trả kết quả của đơn vị khác.")
    return locked


@transaction.atomic
def begin(*, run: PrintRun, duplex: bool, by: User, despite: bool = False) -> PrintRun:
    """Have the file made of what was put in and is still missing; a second press changes nothing. What was
    replaced or revoked, perhaps since it was put in, or returned since, is left out unless `despite`. Raises NotNow for
    a closed run, and where nothing is left to print."""
    locked = lock_run(run, by)
    if not locked.live:
        raise NotNow(said_ended(locked))
    if locked.state == PrintRun.State.OPEN:
        _leave_out(locked, despite)
        locked.state, locked.duplex, locked.problem = PrintRun.State.MAKING, duplex, ""
        locked.save(update_fields=["state", "duplex", "problem"])
        enqueue("intake.tasks.make_print_file", key=f"print:{locked.pk}", lane=Job.Lane.SLOW, priority=40, by=by,
                total=locked.lines.count(), run_id=locked.pk)  # fmt: skip
    return locked


def _leave_out(run: PrintRun, despite: bool) -> None:
    """Nothing is printed that was written down as printed or returned since it was put in, that is in force no
    longer, or whose file was found broken."""
    lines = print_lines(run)
    doubtful = set() if despite else doubtful_lines(lines)
    for line in lines:
        if line.pk in doubtful or line.version.fault:
            line.delete()
        elif line.meanwhile:
            _lessen(line)
    if not run.lines.exists():
        said = "đã được ghi nhận in đủ ở nơi khác, đã trả, hỏng tệp hoặc không còn hiệu lực: hãy bỏ lượt in"
        raise NotNow(f"Các văn bản của {str(run).lower()} {said}.")


def _lessen(line: PrintLine) -> None:
    line.copies, line.before = line.copies - line.meanwhile, line.result.printed_copies
    if line.copies:
        line.save(update_fields=["copies", "before"])
    else:
        line.delete()


def make_file(*, run: PrintRun, tell: Callable[[int], None] = lambda done: None) -> PrintRun:
    """Lay all copies of all documents into one file; safe to run twice."""
    if run.state != PrintRun.State.MAKING:
        return run
    with storage.scratch("print") as folder:
        pile = folder / "pile.pdf"
        pages = write_pile(_documents(run, folder, tell), pile, duplex=run.duplex)
        with pile.open("rb") as content:
            file = storage.keep(content, PDF)
    ready = {"state": PrintRun.State.READY, "file": file, "pages": pages}
    if not PrintRun.objects.filter(pk=run.pk, state=PrintRun.State.MAKING).update(**ready):
        storage.forget(file)  # dropped meanwhile
    return PrintRun.objects.get(pk=run.pk)


def _documents(run: PrintRun, folder: Path, tell: Callable[[int], None]) -> list[Path]:
    """Dossier by dossier, and in it one whole set after the other, as they are given out."""
    lines = print_lines(run)
    paths = {line.pk: folder / f"{line.pk}.pdf" for line in lines}
    for done, line in enumerate(lines, start=1):
        stand_by(version=line.version, by=None)
        storage.write_to(line.version.file, paths[line.pk])
        tell(done)
    sets = [list(rows) for _, rows in groupby(lines, key=lambda line: line.result.dossier_id)]
    return [paths[line.pk] for rows in sets for copy in range(max(row.copies for row in rows))
            for line in rows if copy < line.copies]  # fmt: skip


def give_up(run: PrintRun) -> None:
    """The file could not be made: the run is open again, and says so."""
    PrintRun.objects.filter(pk=run.pk, state=PrintRun.State.MAKING).update(state=PrintRun.State.OPEN, problem=BROKEN)


@transaction.atomic
def close(
    *, run: PrintRun, spoiled: Mapping[int, int], by: User, besides: Collection[int] = frozenset(),
    dropped: bool = False,
) -> PrintRun:  # fmt: skip
    """Write down that all was printed, but for so many `spoiled` copies of a line (by its id), which go into the open
    run; the file goes. What was written down elsewhere since a line was put in is the same paper and not counted again,
    but for the lines `besides` (ids), of which more copies were printed. `dropped`: the person knows that the run was
    called off and has printed copies of it all the same.

    Recorded again, nothing is counted twice. Raises ChangedMeanwhile for a run that was dropped unless `dropped`,
    NotNow where there never was a file, NotValid with every impossible number.
    """
    locked = lock_run(run, by)
    if locked.state == PrintRun.State.PRINTED:
        return locked
    _require_countable(locked, dropped)
    lines = _lock_lines(locked)
    _check(lines, spoiled, besides)
    for line in lines:
        _count(line, spoiled.get(line.pk, 0), line.pk in besides, by)
    ended = _ended(locked, PrintRun.State.PRINTED, by)
    _print_again(lines, by)
    return ended


def _require_countable(run: PrintRun, dropped: bool) -> None:
    if run.live and not run.countable:
        raise NotNow("Chưa có tệp in nên chưa ghi nhận được.")
    if not run.countable:
        raise NotNow(f"{said_ended(run)} Khi ấy chưa có tệp in nên không có bản in để ghi nhận.")
    if not (run.live or dropped):
        raise ChangedMeanwhile(f"{said_ended(run)} {ALL_THE_SAME}")


def said_ended(run: PrintRun) -> str:
    """Who ended it, when and, of one that was dropped, why."""
    what = "bỏ" if run.state == PrintRun.State.DROPPED else "ghi nhận đã in"
    at = f"{timezone.localtime(run.closed_at):%H:%M ngày %d/%m/%Y}" if run.closed_at else ""
    why = f", lý do: {run.drop_reason.rstrip('.')}" if run.drop_reason else ""
    return f"{run} đã được {run.closed_by} {what} lúc {at}{why}."


def _count(line: PrintLine, spoiled: int, besides: bool, by: User) -> None:
    usable = line.copies - spoiled
    line.spoiled, line.apart = spoiled, 0 if besides else min(usable, line.meanwhile)
    line.save(update_fields=["spoiled", "apart"])
    if usable > line.apart or spoiled:
        record_print(result=line.result, copies=usable - line.apart, spoiled=spoiled, by=by,
                     key=f"print:{line.run_id}:{line.pk}", version=line.version)  # fmt: skip


def _lock_lines(run: PrintRun) -> list[PrintLine]:
    """The lines, while nobody can write down a print of their dossiers."""
    list(Dossier.objects.select_for_update().filter(results__print_lines__run=run).order_by("pk").values("pk"))
    return print_lines(run)


def _print_again(lines: list[PrintLine], by: User) -> None:
    for dossier in {line.result.dossier for line in lines if line.spoiled}:
        with suppress(NotNow):  # another run has it by now
            put_in(dossier=dossier, by=by, despite=True)


def _check(lines: list[PrintLine], spoiled: Mapping[int, int], besides: Collection[int]) -> None:
    told = ((line, _fault(line, spoiled.get(line.pk, 0), line.pk in besides)) for line in lines)
    problems = [f"{line.result.title} số {line.result.number}: {fault}" for line, fault in told if fault]
    if problems:
        raise NotValid(" ".join(problems), problems)


def _fault(line: PrintLine, spoiled: int, besides: bool) -> str:
    """What is wrong about the number of spoiled copies: the same paper can't be usable there and spoiled here."""
    if not 0 <= spoiled <= line.copies:
        return f"số bản hỏng từ 0 đến {line.copies}."
    if spoiled and not besides and line.meanwhile > line.copies - spoiled:
        return _CONTRADICTED.format(good=line.meanwhile, bad=spoiled, all=line.copies)
    return ""


@transaction.atomic
def drop(*, run: PrintRun, seen: str, by: User, reason: str = "") -> PrintRun:
    """Call the run off as it was `seen` (its `mark`): nothing of it counts as printed. Once there is a file somebody
    may be printing it: that wants a `reason`, which they read.

    Raises NotNow for one that was recorded, ChangedMeanwhile where it is not as it was seen, NotValid.
    """
    locked = lock_run(run, by)
    if locked.state == PrintRun.State.PRINTED:
        raise NotNow(f"{said_ended(locked)} Không bỏ được.")
    if not locked.live:
        return locked
    if seen != mark(locked):
        raise ChangedMeanwhile(_CHANGED.format(run=locked, state=locked.get_state_display()))
    if locked.state == PrintRun.State.READY and not is_reason(reason):
        raise NotValid("Ghi lý do bỏ lượt in: tệp in đã tạo, có thể có người đang in.")
    locked.drop_reason = reason.strip()
    return _ended(locked, PrintRun.State.DROPPED, by)


def _ended(run: PrintRun, state: str, by: User) -> PrintRun:
    file, run.file = run.file, None
    run.state, run.closed_by, run.closed_at = state, by, timezone.now()
    run.save(update_fields=["state", "file", "closed_by", "closed_at", "drop_reason"])
    if file:
        transaction.on_commit(lambda: storage.forget(file))
    return run
