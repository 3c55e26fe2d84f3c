"""How do other numbers come to stand for those of the law: entered with their source, approved by somebody else?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.db import transaction
from django.utils import timezone

from benefits import law
from benefits.models import LawChange
from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.trail import write_down
from bhxh_archive.errors import NotAllowed, NotNow, NotValid
from bhxh_archive.models import User
from bhxh_archive.reasons import is_reason
from bhxh_archive.text import nfc

BY_ANOTHER: Final = "Số liệu phải do người thứ hai duyệt: người nhập không tự duyệt được."


@transaction.atomic
def add_law_change(
    *, table: str, values: Mapping[str, str], valid_from: date, valid_to: date | None, source: str, confirmed: bool,
    by: User,
) -> LawChange:  # fmt: skip
    """Keep the numbers until somebody else approves them. Raises NotAllowed; NotValid without a number or with days in
    the wrong order."""
    require_office(by, None)
    if not values:
        raise NotValid("Chưa có số nào được nhập. Nhập số mới vào ít nhất một dòng.")
    if valid_to and valid_to < valid_from:
        raise NotValid("Ngày cuối phải bằng hoặc sau ngày bắt đầu áp dụng.")
    row = LawChange.objects.create(
        table=table, values=dict(values), valid_from=valid_from, valid_to=valid_to, source=nfc(source.strip()),
        confirmed=confirmed, added_by=by,
    )  # fmt: skip
    write_down(by=by, verb="add_law_change", row=row, after=_facts(row))
    return row


def _facts(row: LawChange) -> dict[str, Any]:
    table = law.tables()[row.table]
    values = [f"{table.label(key)}: {value}" for key, value in row.values.items()]
    return {"name": table.title, "values": values, "valid_from": row.valid_from.isoformat(),
            "valid_to": row.valid_to.isoformat() if row.valid_to else None, "source": row.source,
            "confirmed": row.confirmed, "state": row.get_state_display()}  # fmt: skip


@transaction.atomic
def approve_law_change(*, change: LawChange, by: User) -> LawChange:
    """Let the numbers hold. Raises NotAllowed for who entered them, NotNow when they wait no more."""
    require_office(by, None)
    row = LawChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if row.added_by_id == by.pk:
        raise NotAllowed(BY_ANOTHER)
    if row.state != LawChange.State.READY:
        raise NotNow(f"Số liệu đang ở tình trạng «{row.get_state_display()}», không duyệt được.")
    before = _facts(row)
    row.state, row.approved_by, row.approved_at = LawChange.State.APPROVED, by, timezone.now()
    row.save(update_fields=["state", "approved_by", "approved_at"])
    write_down(by=by, verb="approve_law_change", row=row, before=before, after=_facts(row))
    law.forget()
    return row


@transaction.atomic
def withdraw_law_change(*, change: LawChange, reason: str, by: User) -> LawChange:
    """Let the numbers hold no more: what held before holds again. Decisions made with them stay as they are.

    Raises NotAllowed; NotValid without a reason; NotNow when they are withdrawn already.
    """
    require_office(by, None)
    if not is_reason(reason):
        raise NotValid("Hãy ghi lý do rút số liệu.")
    row = LawChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if row.state == LawChange.State.WITHDRAWN:
        raise NotNow("Số liệu này đã được rút.")
    before, row.state = _facts(row), LawChange.State.WITHDRAWN
    row.save(update_fields=["state"])
    write_down(
        by=by, verb="withdraw_law_change", row=row, before=before, after=_facts(row) | {"withdrawn": nfc(reason)}
    )
    law.forget()
    return row
