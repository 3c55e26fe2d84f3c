"""How is a contribution history held against the collection department's data, and each difference settled?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from django.db import transaction

from benefits.actions.drafting import lock_for_drafting, save_draft, saved_elsewhere
from benefits.arithmetic.comparing import taken_over
from benefits.arithmetic.period_csv import write_csv
from benefits.arithmetic.periods import Period
from benefits.calculation import UNREAD_ROWS, periods_of
from benefits.differences import Comparison, Difference, against_record, recorded
from benefits.models import Draft, HistoryRecord, SettledDifference
from benefits.reading.limits import too_many_rows
from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
from bhxh_archive.text import nfc
from bhxh_archive.trail import record as write_down

Choice = SettledDifference.Choice


class Ruling(NamedTuple):
    """Which side counts for a span of months, and why."""

    choice: str
    reason: str


@transaction.atomic
def keep_record(*, draft: Draft, periods: Sequence[Period], by: User) -> HistoryRecord:
    """Keep imported periods to hold the draft's rows against; they take the place of an earlier import. Raises NotValid
    for more of them than the history of one person can have."""
    if said := too_many_rows("Dữ liệu", len(periods)):
        raise NotValid(said)
    dossier, granted = lock_for_drafting(draft.dossier, by)
    kept, _ = HistoryRecord.objects.update_or_create(draft=draft, defaults={"text": write_csv(periods), "by": by})
    write_down(dossier, "keep_history_record", by=by, granted=granted, draft=draft.pk, rows=len(periods))
    return kept


@transaction.atomic
def settle(*, draft: Draft, rulings: Mapping[str, Ruling], by: User, version: int | None = None) -> Draft:
    """Settle differences, named by their months (`Difference.key`): the draft's rows stay, or those of the record take
    their place in these months; either with a reason. Nothing is settled where one ruling is not whole.

    Raises ChangedMeanwhile where the draft was saved since, NotNow while a row of it can't be read or there is nothing
    to compare with, NotValid for what is not chosen or not reasoned.
    """
    dossier, granted = lock_for_drafting(draft.dossier, by)
    locked = Draft.objects.select_for_update(of=("self",)).get(pk=draft.pk)
    found = _comparable(locked, version, by)
    chosen = _chosen(found[1], rulings)
    SettledDifference.objects.bulk_create(_row(locked, one, ruling, by) for one, ruling in chosen)
    theirs = [one.span for one, ruling in chosen if ruling.choice == Choice.THERE]
    if said := too_many_rows("Quá trình đóng", sum(len(span.second) for span in theirs)):
        raise NotValid(said)
    write_down(dossier, "settle_differences", by=by, granted=granted, draft=draft.pk, here=len(chosen) - len(theirs),
               there=len(theirs))  # fmt: skip
    rows = taken_over(periods_of(locked), recorded(found[0]), theirs)
    return save_draft(draft=locked, entries=locked.entries, periods=rows, by=by, version=version)


def _comparable(draft: Draft, version: int | None, by: User) -> tuple[HistoryRecord, Comparison]:
    if version is not None and version != draft.version:
        raise ChangedMeanwhile(f"{saved_elsewhere(draft, by)} Hãy mở lại trang đối chiếu rồi chọn lại.")
    if draft.entries.get(UNREAD_ROWS):
        raise NotNow("Quá trình đóng có dòng chưa đọc được. Hãy sửa chỗ báo lỗi ở dự thảo rồi đối chiếu.")
    if (found := against_record(draft)) is None:
        raise NotNow("Chưa có dữ liệu để đối chiếu. Hãy nhập dữ liệu ở «Nhập từ tệp».")
    return found


def _chosen(found: Comparison, rulings: Mapping[str, Ruling]) -> list[tuple[Difference, Ruling]]:
    open_ones = {one.key: one for one in found.unsettled}
    if not rulings:
        raise NotValid("Chưa chọn cách giải quyết cho chỗ khác nào.")
    if missing := rulings.keys() - open_ones.keys():
        raise ChangedMeanwhile(f"{len(missing)} chỗ khác đã được giải quyết hoặc đã đổi. Hãy mở lại trang đối chiếu.")
    problems = [problem for key, ruling in rulings.items() for problem in _problems(open_ones[key], ruling)]
    if problems:
        raise NotValid(problems[0], problems)
    return [(open_ones[key], ruling) for key, ruling in rulings.items()]


def _problems(one: Difference, ruling: Ruling) -> list[str]:
    if ruling.choice not in Choice.values:
        return [f"{one.months}: hãy chọn theo bảng đang có hay theo dữ liệu đã nhập."]
    if not is_reason(ruling.reason):
        return [f"{one.months}: hãy ghi lý do."]
    return [] if len(ruling.reason) <= MOST else [f"{one.months}: lý do dài quá {MOST} ký tự."]


MOST = 300


def _row(draft: Draft, one: Difference, ruling: Ruling, by: User) -> SettledDifference:
    return SettledDifference(
        draft=draft, first_month=one.span.start.first_day, last_month=one.span.end.first_day, here=one.here,
        there=one.there, choice=ruling.choice, reason=nfc(ruling.reason.strip()), by=by,
    )  # fmt: skip
