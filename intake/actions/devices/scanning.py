"""How does a clerk begin and stop a scan, into a dossier or into the stack tray? A worker carries it out."""

from __future__ import annotations

from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.jobs import enqueue
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import Job, User
from bhxh_archive.trail import permit, record
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.page_desk.uploads import check_component
from intake.actions.stacks.batches import permit_stacks
from intake.models import Component, Dossier, Scanner, ScanRun
from intake.queries import busy_with, confirmed_scanners, scanners_for
from intake.scanning.capabilities import Capabilities
from intake.scanning.wish import Wish, lacking

NOT_OURS: Final = "Máy quét này không thuộc đơn vị hoặc chưa được quản trị xác nhận. Hãy chọn máy khác."


@transaction.atomic
def begin_scan(
    *, dossier: Dossier, scanner: Scanner, wish: Wish, by: User, component: Component | None = None
) -> ScanRun:
    """Ask for a scan into a dossier; a worker of the scanning lane carries it out.

    Raises NotAllowed, NotNow while the scanner is taken, NotValid for what it can't do.
    """
    locked = lock_for_pages(dossier, by)
    check_component(locked, component)
    machine = scanners_for(locked).select_for_update(of=("self",)).filter(pk=scanner.pk).first()
    if machine is None:
        raise NotValid(NOT_OURS)
    _check_wish(machine, wish)
    run = _open(machine, locked, wish, by, component)
    record(locked, "scan", by=by, run=run.pk, scanner=machine.name, resolution=wish.resolution, source=wish.source,
           component=run.component_id)  # fmt: skip
    return run


@transaction.atomic
def begin_stack_scan(*, scanner: Scanner, wish: Wish, by: User) -> ScanRun:
    """Ask for a scan into the stack tray of the scanner's office: what comes becomes one stack.

    Raises NotAllowed, NotNow while the scanner is taken, NotValid for what it can't do.
    """
    permit_stacks(scanner.office_id, by)
    machine = confirmed_scanners(scanner.office_id).select_for_update(of=("self",)).filter(pk=scanner.pk).first()
    if machine is None:
        raise NotValid(NOT_OURS)
    _check_wish(machine, wish)
    return _open(machine, None, wish, by, None)


def _check_wish(scanner: Scanner, wish: Wish) -> None:
    if scanner.capabilities is None:
        raise NotNow("Máy quét chưa trả lời lần nào nên chưa biết quét được gì. Hãy bấm «Hỏi lại các máy quét».")
    if problems := lacking(Capabilities.from_json(scanner.capabilities), wish):
        raise NotValid(problems[0], problems)


def _open(
    scanner: Scanner, dossier: Dossier | None, wish: Wish, by: User, component: Component | None
) -> ScanRun:  # fmt: skip
    """The scan, queued; a scanner makes one at a time."""
    if busy := busy_with(scanner):
        who = "Bạn" if busy.by_id == by.pk else str(busy.by)
        raise NotNow(f"{who} đang quét bằng máy «{scanner}». Hãy chờ quét xong hoặc chọn máy khác.")
    try:
        with transaction.atomic():
            run = ScanRun.objects.create(
                scanner=scanner, dossier=dossier, component=component, by=by, source=wish.source,
                resolution=wish.resolution, colour=wish.colour, both_sides=wish.both_sides,
            )  # fmt: skip
    except IntegrityError as error:
        raise NotNow(f"Máy «{scanner}» vừa được người khác dùng. Hãy chờ hoặc chọn máy khác.") from error
    if scanner.bridge_id is None:  # else its bridge takes it up when it calls
        enqueue("intake.tasks.scan", key=f"scan:{run.pk}", lane=Job.Lane.SCAN, priority=50, by=by, run_id=run.pk)
    return run


@transaction.atomic
def stop_scan(*, run: ScanRun, by: User) -> ScanRun:
    """Ask a scan to end: the worker tells the scanner within a second. What came until then stays."""
    row = ScanRun.objects.select_for_update(of=("self",)).select_related("dossier", "scanner").get(pk=run.pk)
    if row.dossier:
        permit(row.dossier, "intake.scan", by, Seat.RECEIVING)
    else:
        permit_stacks(row.scanner.office_id, by)
    if not row.open or row.stop_asked_at:
        return row
    row.stop_asked_at, row.stop_asked_by = timezone.now(), by
    row.save(update_fields=["stop_asked_at", "stop_asked_by"])
    if row.dossier:
        record(row.dossier, "stop_scan", by=by, run=row.pk)
    return row


def note_end(run: ScanRun) -> None:
    """Write into the journal of the dossier how its scan ended and how many files had come; the caller's transaction
    ends the scan. What the clerk is advised to do then is no part of the journal."""
    if run.dossier_id is None:
        return
    ended = ScanRun.objects.select_related("dossier").get(pk=run.pk)  # the worker's copy is from before the first page
    why = ended.message.partition(". ")[0].rstrip(".") if ended.state == ScanRun.State.FAILED else ""
    record(ended.dossier, "end_scan", by=None, reason=why, run=ended.pk, outcome=ended.state, files=ended.files,
           doubled=ended.doubled)  # fmt: skip
