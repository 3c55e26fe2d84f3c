"""Which adjustments fall with the decision that a draft replaces? Their amounts are no part of the new by itself."""

from __future__ import annotations

from benefits.earlier.named import Act, readable_in
from benefits.models import DocumentChange, Draft


def falling(draft: Draft) -> list[str]:
    """A sentence for each adjustment in force of what the draft replaces; a query where it replaces something here."""
    named = readable_in(draft)
    if named is None or named.act != Act.REPLACES or named.result is None:
        return []
    rows = DocumentChange.objects.in_force().filter(act=Act.ADJUSTS, earlier=named.result)
    ended = DocumentChange.objects.in_force().ending().filter(earlier__isnull=False).values("earlier")
    rows = rows.exclude(by__in=ended).select_related("by").order_by("pk")
    return [
        f"{named.called} đã được điều chỉnh bởi Quyết định số {row.by.number} ngày {row.by.dated:%d/%m/%Y}: thay thế "
        "thì điều chỉnh đó cũng hết hiệu lực, hãy kiểm tra mức hưởng mới đã gồm phần điều chỉnh."
        for row in rows
    ]
