"""How does the chief administrator change a procedure? The version that runs is closed, the next one opened.

The next version is written part by part as a draft (`valid_from` is None), which no dossier can see. A dossier keeps
the version of its day of receipt.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final, TypeVar

from django.db import transaction
from django.db.models import Max, Model, ProtectedError
from django.utils import timezone

from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.trail import write_down
from bhxh_archive.errors import ChangedMeanwhile, NotNow, NotValid
from bhxh_archive.models import User
from intake.models import ComponentType, Procedure, Question, ResultKind, RuleBook, Term
from intake.queries.versions import draft_of, next_of, running_of, version_of
from intake.rules.versions import Version, differences_of, faults_of, fingerprint

Part = TypeVar("Part", Question, ComponentType, ResultKind, Term)
ANSWER: Final = {"code": "TRA_LOI", "name": "Văn bản trả lời không giải quyết, nêu rõ lý do",
                 "role": ResultKind.Role.ANSWER, "doc_type": "22"}  # fmt: skip
"""The result that every procedure must have."""
_CHANGEABLE: Final = "Chỉ sửa được bản đang soạn. Hãy bấm «Soạn thay đổi» ở bản đang áp dụng."


@transaction.atomic
def open_next(*, procedure: Procedure, by: User) -> Procedure:
    """Begin the next version as a copy of the one that runs; the draft that is there already, if one is."""
    require_office(by, None)
    running = Procedure.objects.select_for_update().get(pk=procedure.pk)
    if draft := draft_of(running):
        return draft
    if running.valid_from is None or running.valid_to is not None:
        raise NotNow("Phiên bản này đã khép hoặc đã có phiên bản sau: hãy soạn từ phiên bản mới nhất.")
    copy: Procedure = copy_row(running, valid_from=None, valid_to=None)
    copy_parts(version_of(running), copy)
    return copy


def copy_row(row: Any, **changes: Any) -> Any:
    """A new row with the values of this one, but for the changes."""
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    return type(row).objects.create(**values | changes)


def copy_parts(version: Version, to: Procedure) -> None:
    """Everything a version consists of, for another one; what hangs on a question hangs on the copy of it."""
    new = {row.pk: copy_row(row, procedure_id=to.pk) for row in version.questions}
    hanging: list[ComponentType | Term] = [*version.components, *version.terms]
    for row in hanging:
        question = new.get(row.question_id) if row.question_id else None
        copy_row(row, procedure_id=to.pk, question_id=question.pk if question else None)
    for result in version.results:
        copy_row(result, procedure_id=to.pk)


def _locked_draft(draft: Procedure, by: User) -> Procedure:
    require_office(by, None)
    row = Procedure.objects.select_for_update().get(pk=draft.pk)
    if row.valid_from is not None:
        raise NotNow(_CHANGEABLE)
    return row


def _unchanged(row: Model, seen: str) -> None:
    if seen and seen != fingerprint(row):
        raise ChangedMeanwhile("Phần này vừa được lưu ở trang khác. Hãy mở lại, xem thay đổi rồi sửa trên bản mới.")


@transaction.atomic
def change_next(*, draft: Procedure, values: Mapping[str, Any], by: User, seen: str = "") -> Procedure:
    """Change the procedure itself in the version that is being written; `seen` is the `fingerprint` the form showed.

    Raises ChangedMeanwhile when it is another by now.
    """
    row = _locked_draft(draft, by)
    _unchanged(row, seen)
    for name, value in values.items():
        setattr(row, name, value)
    if row.extended_deadline_amount is not None and row.extended_deadline_amount <= row.deadline_amount:
        raise NotValid("Thời hạn khi xác minh phải dài hơn thời hạn thường.")
    if row.verification_clock == Procedure.VerificationClock.EXTEND and row.extended_deadline_amount is None:
        raise NotValid("Xác minh được gia hạn thì phải ghi thời hạn khi xác minh.")
    row.save(update_fields=list(values))
    return row


@transaction.atomic
def set_part(*, draft: Procedure, part: Part, values: Mapping[str, Any], by: User, seen: str = "") -> Part:
    """Change a question, component or result of the version that is being written, or add one (`part` without id).

    Raises as `change_next`.
    """
    row = _locked_draft(draft, by)
    if part.pk and part.procedure_id != row.pk:
        raise NotValid("Phần này không thuộc bản đang soạn.")
    if part.pk:
        _unchanged(type(part)._default_manager.get(pk=part.pk), seen)
    part.procedure = row
    for name, value in values.items():
        setattr(part, name, value)
    same = type(part)._default_manager.filter(procedure=row, code=part.code).exclude(pk=part.pk)
    if same.exists():
        raise NotValid(f"Mã {part.code} đã có trong thủ tục này. Hãy chọn mã khác.")
    part.save()
    return part


@transaction.atomic
def drop_part(*, draft: Procedure, part: Part, by: User) -> None:
    """Leave a part out of the version that is being written; the versions before keep theirs."""
    row = _locked_draft(draft, by)
    if part.procedure_id != row.pk:
        raise NotValid("Phần này không thuộc bản đang soạn.")
    try:
        with transaction.atomic():
            part.delete()
    except ProtectedError as error:
        raise NotValid("Còn giấy tờ hoặc thời hạn theo câu hỏi này. Hãy đổi các phần đó trước.") from error


@transaction.atomic
def new_procedure(*, book: RuleBook, code: str, values: Mapping[str, Any], by: User) -> Procedure:
    """Begin a procedure that the rule book has not had, as a draft; it can end in an answer from the start.

    Raises NotAllowed, NotNow for a rule book that is over, NotValid for a code that it has.
    """
    require_office(by, None)
    if book.valid_to and book.valid_to < timezone.localdate():
        raise NotNow(f"Quy trình {book} đã hết hiệu lực: chỉ thêm thủ tục vào quy trình đang áp dụng hoặc đang soạn.")
    held = Procedure.objects.filter(rule_book=book)
    if held.filter(code=code).exists():
        raise NotValid(f"Quy trình {book} đã có thủ tục mang mã {code}. Hãy chọn mã khác.")
    last = held.aggregate(last=Max("ordinal", default=0))["last"]
    row = Procedure.objects.create(rule_book=book, code=code, ordinal=last + 1, **values)
    ResultKind.objects.create(procedure=row, required=False, needs_confirmation=True, **ANSWER)
    return row


@transaction.atomic
def discard_next(*, draft: Procedure, by: User) -> None:
    """Throw away the version that is being written."""
    delete_draft(_locked_draft(draft, by))


def delete_draft(procedure: Procedure) -> None:
    """A version that no dossier ever saw, with its parts."""
    procedure.component_types.all().delete()  # they protect their questions
    procedure.terms.all().delete()
    procedure.delete()


@transaction.atomic
def put_in_force(*, draft: Procedure, valid_from: date, by: User) -> Procedure:
    """Close the running version the day before, and open this one; the log gets every value that differs.

    Raises NotValid for a day that has begun, a version that can't work, or one that changes nothing.
    """
    row = _locked_draft(draft, by)
    if row.rule_book.valid_from is None:
        raise NotNow("Thủ tục của quy trình đang soạn được áp dụng cùng quy trình đó.")
    running = running_of(row)
    before, after = version_of(running) if running else None, version_of(row)
    changes = differences_of(before, after)
    if (
        problems := _day_faults(row, running, valid_from)
        + faults_of(after)
        + ([] if changes else ["Chưa có thay đổi nào."])
    ):
        raise NotValid(" ".join(problems), problems)
    if running:
        running.valid_to = valid_from - timedelta(days=1)
        running.save(update_fields=["valid_to"])
    row.valid_from = valid_from
    row.save(update_fields=["valid_from"])
    named = [(f"{change.part}: {change.label}", change) for change in changes]
    write_down(by=by, verb="open_version", row=row, before={name: change.old for name, change in named},
               after=_about(row) | {name: change.new for name, change in named})  # fmt: skip
    return row


def _about(row: Procedure) -> dict[str, str]:
    since = row.valid_from.isoformat() if row.valid_from else ""
    return {"procedure": f"{row.name} ({row.rule_book.number})", "valid_from": since}


def _day_faults(draft: Procedure, running: Procedure | None, day: date) -> list[str]:
    begin, end = draft.rule_book.valid_from, draft.rule_book.valid_to
    if day <= timezone.localdate():
        return ["Ngày áp dụng phải từ ngày mai: hồ sơ đã nhận giữ quy định của ngày nhận."]
    if running and running.valid_from and day <= running.valid_from:
        return [f"Phiên bản trước áp dụng từ {running.valid_from:%d/%m/%Y}: chọn ngày sau ngày đó."]
    if begin and day < begin:
        return [f"Quy trình {draft.rule_book} áp dụng từ {begin:%d/%m/%Y}: chọn ngày từ ngày đó."]
    return [f"Quy trình {draft.rule_book} chỉ áp dụng đến {end:%d/%m/%Y}."] if end and day > end else []


@transaction.atomic
def withdraw_version(*, version: Procedure, by: User) -> Procedure:
    """Take back a version whose first day has not come: it is a draft again, and the one before runs on."""
    require_office(by, None)
    row = Procedure.objects.select_for_update().get(pk=version.pk)
    if row.valid_from is None or row.valid_from <= timezone.localdate():
        raise NotNow("Phiên bản này đã áp dụng nên không rút được. Hãy soạn thay đổi tiếp theo.")
    if row.dossiers.exists() or next_of(row):
        raise NotNow("Đã có hồ sơ hoặc bản soạn khác theo phiên bản này nên không rút được.")
    same = Procedure.objects.select_for_update().filter(rule_book=row.rule_book_id, code=row.code)
    if row.valid_from == row.rule_book.valid_from:
        raise NotNow("Phiên bản này áp dụng cùng quy trình. Hãy rút cả quy trình ở danh mục.")
    write_down(by=by, verb="withdraw_version", row=row, before=_about(row))
    same.filter(valid_to=row.valid_from - timedelta(days=1)).update(valid_to=None)  # none of a new procedure
    row.valid_from = None
    row.save(update_fields=["valid_from"])
    return row
