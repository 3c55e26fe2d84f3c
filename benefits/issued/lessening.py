"""How is said that less of a decision is paid or recovered than stands on it, and why?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from benefits.arithmetic.owed import Owed
from benefits.kinds import Money
from benefits.models import DocumentChange
from bhxh_archive.money import dong


def less(money: Money, left: Owed, done: Sequence[DocumentChange]) -> str:
    """What is not paid, or not for ever; `done`: what others did to the decision."""
    if left.cut:
        return f"Chỉ chi trả mức hằng tháng này đến hết tháng {left.last}"
    if (left.monthly, left.once, left.recovered) == (money.monthly, money.once, money.recovered):
        return ""
    days = sorted(change.since for change in done if change.since)
    since = f" từ ngày {days[0]:%d/%m/%Y}" if days else ""
    ends = any(change.ends for change in done)
    if money.monthly and not left.monthly and (left.once or left.recovered or not ends):
        return f"Không chi trả mức hằng tháng này{since} (ghi {Money(money.monthly).words})"
    return f"Không chi trả theo văn bản này{since} (ghi {money.words})"


def less_recovered(money: Money, left: Owed, done: Sequence[DocumentChange]) -> str:
    """What was to be recovered as it was signed, what still is, and what ended the rest of it; "" where all is."""
    if left.recovered == money.recovered:
        return ""
    ending = [change for change in done if change.ends]
    first = min(ending, key=lambda change: change.since or date.min, default=None)
    why = f": {first.called} {first.passive}{_from(first)} bởi {first.by_words}" if first else ""
    return f"Văn bản ghi thu hồi {dong(money.recovered)} đồng, còn phải thu {dong(left.recovered)} đồng{why}"


def _from(change: DocumentChange) -> str:
    return f" từ ngày {change.since:%d/%m/%Y}" if change.since else ""
