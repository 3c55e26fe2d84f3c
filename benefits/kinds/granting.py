"""Which kinds of decision pay somebody, and whom of those paid does an adjustment concern?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from benefits.kinds.accident import ACCIDENT_MONTHLY, ACCIDENT_ONCE
from benefits.kinds.after_death.funeral import FUNERAL
from benefits.kinds.after_death.monthly import SURVIVORS_MONTHLY
from benefits.kinds.after_death.one_sum import SURVIVORS_ONCE
from benefits.kinds.after_death.unpaid import UNPAID
from benefits.kinds.allowance import ALLOWANCE
from benefits.kinds.kind import Kind, Payee
from benefits.kinds.lump_sum import LUMP_SUM
from benefits.kinds.maternity import VOLUNTARY_MATERNITY
from benefits.kinds.payment_list import PAYMENT_LIST
from benefits.kinds.pension import PENSION
from benefits.kinds.revision import REVISION
from benefits.kinds.settled_list import SETTLED_LIST
from benefits.kinds.suspension import SUSPENSION

_ALL: Final = (
    PENSION, LUMP_SUM, SURVIVORS_MONTHLY, SURVIVORS_ONCE, FUNERAL, ACCIDENT_MONTHLY, ACCIDENT_ONCE,
    SETTLED_LIST, REVISION, VOLUNTARY_MATERNITY, ALLOWANCE, UNPAID, SUSPENSION,
    PAYMENT_LIST,
)  # fmt: skip
GRANTING: Final[dict[str, Kind]] = {kind.code: kind for kind in _ALL}


def monthly_among(payees: Iterable[Payee]) -> list[Payee]:
    """Those who are paid each month."""
    return [payee for payee in payees if payee.money.monthly]


def meant_by(adjusting: Payee | None, monthly: Sequence[Payee]) -> list[Payee]:
    """Who of those paid each month is the person of the adjustment: the only one there is, else whom it names by the
    line, else the same person."""
    if len(monthly) == 1 or adjusting is None:
        return list(monthly) if len(monthly) == 1 else []
    if adjusting.line:
        return [payee for payee in monthly if payee.line == adjusting.line]
    return [payee for payee in monthly if payee.identity.is_that_of(adjusting.identity)]
