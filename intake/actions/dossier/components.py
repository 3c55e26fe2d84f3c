"""How is a component answered without a scan, and how is a copy compared with its original?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.db import transaction
from django.utils import timezone

from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
from bhxh_archive.trail import record
from intake import queries, rules
from intake.actions.dossier.books import way_of
from intake.actions.dossier.locking import lock_for_data, lock_for_pages
from intake.actions.supplements.answer_counts import with_asked
from intake.models import BookCustody, Component, Dossier, Person

SERIAL_LENGTH: Final = 11
NOTATION_LENGTH: Final = 30


def _own(dossier: Dossier, component: Component) -> Component:
    if component.dossier_id != dossier.pk:
        raise NotValid("Thành phần này không thuộc hồ sơ.")
    return component


def _save(dossier: Dossier, component: Component, verb: str, by: User, **values: object) -> Component:
    for name, value in values.items():
        setattr(component, name, value)
    component.save(update_fields=list(values))
    record(dossier, verb, by=by, component=component.pk)
    return component


@transaction.atomic
def ask_component(*, dossier: Dossier, component: Component, asked: bool, by: User) -> Component:
    """Say whether the case in which a conditional paper is asked for applies. Raises NotValid for a mandatory one."""
    locked = lock_for_pages(dossier, by)
    own = _own(locked, component)
    if not rules.by_case(own.type):
        raise NotValid(f"«{own.type.name}» không tùy trường hợp. Có căn cứ để không nộp thì ghi căn cứ đó.")
    return _save(locked, own, "ask_component", by, asked=asked)


@transaction.atomic
def count_component(
    *, dossier: Dossier, component: Component, copies: int, sheets: int, pages: int, person: Person | None, by: User
) -> Component:
    """Record how many copies, sheets and pages were handed in, and whose paper it is."""
    locked = lock_for_pages(dossier, by)
    same = locked.components.filter(type=_own(locked, component).type, person=person).exclude(pk=component.pk)
    if same.exists():
        raise NotValid("Giấy tờ này đã có một dòng của người đó.")
    values = {"copies": copies, "sheets": sheets, "pages_counted": pages, "person": person}
    return _save(locked, component, "count_component", by, **values)


Counts = Mapping[int, tuple[int, int, int]]


@transaction.atomic
def count_components(*, dossier: Dossier, counts: Counts, by: User) -> Dossier:
    """Record what was handed in: component id -> (copies, sheets, pages). One event tells what changed.

    While the paper as a whole is not counted yet, the sums become its count. Afterwards it follows them where it was
    their sum, and is never less than they are; what came as it was asked for is more than the whole had.
    """
    locked = lock_for_pages(dossier, by)
    rows = {row.pk: row for row in locked.components.select_related("type").filter(pk__in=counts)}
    if len(rows) != len(counts):
        raise NotValid("Thành phần này không thuộc hồ sơ.")
    changed = [row for pk, row in rows.items() if (row.copies, row.sheets, row.pages_counted) != counts[pk]]
    before = queries.sums_counted(locked.components.all())
    followed = with_asked(locked, [(row, *counts[row.pk][1:]) for row in changed])
    for row in changed:
        row.copies, row.sheets, row.pages_counted = counts[row.pk]
        row.save(update_fields=["copies", "sheets", "pages_counted"])
    if changed:
        record(locked, "count_components", by=by, components=[row.pk for row in changed])
    return _count_whole(locked, before, followed)


def _count_whole(dossier: Dossier, before: Mapping[str, int], followed: tuple[int | None, int | None]) -> Dossier:
    now = queries.sums_counted(dossier.components.all())
    if dossier.counted_pages is None and not now["pages"]:
        return dossier
    sheets = _whole(dossier.counted_sheets, before["sheets"], now["sheets"], followed[0])
    pages = _whole(dossier.counted_pages, before["pages"], now["pages"], followed[1])
    if (sheets, pages) != (dossier.counted_sheets, dossier.counted_pages):
        dossier.counted_sheets, dossier.counted_pages = sheets, pages
        dossier.save(update_fields=["counted_sheets", "counted_pages"])
    return dossier


def _whole(counted: int | None, before: int, now: int, followed: int | None) -> int:
    """What the whole counts once the single papers come to `now` in place of `before`; `followed`, where it was not
    their sum."""
    return now if counted is None or counted == before else max(followed or 0, now)


@transaction.atomic
def add_component(*, dossier: Dossier, like: Component, person: Person, by: User) -> Component:
    """Ask for a component once more, for another person (a board's record for each relative, for example)."""
    locked = lock_for_pages(dossier, by)
    _own(locked, like)
    if not like.type.per_person or person.dossier_id != locked.pk:
        raise NotValid("Thành phần này không lập riêng cho từng người.")
    added, created = Component.objects.get_or_create(dossier=locked, type=like.type, person=person)
    if created:
        record(locked, "add_component", by=by, component=added.pk)
    return added


@transaction.atomic
def satisfy_by_data(*, dossier: Dossier, component: Component, source: str, snapshot: str, by: User) -> Component:
    """Answer a component by looked-up data: source, what it said, and when (Resolution 66.7/2025/NQ-CP).

    While a supplement is awaited the benefits unit may do so too. Raises NotAllowed, NotNow, NotValid.
    """
    if not source.strip() or not snapshot.strip():
        raise NotValid("Hãy ghi nguồn dữ liệu và nội dung tra cứu.")
    locked = lock_for_data(dossier, by)
    values = {"data_source": source.strip(), "data_snapshot": snapshot.strip(), "data_at": timezone.now()}
    way = Component.Satisfied.DATA
    return _save(locked, _own(locked, component), "satisfy_by_data", by, satisfied=way, **values)


@transaction.atomic
def waive_component(*, dossier: Dossier, component: Component, reason: str, by: User) -> Component:
    """Record that the law does not ask this paper of this person, with the ground."""
    if not is_reason(reason):
        raise NotValid("Hãy ghi căn cứ không phải nộp giấy tờ này.")
    locked = lock_for_pages(dossier, by)
    values = {"satisfied": Component.Satisfied.WAIVED, "waiver_reason": reason.strip()}
    return _save(locked, _own(locked, component), "waive_component", by, **values)


@transaction.atomic
def reset_component(*, dossier: Dossier, component: Component, by: User) -> Component:
    """Take back a waiver or looked-up data: what we hold answers the component, or it waits for paper again."""
    locked = lock_for_pages(dossier, by)
    _own(locked, component).refresh_from_db(fields=["original"])
    return _save(locked, component, "reset_component", by, satisfied=_held(locked, component))


def _held(dossier: Dossier, component: Component) -> str:
    """How the component is answered by what we hold: an electronic original, or the book."""
    book = BookCustody.objects.filter(dossier=dossier).first() if component.type.never_scan else None
    if book:
        return way_of(book)
    return Component.Satisfied.ELECTRONIC if component.original_id else Component.Satisfied.MISSING


@transaction.atomic
def describe_component(
    *, dossier: Dossier, component: Component, number: str, issued_on: date | None, issuer: str, by: User
) -> Component:
    """Record what stands on the paper itself: number and notation, date, issuer; each may be unknown.

    Goes into the archive's metadata, whose fields hold 11 and 30 characters of a number and its notation.
    """
    serial, _, notation = number.strip().partition("/")
    if len(serial) > SERIAL_LENGTH or len(notation) > NOTATION_LENGTH:
        raise NotValid("Số, ký hiệu: trước dấu / tối đa 11 ký tự, sau dấu / tối đa 30 ký tự, ví dụ 12/QĐ-CT.")
    if issued_on and issued_on > timezone.localdate():
        raise NotValid("Ngày ban hành của giấy tờ không thể sau hôm nay.")
    locked = lock_for_pages(dossier, by)
    values = {"number": number.strip(), "issued_on": issued_on, "issuer": issuer.strip()}
    return _save(locked, _own(locked, component), "describe_component", by, **values)


@transaction.atomic
def compare_with_original(*, dossier: Dossier, component: Component, by: User) -> Component:
    """Confirm that the copy was compared with its original, which was given back (NĐ 158/2025 art. 4).

    Raises NotValid where no copy was handed in.
    """
    locked = lock_for_pages(dossier, by)
    own = _own(locked, component)
    own.refresh_from_db(fields=["satisfied", "sheets", "pages_counted"])
    if why_not := rules.why_not_compared(own, own.pages.filter(deleted_at=None).count()):
        raise NotValid(why_not)
    values = {"compared_by": by, "compared_at": timezone.now()}
    return _save(locked, own, "compare_with_original", by, **values)


@transaction.atomic
def undo_comparison(*, dossier: Dossier, component: Component, by: User) -> Component:
    """Take back that the copy was compared with its original. Raises NotNow where it was not."""
    locked = lock_for_pages(dossier, by)
    own = _own(locked, component)
    own.refresh_from_db(fields=["compared_at"])
    if own.compared_at is None:
        raise NotNow("Giấy tờ này chưa được đối chiếu với bản chính, hoặc đã được bỏ đối chiếu.")
    return _save(locked, own, "undo_comparison", by, compared_by=None, compared_at=None)
