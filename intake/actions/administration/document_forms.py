"""How does another text come to stand for a document's form: uploaded, tried, approved by somebody else?"""

from __future__ import annotations

from datetime import date
from typing import Final

from django.db import IntegrityError, transaction
from django.utils import timezone

from bhxh_archive import storage
from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.trail import write_down
from bhxh_archive.documents.trying import fingerprint, own_text
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.forms_in_force import living_forms, text_of
from bhxh_archive.jobs import enqueue
from bhxh_archive.models import FormVersion, User
from bhxh_archive.reasons import is_reason
from bhxh_archive.text import nfc
from intake.pipeline.limits import MIB, TYPESETTING
from intake.pipeline.sandbox import try_form
from intake.pipeline.verdict import Refused

STOPPED: Final = (
    f"Mẫu phải dừng khi dựng thử: cần hơn {TYPESETTING.memory_bytes // MIB} MB bộ nhớ hoặc quá "
    f"{TYPESETTING.seconds} giây. Xem lại các vòng lặp rồi tải lên lại."
)
BROKEN: Final = "Chưa dựng thử được mẫu vì lỗi của máy chủ. Hãy tải lên lại, hoặc báo quản trị hệ thống."
BY_ANOTHER: Final = "Mẫu phải do người thứ hai duyệt: người tải lên không tự duyệt được."


@transaction.atomic
def add_form(*, template: str, text: str, valid_from: date, reason: str, by: User) -> FormVersion:
    """Keep the text, and have a worker try it on the example. Raises NotAllowed; NotValid for a day that is past or a
    text that changes nothing."""
    require_office(by, None)
    _check_day(valid_from)
    if nfc(text) == (text_of(template, valid_from) or own_text(template)):
        raise NotValid("Tệp giống hệt mẫu đang áp dụng cho ngày đó: không có gì để thay.")
    row = FormVersion.objects.create(
        template=template, text=nfc(text), valid_from=valid_from, reason=nfc(reason.strip()), added_by=by
    )
    write_down(by=by, verb="add_form", row=row, after=_facts(row))
    enqueue("intake.tasks.try_form", key=f"form:{row.pk}", by=by, form_id=row.pk)
    return row


def _check_day(valid_from: date) -> None:
    if valid_from < timezone.localdate():
        raise NotValid("Mẫu áp dụng từ hôm nay trở đi: văn bản đã ban hành không đổi.")


def _facts(row: FormVersion) -> dict[str, str]:
    return {"template": row.title, "valid_from": row.valid_from.isoformat(), "reason": row.reason,
            "state": row.get_state_display()}  # fmt: skip


def queue_trials() -> int:
    """Have a worker try every form in use again that another release of the program tried last; returns how many."""
    due = living_forms().exclude(tried_with=fingerprint()).values_list("pk", flat=True)
    return len([enqueue("intake.tasks.try_form", key=f"form:{pk}", form_id=pk) for pk in due])


def try_now(form: FormVersion) -> None:
    """Set the example by this text in a confined child; what comes of it is kept. Safe to run twice.

    A form in use stays in use whatever comes of it: people withdraw it, documents are made by no other form meanwhile.
    """
    if form.state == FormVersion.State.APPROVED:
        return _tried_again(form)
    try:
        pdf = try_form(form.template, form.text)
    except Refused as refused:
        return _tried(form, FormVersion.State.FAULTY, faults=_faults(refused))
    return _tried(form, FormVersion.State.READY, example=storage.keep_bytes(pdf, "application/pdf"))


def _tried_again(form: FormVersion) -> None:
    faults = ""
    try:
        try_form(form.template, form.text)
    except Refused as refused:
        faults = _faults(refused)
    FormVersion.objects.filter(pk=form.pk).update(faults=faults, tried_with=fingerprint())


def _faults(refused: Refused) -> str:
    return refused.verdict.message if refused.verdict.code == "unfit_form" else STOPPED


def give_up(form: FormVersion) -> None:
    """The machine failed, not the form."""
    _tried(form, FormVersion.State.FAULTY, faults=BROKEN)


def _tried(form: FormVersion, state: str, **found: object) -> None:
    FormVersion.objects.filter(pk=form.pk, state=FormVersion.State.TRYING).update(
        state=state, tried_with=fingerprint(), **found
    )


@transaction.atomic
def approve_form(*, form: FormVersion, by: User) -> FormVersion:
    """Let the form stand for the program's own from its first day on. Raises NotAllowed for who uploaded it, NotNow
    when it is not ready, its day has passed, or another one holds from that day."""
    require_office(by, None)
    row = FormVersion.objects.select_for_update().get(pk=form.pk)
    if row.added_by_id == by.pk:
        raise NotAllowed(BY_ANOTHER)
    if row.state != FormVersion.State.READY:
        raise NotNow(f"Mẫu đang ở tình trạng «{row.get_state_display()}», không duyệt được.")
    if row.valid_from < timezone.localdate():
        raise NotNow("Ngày áp dụng đã qua. Hãy tải mẫu lên lại với ngày từ hôm nay trở đi.")
    before = _facts(row)
    row.state, row.approved_by, row.approved_at = FormVersion.State.APPROVED, by, timezone.now()
    try:
        with transaction.atomic():
            row.save(update_fields=["state", "approved_by", "approved_at"])
    except IntegrityError as error:
        raise NotNow("Đã có mẫu khác được duyệt áp dụng từ chính ngày đó. Hãy rút mẫu kia trước.") from error
    write_down(by=by, verb="approve_form", row=row, before=before, after=_facts(row))
    return row


@transaction.atomic
def withdraw_form(*, form: FormVersion, reason: str, by: User) -> FormVersion:
    """Use the form no more: from now on the one before it holds, or the program's own. What was made with it stays.
    Raises NotAllowed, NotValid without a reason, NotNow when it is withdrawn already."""
    require_office(by, None)
    if not is_reason(reason):
        raise NotValid("Hãy ghi lý do rút mẫu.")
    row = FormVersion.objects.select_for_update().get(pk=form.pk)
    if row.state == FormVersion.State.WITHDRAWN:
        raise NotNow("Mẫu này đã được rút.")
    before, row.state = _facts(row), FormVersion.State.WITHDRAWN
    row.save(update_fields=["state"])
    write_down(by=by, verb="withdraw_form", row=row, before=before, after=_facts(row) | {"withdrawn": nfc(reason)})
    return row
