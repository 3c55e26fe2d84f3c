"""Which adjustments fall with the decision that a draft replaces, revokes or annuls? What they pay or claim back falls
with them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from benefits.earlier.adjustments import adjusting, not_ended
from benefits.earlier.named import Act, document_in, readable_in
from benefits.models import DocumentChange, Draft
from intake.models import Result

_ENDED: Final = (
    "điều chỉnh đó cũng hết hiệu lực, phần truy lĩnh hoặc thu hồi của nó cho các tháng từ đó không còn: số tiền phải "
    "hoàn trả phải tính theo mức đã thực trả."
)
_FALLS: Final = {
    Act.REPLACES: "thay thế thì điều chỉnh đó cũng hết hiệu lực, hãy kiểm tra mức hưởng mới đã gồm phần điều chỉnh.",
    Act.REVOKES: f"thu hồi thì {_ENDED}",
    Act.ANNULS: f"hủy bỏ thì {_ENDED}",
}
"""What a person has to look at, by what is done to the decision."""


def falling(draft: Draft) -> list[str]:
    """A sentence for each adjustment in force of what the draft ends, and of those adjustments; a query or two, and one
    for each, where it ends something here."""
    named = readable_in(draft)
    if named is None or named.act not in _FALLS or named.result is None:
        return []
    result = document_in(draft, named.result)
    rows = adjusting(result) if result else []
    return [
        f"{named.called} đã được điều chỉnh bởi Quyết định số {row.by.number} ngày {row.by.dated:%d/%m/%Y}: "
        f"{_FALLS[Act(named.act)]}"
        for row in rows
    ]


def said_adjusted(results: Iterable[Result]) -> dict[int, str]:
    """`, đã được điều chỉnh bởi số 09/QĐ-BHXH` by the id of each of these decisions that is adjusted by another in
    force; at most two queries."""
    wanted = [row.pk for row in results]
    rows = DocumentChange.objects.in_force().filter(act=Act.ADJUSTS, earlier__in=wanted)
    numbers: dict[int, list[str]] = {}
    for row in not_ended(rows.select_related("by") if wanted else []):
        numbers.setdefault(row.earlier_id or 0, []).append(row.by.number)
    return {pk: f", đã được điều chỉnh bởi số {', '.join(found)}" for pk, found in numbers.items()}
