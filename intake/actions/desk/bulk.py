"""How is one verb done to many dossiers: rehearsed first, then each in a transaction of its own?

The rehearsal does the very thing and takes it back, so what is foreseen is what would happen; no rule is written twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from typing import Final

from django.db import transaction

from bhxh_archive.errors import ActionError, NotNow, NotValid
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import User
from intake import bulk
from intake.models import BulkLine, BulkRun, Dossier

Outcome = BulkLine.Outcome
HANDED_OVER: Final = "Đang chờ tiến trình ký."
GIVEN_UP: Final = "Không làm được sau nhiều lần thử. Hãy mở hồ sơ làm riêng, hoặc báo quản trị hệ thống."


@transaction.atomic
def prepare_bulk(*, verb: str, chosen: Sequence[tuple[Dossier, str]], by: User) -> BulkRun:
    """Write down what was chosen, each with what was typed for it, and queue the rehearsal."""
    if not chosen:
        raise NotValid("Chưa chọn hồ sơ nào. Hãy đánh dấu các hồ sơ cần làm rồi bấm lại.")
    run = BulkRun.objects.create(verb=verb, by=by)
    BulkLine.objects.bulk_create(
        BulkLine(run=run, ordinal=ordinal, dossier=dossier, entry=entry.strip()[:100])
        for ordinal, (dossier, entry) in enumerate(chosen, start=1)
    )
    enqueue("intake.tasks.rehearse_bulk", key=f"bulk-rehearse:{run.pk}", priority=30, by=by, run_id=run.pk)
    return run


@transaction.atomic
def confirm_bulk(*, run: BulkRun, by: User) -> BulkRun:
    """Carry out what the rehearsal found possible; a second press changes nothing. Raises NotNow while it rehearses."""
    locked = BulkRun.objects.select_for_update().get(pk=run.pk, by=by)
    if locked.state == BulkRun.State.CHECKING:
        raise NotNow("Các hồ sơ còn đang được kiểm tra. Hãy chờ một chút rồi bấm lại.")
    if locked.state == BulkRun.State.READY:
        locked.state = BulkRun.State.RUNNING
        locked.save(update_fields=["state"])
        _hand_to_worker(locked)
    return locked


def _hand_to_worker(run: BulkRun) -> None:
    enqueue("intake.tasks.carry_out_bulk", key=f"bulk:{run.pk}", priority=30, by=run.by, run_id=run.pk)


@transaction.atomic
def do_by_worker(*, verb: str, dossier: Dossier, version: int | None, by: User) -> BulkRun:
    """Have a worker do to one dossier what its own page has shown and the person has confirmed: without a rehearsal.

    `version` is that of the page. A second press while the first one waits gives the same run.
    """
    Dossier.objects.select_for_update().get(pk=dossier.pk)
    waits = BulkRun.objects.filter(verb=verb, by=by, state=BulkRun.State.RUNNING, lines__dossier=dossier).first()
    if waits:
        return waits
    run = BulkRun.objects.create(verb=verb, by=by, state=BulkRun.State.RUNNING)
    BulkLine.objects.create(run=run, ordinal=1, dossier=dossier, entry=str(version or ""), said=HANDED_OVER,
                            outcome=Outcome.POSSIBLE)  # fmt: skip
    _hand_to_worker(run)
    return run


def rehearse(run: BulkRun) -> Iterator[BulkLine]:
    """Find out for each line whether the verb would go through, changing nothing; yields each line that is judged."""
    if run.state != BulkRun.State.CHECKING:
        return
    for line in _lines(run, Outcome.WAITING):
        line.outcome, line.said = _foreseen(run, line)
        line.save(update_fields=["outcome", "said", "doubt", "sums"])
        yield line
    BulkRun.objects.filter(pk=run.pk, state=BulkRun.State.CHECKING).update(state=BulkRun.State.READY)


def _foreseen(run: BulkRun, line: BulkLine) -> tuple[str, str]:
    """What would become of the line and what is said of it; what is doubtful and what it adds to the sums is set. Only
    what prepares the act of a verb stays."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                verb = _verb(run)
                said = (verb.rehearse or verb.act)(line.dossier, run.by, line.entry)
                line.doubt, line.sums = verb.doubts(line.dossier), verb.sums(run.by, line.dossier)
        except ActionError as refused:  # what a refusal queues (files that are late) is queued
            return Outcome.SKIPPED, _reasons(refused)
        if not verb.prepares:
            transaction.set_rollback(True)
    return Outcome.POSSIBLE, said


def carry_out(run: BulkRun) -> Iterator[BulkLine]:
    """Do what was found possible, each dossier with its line in one transaction; yields each line that is done.

    Cut off and begun again, it goes on with the lines that are left. What changed since the rehearsal is skipped.
    """
    verb = bulk.find(run.verb)
    with verb.around() if verb else nullcontext():
        for line in _lines(run, Outcome.POSSIBLE):
            yield _carried_out(run, line)
    BulkRun.objects.filter(pk=run.pk, state=BulkRun.State.RUNNING).update(state=BulkRun.State.DONE)


@transaction.atomic
def _carried_out(run: BulkRun, line: BulkLine) -> BulkLine:
    locked = BulkLine.objects.select_for_update().get(pk=line.pk)
    if locked.outcome != Outcome.POSSIBLE:
        return locked
    try:
        with transaction.atomic():
            locked.said = _act(run, line)
        locked.outcome = Outcome.DONE
    except ActionError as refused:
        locked.outcome, locked.said = Outcome.SKIPPED, _reasons(refused)
    locked.save(update_fields=["outcome", "said"])
    return locked


@transaction.atomic
def give_up(run: BulkRun) -> None:
    """The end of a run whose work failed again and again: what is left is skipped, and says so."""
    run.lines.filter(outcome__in=[Outcome.WAITING, Outcome.POSSIBLE]).update(outcome=Outcome.SKIPPED, said=GIVEN_UP)
    BulkRun.objects.filter(pk=run.pk, state=BulkRun.State.CHECKING).update(state=BulkRun.State.READY)
    BulkRun.objects.filter(pk=run.pk, state=BulkRun.State.RUNNING).update(state=BulkRun.State.DONE)


def _act(run: BulkRun, line: BulkLine) -> str:
    """Each time by who the person is now: a right may end in the middle of a run, or the account be closed."""
    return _verb(run).act(line.dossier, User.objects.get(pk=run.by_id), line.entry)


def _verb(run: BulkRun) -> bulk.BulkVerb:
    verb = bulk.find(run.verb)
    if verb is None:
        raise NotNow("Thao tác này không còn dùng được. Hãy làm lại từ hàng chờ.")
    return verb


def _lines(run: BulkRun, outcome: str) -> list[BulkLine]:
    return list(run.lines.filter(outcome=outcome).select_related("dossier"))


def _reasons(refused: ActionError) -> str:
    problems = getattr(refused, "problems", None)
    return " ".join(problems) if problems else refused.message
