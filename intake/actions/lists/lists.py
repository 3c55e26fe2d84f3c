"""How does an employer's list (01B-HSB) come into a dossier, and which of its lines are taken?"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet

from bhxh_archive import storage
from bhxh_archive.errors import ActionError, ChangedMeanwhile, NotValid
from bhxh_archive.jobs import enqueue
from bhxh_archive.lifecycle import State
from bhxh_archive.models import Job, StoredFile, User
from bhxh_archive.money import dong
from bhxh_archive.reasons import is_reason
from bhxh_archive.text import nfc
from bhxh_archive.trail import record
from intake.actions.dossier.locking import lock_for_pages
from intake.actions.lists.lines_seen import told_changed
from intake.actions.lists.list_replacing import name_replaced
from intake.actions.page_desk.uploads import MIB, take_bytes
from intake.lists.doubles import mark_doubles
from intake.lists.papers import offer_papers
from intake.lists.sharing import tell_shared_numbers
from intake.models import Dossier, EmployerList, ListImport, ListLine
from intake.queries import lines_of, open_lines, takes_list
from intake.queries.line_marks import marks_of
from intake.queries.line_states import good_lines, number_in, state_of
from intake.rules.list_benefits import BENEFIT_WORDS
from intake.rules.list_days import around, notes_anew, told_anew
from intake.rules.problems import Fault

MOST_BYTES: Final = 40 * MIB
_LARGE: Final = 256 * 1024
"""Bytes from which on, some 5,000 lines, a list is read where nobody's upload and nobody's small list waits for it."""
_OTHER_UNIT: Final = (
    "Hồ sơ đã nhận danh sách của {}. Danh sách của đơn vị, kỳ hoặc đợt khác nộp ở hồ sơ khác; nếu hồ sơ này ghi nhầm, "
    "đánh dấu «Đổi đơn vị, kỳ, đợt…» rồi chọn lại tệp."
)
_OTHERS: Final = (
    "Chưa {} dòng nào: từ lúc mở trang, danh sách đã đổi, nay có {} dòng {} (lúc mở trang: {}). Hãy xem lại danh sách "
    "rồi bấm lần nữa."
)
_OPEN: Final = (ListLine.Standing.BAD, ListLine.Standing.GOOD)


def receive_list(
    *, dossier: Dossier, unit: dict[str, Any], part: str, name: str, chunks: Iterable[bytes], by: User,
    change_unit: bool = False, replaces: str | None = None,
) -> ListImport:  # fmt: skip
    """Take a spreadsheet in: hashed while received, stored, queued for reading. The same bytes are one import.

    `unit`: unit_name, unit_code, period, batch; other ones than those of a list that was received are taken with
    `change_unit` alone. `replaces`: the number of the dossier whose list this one replaces, "" for none, None leaves it
    as it is. Raises NotAllowed, NotNow, and NotValid for these, a procedure without lists or a file over
    MOST_BYTES.
    """
    with transaction.atomic():
        if not takes_list(lock_for_pages(dossier, by).procedure):
            raise NotValid("Thủ tục này không nộp theo danh sách của đơn vị.")
    stored = take_bytes(chunks, most=MOST_BYTES, advice="Hãy bỏ hình ảnh hoặc chia thành nhiều tệp.")
    try:
        return _file_import(dossier, (unit, change_unit, replaces), part, name, stored, by)
    except ActionError:
        storage.forget(stored)
        raise


@transaction.atomic
def _file_import(
    dossier: Dossier, unit: tuple[dict[str, Any], bool, str | None], part: str, name: str, stored: StoredFile, by: User
) -> ListImport:
    locked = lock_for_pages(dossier, by)
    facts, change_unit, replaces = unit
    found = _list_of(locked, facts, change_unit, by)
    if replaces is not None:
        name_replaced(found, replaces, by)
    same = found.imports.exclude(state=ListImport.State.REFUSED).filter(digest=stored.digest, part=part).first()
    if same:
        return same
    row = ListImport.objects.create(
        list=found, file=stored, digest=stored.digest, name=nfc(name)[:255], part=part, by=by
    )
    record(locked, "import_list", by=by, digest=stored.digest, list_import=row.pk, size=stored.size)
    lane = Job.Lane.SLOW if stored.size >= _LARGE else Job.Lane.QUICK
    enqueue("intake.tasks.read_list", key=f"read_list:{row.pk}", lane=lane, priority=20, by=by, import_id=row.pk)
    return row


def _list_of(dossier: Dossier, unit: dict[str, Any], change_unit: bool, by: User) -> EmployerList:
    """The list as that of this employer and period; what stands on a receipt changes only where that is meant."""
    found, _ = EmployerList.objects.get_or_create(dossier=dossier, defaults=unit)
    if all(getattr(found, name) == value for name, value in unit.items()):
        return found
    before = found.unit_words
    if dossier.state != State.DRAFT and not change_unit:
        told = _OTHER_UNIT.format(before)
        raise NotValid(told, [Fault(told, "change_unit")])
    EmployerList.objects.filter(pk=found.pk).update(**unit)
    found.refresh_from_db()
    _tell_period(found)
    record(dossier, "change_list_unit", by=by, before=before, after=found.unit_words)
    return found


def _tell_period(found: EmployerList) -> None:
    """Say anew at each line whether its days lie far from the period; one update for all lines of the same notes."""
    alike = defaultdict(list)
    for line, notes in told_anew(around(found), lines_of(found).only("part", "starts_on", "benefit", "notes")):
        alike[json.dumps(notes)].append(line.pk)
    for notes_text, lines in alike.items():
        ListLine.objects.filter(pk__in=lines).update(notes=json.loads(notes_text))


def _own(dossier: Dossier) -> EmployerList:
    found = EmployerList.objects.select_for_update().filter(dossier=dossier).first()
    if found is None:
        raise NotValid("Hồ sơ chưa có danh sách của đơn vị.")
    return found


def _change(
    dossier: Dossier,
    ids: Sequence[int] | None,
    before: Sequence[str],
    after: str,
    verb: str,
    by: User,
    reason: str = "",
) -> int:
    """Give the lines (None: all) of the standings `before` their new one; one event counts them."""
    locked = lock_for_pages(dossier, by)
    rows = ListLine.objects.filter(list=_own(locked), standing__in=before)
    number = (rows if ids is None else rows.filter(pk__in=ids)).update(standing=after, reason=reason[:300])
    if number:
        record(locked, verb, by=by, reason=reason, lines=number)
    return number


def take_lines(
    *, dossier: Dossier, ids: Sequence[int] | None = None, by: User, shown: str | Mapping[int, str] | None = None
) -> int:  # fmt: skip
    """Take good lines (None: all of them) into the dossier; the others stay as they are. Returns how many.

    They are judged anew before: another dossier may have asked for the same days since the file was read. `shown` is
    the state (`state_of`) of the good lines that the clerk saw, or the mark (`marks_of`) of each that she ticked:
    ChangedMeanwhile when they are others now; what was judged stays, so that the list shows it.
    """
    with transaction.atomic():
        lock_for_pages(dossier, by)
        found = _own(dossier)
        mark_doubles(found)
        told = _told_others(found, shown, good_lines(found), ("nhận", "hợp lệ"))
        if not told:
            return _change(dossier, ids, [ListLine.Standing.GOOD], ListLine.Standing.TAKEN, "take_lines", by)
    raise ChangedMeanwhile(told)


def _told_others(
    found: EmployerList, shown: str | Mapping[int, str] | None, lines: QuerySet[ListLine], words: tuple[str, str]
) -> str:
    """That other lines than those that were shown would be decided about; "" where they are the same."""
    if isinstance(shown, Mapping):
        told = told_changed(found, shown, marks_of(lines_of(found).filter(pk__in=list(shown))))
        return f"Chưa {words[0]} dòng nào. {told} Hãy xem lại rồi bấm lần nữa." if told else ""
    if shown is None or (now := state_of(lines)) == shown:
        return ""
    return _OTHERS.format(words[0], dong(number_in(now)), words[1], dong(number_in(shown)))


@transaction.atomic
def leave_lines(
    *,
    dossier: Dossier,
    ids: Sequence[int] | None,
    reason: str,
    by: User,
    shown: str | Mapping[int, str] | None = None,
) -> int:  # fmt: skip
    """Say of lines (None: all about which nothing was decided) that they are not taken, and why; they stay on the list.

    Raises NotValid without a reason, ChangedMeanwhile when the open lines are others than those `shown` (`state_of`),
    or one of the ticked lines is otherwise than it was shown (`marks_of`).
    """
    if not is_reason(reason):
        raise NotValid("Hãy ghi lý do không nhận các dòng này.")
    lock_for_pages(dossier, by)
    found = _own(dossier)
    if told := _told_others(found, shown, open_lines(found), ("ghi", "chưa nhận")):
        raise ChangedMeanwhile(told)
    before = _OPEN if ids is None else [*_OPEN, ListLine.Standing.TAKEN]
    number = _change(dossier, ids, before, ListLine.Standing.LEFT_OUT, "leave_lines", by, reason.strip())
    mark_doubles(found)  # what was a double of these no longer is
    tell_shared_numbers(found)
    return number


@transaction.atomic
def reopen_lines(*, dossier: Dossier, ids: Sequence[int], by: User) -> int:
    """Take back a decision about lines: they are good or to be mended again, as their reading says."""
    decided = [ListLine.Standing.TAKEN, ListLine.Standing.LEFT_OUT]
    locked = lock_for_pages(dossier, by)
    found = _own(locked)
    rows = ListLine.objects.filter(list=found, standing__in=decided, pk__in=ids)
    chosen = list(rows.values_list("pk", flat=True))
    ListLine.objects.filter(pk__in=chosen).update(standing=ListLine.Standing.BAD, reason="")
    mark_doubles(found)  # the days may be asked for elsewhere by now; what is sound becomes good
    tell_shared_numbers(found)
    if chosen:
        record(locked, "reopen_lines", by=by, lines=len(chosen))
    return len(chosen)


@transaction.atomic
def choose_benefit(*, dossier: Dossier, line: ListLine, benefit: str, by: User) -> ListLine:
    """Say which benefit a line asks for where its words were read otherwise, or confirm what was read; nothing about it
    is to be looked at any more. Raises NotAllowed, NotNow, NotValid."""
    locked = lock_for_pages(dossier, by)
    if benefit not in dict(BENEFIT_WORDS):
        raise NotValid("Chọn chế độ của dòng: ốm đau, thai sản hoặc dưỡng sức.")
    found = ListLine.objects.select_for_update().get(pk=line.pk, list=_own(locked))
    notes = [note for note in found.notes if note[0] != "benefit"]
    if (found.benefit, found.notes) != (benefit, notes):
        found.benefit, found.notes = benefit, notes
        found.notes = notes_anew(around(found.list), found)  # a maternity leave may lie ahead, illness may not
        found.save(update_fields=["benefit", "notes"])
        offer_papers(found.list)
        record(locked, "choose_benefit", by=by, line=found.pk)
    return found
