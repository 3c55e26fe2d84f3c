"""How does paper leave the store for the archive: put on a list with its minutes, signed by both sides, gone?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.models import Office, User
from bhxh_archive.numbering import next_number
from bhxh_archive.parameters import parameter
from bhxh_archive.trail import record
from intake.actions.paper.paper_places import require_keeper
from intake.models import BoxEntry, DepositLine, Dossier, PaperDeposit, PaperPlace
from intake.queries.deposits import lines_of_deposit, mark_of, may_go
from intake.slips.deposit_counts import counts_of
from intake.slips.deposits import list_pdf, minutes_pdf

MOST_LINES: Final = 300
"""Of one list: what is left goes on the next."""
OTHERS: Final = (
    "Các hồ sơ sẵn sàng nộp lưu vừa thay đổi sau khi trang này được mở nên chưa lập mục lục. Xem lại số hồ sơ, số hộp "
    "và khoảng số ở trên rồi bấm lập lần nữa."
)
SERIES: Final = "NL"
PDF: Final = "application/pdf"


@transaction.atomic
def draw_up(
    *, store: PaperPlace, of_year: int, permanent: bool, taker: dict[str, Any], by: User, seen: str | None = None
) -> PaperDeposit:
    """List what may go of one year and kind, at most MOST_LINES, and freeze list and minutes as PDF/A to be signed.

    `taker`: taker_unit, taker_name, taker_title, metres, condition. `seen` is the `mark_of` what was shown; None where
    nobody looked. Raises NotAllowed, NotNow when nothing may go, ChangedMeanwhile where it is not what was seen.
    """
    require_keeper(by, store.office_id)
    locked = PaperPlace.objects.select_for_update(of=("self",)).select_related("office").get(pk=store.pk, parent=None)
    entries = list(may_go(locked, of_year, permanent=permanent)[:MOST_LINES])
    if not entries:
        raise NotNow("Không còn hồ sơ giấy nào của năm và thời hạn này sẵn sàng nộp lưu.")
    if seen is not None and seen != mark_of(entries):
        raise ChangedMeanwhile(OTHERS)
    made = _opened(locked.office, locked, of_year, permanent, taker, len({row.box_id for row in entries}), by)
    DepositLine.objects.bulk_create(_lines(made, entries))
    for entry in entries:
        record(entry.dossier, "list_for_deposit", by=by, deposit=made.pk)
    return _frozen(made)


def _opened(
    office: Office, store: PaperPlace, of_year: int, permanent: bool, taker: dict[str, Any], boxes: int, by: User
) -> PaperDeposit:
    year = timezone.localdate().year
    return PaperDeposit.objects.create(
        office=office, store=store, of_year=of_year, permanent=permanent, year=year, boxes=boxes, by=by,
        number=next_number(office=office, code=SERIES, year=year),
        notation=parameter("deposit_notation", office=office), **taker,
    )  # fmt: skip


def _lines(made: PaperDeposit, entries: list[BoxEntry]) -> Iterable[DepositLine]:
    counts = counts_of([row.dossier for row in entries])
    for ordinal, row in enumerate(entries, start=1):
        count = counts[row.dossier_id]
        yield DepositLine(
            deposit=made, dossier=row.dossier, ordinal=ordinal, box=row.box.path, code=row.number,
            ended_on=row.ended_on,  # type: ignore[attr-defined]  # annotated
            sheets=count.sheets, pages=count.pages, uncounted=count.uncounted,
        )  # fmt: skip


def _frozen(made: PaperDeposit) -> PaperDeposit:
    lines = list(lines_of_deposit(made))
    made.list_file = storage.keep_bytes(list_pdf(made, lines), PDF)
    made.minutes_file = storage.keep_bytes(minutes_pdf(made, lines), PDF)
    made.save(update_fields=["list_file", "minutes_file"])
    return made


@transaction.atomic
def hand_to_archive(*, deposit: PaperDeposit, on: date, by: User) -> PaperDeposit:
    """Both sides have signed: every dossier leaves its box, each with an event. Raises NotAllowed, NotNow, NotValid."""
    locked = _waiting(deposit, by)
    if on > timezone.localdate() or on < timezone.localdate(locked.at):
        raise NotValid("Ngày giao phải từ ngày lập mục lục đến hôm nay.")
    lines = list(lines_of_deposit(locked))
    ids = [line.dossier_id for line in lines]
    dossiers = Dossier.objects.select_for_update().in_bulk(ids)
    _all_in_the_store(lines)
    BoxEntry.objects.filter(dossier__in=ids, left_at=None).update(left_at=timezone.now())
    for pk in ids:
        record(dossiers[pk], "deposit_paper", by=by, deposit=locked.pk, on=on.isoformat())
    locked.done_on, locked.done_by = on, by
    locked.save(update_fields=["done_on", "done_by"])
    return locked


def _all_in_the_store(lines: list[DepositLine]) -> None:
    """What was lent or taken to another box since is not what the minutes say."""
    here = BoxEntry.objects.filter(dossier__in=[line.dossier_id for line in lines], left_at=None)
    free = here.exclude(dossier__paper_loans__returned_on=None, dossier__paper_loans__isnull=False)
    numbers = {row.dossier_id: row.number for row in free.select_related("box")}
    if gone := [line.dossier for line in lines if numbers.get(line.dossier_id) != line.code]:
        more = f" và {len(gone) - 1} hồ sơ khác" if len(gone) > 1 else ""
        raise NotNow(f"Hồ sơ {gone[0]}{more} đang cho mượn hoặc đã chuyển hộp: thu hồi, hoặc hủy mục lục rồi lập lại.")


@transaction.atomic
def call_off(*, deposit: PaperDeposit, by: User) -> PaperDeposit:
    """Take back a list that was not signed by both sides; its dossiers may go on another. Raises NotAllowed, NotNow."""
    locked = _waiting(deposit, by)
    locked.called_off_at = timezone.now()
    locked.save(update_fields=["called_off_at"])
    lines = list(lines_of_deposit(locked))
    DepositLine.objects.filter(deposit=locked).update(void=True)
    for line in lines:
        record(line.dossier, "call_off_deposit", by=by, deposit=locked.pk)
    return locked


def _waiting(deposit: PaperDeposit, by: User) -> PaperDeposit:
    require_keeper(by, deposit.office_id)
    locked = PaperDeposit.objects.select_for_update(of=("self",)).select_related("office", "store").get(pk=deposit.pk)
    if not locked.waits:
        raise NotNow("Đợt nộp lưu này đã bàn giao hoặc đã hủy.")
    return locked
