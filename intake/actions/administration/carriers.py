"""How does the chief administrator keep the postal services that take results to people?"""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from bhxh_archive.administration.reach import require_office
from bhxh_archive.administration.trail import snapshot, write_down
from bhxh_archive.errors import NotValid
from bhxh_archive.models import User
from bhxh_archive.text import nfc
from intake.models import Carrier, Consignment

FIELDS: Final = (
    "code",
    "name",
    "ordinal",
    "tracking_url",
    "numbering",
    "valid_from",
    "valid_to",
    "source",
    "needs_confirmation",
)
CHANGEABLE: Final = ("ordinal", "tracking_url", "numbering", "valid_to", "source", "needs_confirmation")
"""What may change of a carrier: its name stands on slips. One of another name is another carrier."""


@transaction.atomic
def add_carrier(*, by: User, **values: Any) -> Carrier:
    """A carrier that may be chosen from its first day on. Raises NotAllowed, NotValid."""
    require_office(by, None)
    row = Carrier(**{name: _clean(values[name]) for name in FIELDS if name in values})
    _check(row)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise NotValid(f"Đã có đơn vị bưu chính mang mã {row.code}.") from error
    write_down(by=by, verb="add_carrier", row=row, after=snapshot(row, FIELDS))
    return row


@transaction.atomic
def change_carrier(*, carrier: Carrier, by: User, **values: Any) -> Carrier:
    """Change what CHANGEABLE names; a last day closes it. Raises NotAllowed, NotValid."""
    require_office(by, None)
    row = Carrier.objects.select_for_update().get(pk=carrier.pk)
    before = snapshot(row, FIELDS)
    for name in CHANGEABLE:
        if name in values:
            setattr(row, name, _clean(values[name]))
    _check(row)
    _check_use(row)
    row.save()
    write_down(by=by, verb="change_carrier", row=row, before=before, after=snapshot(row, FIELDS))
    return row


def _clean(value: Any) -> Any:
    return nfc(value).strip() if isinstance(value, str) else value


def _check(row: Carrier) -> None:
    try:
        row.clean_fields()
    except ValidationError as error:
        raise NotValid(" ".join(error.messages), error.messages) from error
    if row.valid_to and row.valid_to < row.valid_from:
        raise NotValid("Ngày cuối phải từ ngày đầu trở đi.")
    if not row.needs_confirmation and not row.source:
        raise NotValid("Muốn đánh dấu đã xác nhận, hãy ghi nguồn: văn bản hoặc hợp đồng nào.")


def _check_use(row: Carrier) -> None:
    """What was sent with it stays true: it was open on the day of every consignment."""
    last: date | None = Consignment.objects.filter(carrier=row).order_by("-dispatched_on").values_list(
        "dispatched_on", flat=True
    ).first()  # fmt: skip
    if row.valid_to and last and last > row.valid_to:
        raise NotValid(f"Đã có bưu gửi ngày {last:%d/%m/%Y}: ngày cuối phải từ ngày đó trở đi.")
