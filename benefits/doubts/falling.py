"""Which adjustments fall with the decision that a draft replaces? Their amounts are no part of the new by itself."""

from __future__ import annotations

from collections.abc import Iterable

from benefits.earlier.named import Act, readable_in
from benefits.issued.resting import adjustments_of
from benefits.models import DocumentChange, Draft
from intake.models import Result


def falling(draft: Draft) -> list[str]:
    """A sentence for each adjustment in force of what the draft replaces, and of those adjustments; a query or two, and
    one for each, where it replaces something here."""
    named = readable_in(draft)
    if named is None or named.act != Act.REPLACES or named.result is None:
        return []
    rows = _not_ended(adjustments_of(named.result))
    return [
        f"{named.called} đã được điều chỉnh bởi Quyết định số {row.by.number} ngày {row.by.dated:%d/%m/%Y}: thay thế "
        "thì điều chỉnh đó cũng hết hiệu lực, hãy kiểm tra mức hưởng mới đã gồm phần điều chỉnh."
        for row in rows
    ]


def said_adjusted(results: Iterable[Result]) -> dict[int, str]:
    """`, đã được điều chỉnh bởi số 09/QĐ-BHXH` by the id of each of these decisions that is adjusted by another in
    force; at most two queries."""
    wanted = [row.pk for row in results]
    rows = DocumentChange.objects.in_force().filter(act=Act.ADJUSTS, earlier__in=wanted)
    numbers: dict[int, list[str]] = {}
    for row in _not_ended(rows.select_related("by") if wanted else []):
        numbers.setdefault(row.earlier_id or 0, []).append(row.by.number)
    return {pk: f", đã được điều chỉnh bởi số {', '.join(found)}" for pk, found in numbers.items()}


def _not_ended(changes: Iterable[DocumentChange]) -> list[DocumentChange]:
    """Those whose own document was not replaced, revoked or annulled since."""
    found = list(changes)
    rows = DocumentChange.objects.in_force().ending().filter(earlier__in=[row.by_id for row in found])
    ended = set(rows.values_list("earlier", flat=True)) if found else set()
    return [row for row in found if row.by_id not in ended]
