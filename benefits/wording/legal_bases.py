"""Which lines «Căn cứ ...» stand on a decision, and which of them nobody has compared with the original yet?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from benefits import reading
from benefits.models import Draft
from intake.models import ResultKind


def bases_of(draft: Draft) -> list[str]:
    """The lines of the rule book without the word «Căn cứ», in the order printed (NĐ 30/2020 App. I)."""
    return [row["text"] for row in _holding(draft)]


def unconfirmed_bases(draft: Draft) -> list[str]:
    """Those of them that want confirming, each with what is not sure about it."""
    return [f"{row['text']} ({row['source']})" for row in _holding(draft) if row["needs_confirmation"]]


def unconfirmed(draft: Draft) -> list[str]:
    """What on the paper wants confirming, a sentence each: the laws it cites, and the form itself."""
    form = ["Cần xác nhận mẫu của văn bản này: chưa đối chiếu với mẫu chính thức."] * draft.kind.needs_confirmation
    return [*(f"Cần xác nhận căn cứ in trên quyết định: {line}" for line in unconfirmed_bases(draft)), *form]


def _holding(draft: Draft) -> list[dict[str, Any]]:
    """A rule on benefits is cited when it held in the month of the benefit, one on the office when it holds today.

    A rule under the code of a procedure is one on benefits for the decisions of that procedure alone.
    """
    if draft.kind.role == ResultKind.Role.LIST:
        return []  # a settled list cites none
    procedure, day = draft.dossier.procedure, _benefit_day(draft)
    days = {"BENEFIT": day, procedure.code: day, "DECISION": timezone.localdate()}
    rows = [row for row in procedure.rule_book.legal_bases if row["by"] in days]
    return [row for row in rows if row["valid_from"] <= days[row["by"]].isoformat() <= (row["valid_to"] or "9999")]


def _benefit_day(draft: Draft) -> date:
    """The first month of the benefit, after a death or a birth the day of it."""
    try:
        month = reading.month(draft.entries, "benefit_month")
        days = [reading.day(draft.entries, name) for name in ("died_on", "born_on")]
    except reading.Unreadable:
        return timezone.localdate()
    return month.first_day if month else next(filter(None, days), timezone.localdate())
