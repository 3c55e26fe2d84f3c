"""How does another rule book follow the one that runs: copied, changed, put in force on a day, or given up?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.trail import write_down
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import User
from intake.actions.administration.cataloguing import copy_parts, copy_row, delete_draft
from intake.models import Dossier, Procedure, RuleBook
from intake.queries.versions import draft_book, newest_book, newest_versions, version_of
from intake.rules.book_versions import book_changes
from intake.rules.versions import faults_of

FIELDS: Final = ("code", "name", "number", "issued_on", "source", "needs_confirmation", "note")


@transaction.atomic
def open_book(*, by: User, **values: Any) -> RuleBook:
    """Begin the next rule book as a copy of the newest one, with all of its procedures as drafts.

    `values` are those of FIELDS. Raises NotAllowed, NotNow while one is being written, NotValid for a code in use.
    """
    require_office(by, None)
    before = newest_book()
    if draft_book() or before is None:
        raise NotNow("Đã có một quy trình đang soạn. Hãy áp dụng hoặc bỏ quy trình đó trước.")
    if RuleBook.objects.filter(code=values["code"]).exists():
        raise NotValid(f"Đã có quy trình mang mã {values['code']}. Hãy chọn mã khác.")
    book = RuleBook.objects.create(legal_bases=before.legal_bases, **{name: values[name] for name in FIELDS})
    for row in newest_versions(before):
        copy_parts(version_of(row), copy_row(row, rule_book_id=book.pk, valid_from=None, valid_to=None))
    return book


def _locked(book: RuleBook, by: User) -> RuleBook:
    require_office(by, None)
    return RuleBook.objects.select_for_update().get(pk=book.pk)


def _draft(book: RuleBook, by: User) -> RuleBook:
    row = _locked(book, by)
    if row.valid_from is not None:
        raise NotNow("Quy trình này đã có ngày áp dụng.")
    return row


@transaction.atomic
def change_book(*, book: RuleBook, by: User, **values: Any) -> RuleBook:
    """Change the rule book that is being written: FIELDS without its code, and `legal_bases` in the order printed.

    Raises NotAllowed, NotNow for one that has its day, NotValid without any legal basis or with one twice.
    """
    row, texts = _draft(book, by), [base["text"] for base in values["legal_bases"]]
    if not texts:
        raise NotValid("Quy trình phải có ít nhất một căn cứ để in trên quyết định.")
    if twice := [text for text in texts if texts.count(text) > 1]:
        raise NotValid(f"Căn cứ «{twice[0]}» ghi hai lần. Hãy bỏ một dòng.")
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    return row


@transaction.atomic
def put_book_in_force(*, book: RuleBook, valid_from: date, by: User) -> RuleBook:
    """Close the rule book before on the day before, and open this one with all of its procedures.

    Raises NotAllowed, NotNow, and NotValid for a day that has begun or a procedure that can't work.
    """
    row, before = _draft(book, by), newest_book()
    assert before
    procedures = newest_versions(row)
    if problems := _day_faults(before, valid_from) + list(_faults(procedures)):
        raise NotValid(" ".join(problems), problems)
    RuleBook.objects.filter(pk=before.pk).update(valid_to=valid_from - timedelta(days=1))
    Procedure.objects.filter(pk__in=[one.pk for one in procedures]).update(valid_from=valid_from)
    row.valid_from = valid_from
    row.save(update_fields=["valid_from"])
    changed = [(f"{change.part}: {change.label}", change) for change in book_changes(before, row)]
    write_down(by=by, verb="open_rule_book", row=row, before={name: change.old for name, change in changed},
               after={"name": row.name, "number": row.number, "valid_from": valid_from.isoformat(),
                      "procedures": len(procedures), "closed": before.number}
               | {name: change.new for name, change in changed})  # fmt: skip
    return row


def _day_faults(before: RuleBook, day: date) -> list[str]:
    if day <= timezone.localdate():
        return ["Ngày áp dụng phải từ ngày mai: hồ sơ đã nhận giữ quy định của ngày nhận."]
    if before.valid_from and day <= before.valid_from:
        return [f"Quy trình {before} áp dụng từ {before.valid_from:%d/%m/%Y}: chọn ngày sau ngày đó."]
    return []


def _faults(procedures: list[Procedure]) -> Iterator[str]:
    if not procedures:
        yield "Quy trình chưa có thủ tục nào."
    for row in procedures:
        yield from (f"{row.name}: {fault}" for fault in faults_of(version_of(row)))


@transaction.atomic
def discard_book(*, book: RuleBook, by: User) -> None:
    """Throw the rule book away that is being written, with its drafts."""
    row = _draft(book, by)
    for draft in row.procedures.all():
        delete_draft(draft)
    row.delete()


@transaction.atomic
def withdraw_book(*, book: RuleBook, by: User) -> RuleBook:
    """Take a rule book back whose first day has not come: it is a draft again, and the one before runs on."""
    row = _locked(book, by)
    if row.valid_from is None or row.valid_from <= timezone.localdate() or draft_book():
        raise NotNow("Chỉ rút được quy trình chưa áp dụng, khi không có quy trình nào khác đang soạn.")
    later = row.procedures.exclude(valid_from=row.valid_from)
    if Dossier.objects.filter(procedure__rule_book=row).exists() or later.exists():
        raise NotNow("Đã có hồ sơ hoặc bản soạn khác theo quy trình này nên không rút được.")
    write_down(by=by, verb="withdraw_rule_book", row=row,
               before={"name": row.name, "number": row.number, "valid_from": row.valid_from.isoformat()})  # fmt: skip
    RuleBook.objects.filter(valid_to=row.valid_from - timedelta(days=1)).update(valid_to=None)
    row.procedures.update(valid_from=None, valid_to=None)
    row.valid_from = None
    row.save(update_fields=["valid_from"])
    return row
