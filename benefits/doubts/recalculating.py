"""Does the law of today give what the frozen draft says? A base salary may change before the draft is signed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from benefits.calculation import compute, is_computed
from benefits.kinds import KINDS, Money
from benefits.models import Draft
from benefits.papers import as_frozen, digest_of, papers_of

FIGURES: Final = (
    "total", "average", "rate", "rate_reduction", "pension", "top_up", "lump_sums", "lump_sum_total", "total_time",
    "compulsory_time", "voluntary_time", "parts", "under_year", "state_support", "total_months", "total_adjusted",
    "averages", "relatives", "funeral", "basis", "formula", "start", "lines", "groups", "before", "settled",
    "months", "sum", "paid_in",
)  # fmt: skip
"""What the arithmetic put into the documents; bases and offices are none of it."""
WHO: Final = frozenset({"name", "id_number", "insurance_number", "birth", "relation", "receiver", "account"})
"""What stands beside the figures of a row and is none."""


def why_not_as_frozen(draft: Draft) -> str:
    """Why a frozen draft may not be signed as it is, with both figures; "" where it comes to the same again."""
    if said := what_changed(draft):
        return f"{said} Hãy trả lại chuyên viên để trình lại."
    return ""


def what_changed(draft: Draft) -> str:
    """In what the draft comes to something else than when it was frozen, with both figures; "" where in nothing."""
    if not draft.frozen or not is_computed(draft.kind.code) or digest_of(draft.frozen) != draft.frozen_digest:
        return ""  # frozen data that somebody touched are refused for that
    computed = compute(draft)
    if not computed.ready:
        why = f" {computed.problems[0]}" if computed.problems else ""
        return f"Tính lại theo các bảng số liệu hiện có thì không ra kết quả.{why}"
    before = {paper["kind"]: paper["data"] for paper in draft.frozen["papers"]}
    now = {paper.kind: as_frozen(paper.data) for paper in papers_of(draft, computed=computed)}
    if all(_figures(before.get(kind, {})) == _figures(data) for kind, data in now.items()):
        return ""
    was, becomes = (_total(data[draft.kind.code], draft.kind.code) for data in (before, now))
    return f"Tính lại theo quy định đang có hiệu lực ra {becomes}, dự thảo ghi {was}."


def _figures(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _bare(data[name]) for name in FIGURES if name in data}


def _bare(value: Any) -> Any:
    if isinstance(value, list):
        return [_bare(one) for one in value]
    return {name: one for name, one in value.items() if name not in WHO} if isinstance(value, dict) else value


def _total(data: dict[str, Any], kind: str) -> str:
    return sum((payee.money for payee in KINDS[kind].payees(data)), Money()).words
