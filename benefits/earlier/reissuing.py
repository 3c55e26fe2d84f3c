"""Which issued documents of this system may a draft give out a second time?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benefits import reading
from benefits.earlier.named import decisions_of
from benefits.models import Draft
from benefits.persons import beneficiary_of, deceased_in, same_beneficiary, same_numbers
from bhxh_archive.ui.reading import whole_number
from intake.models import Result
from intake.rules import was_issued

CHOSEN, STATEMENT = "copied", "with_statement"
"""Of the form: the id of the decision, and whether what was issued beside it under its number goes along."""


def reissuable(draft: Draft) -> list[Result]:
    """The decisions on the person of the draft that this office issued, newest first, in force or not.

    What was signed with ink is not among them: its scan is no original (NĐ 30/2020 art. 5), its copy is made on paper.
    """
    same = same_numbers(beneficiary_of(draft), deceased_in(draft.dossier))
    if not same:
        return []
    rows = decisions_of(draft).filter(same, void_at=None).exclude(dossier=draft.dossier).distinct()
    return [row for row in rows.order_by("-dated", "-pk") if _whole(row) and same_beneficiary(draft, row)]


def _whole(row: Result) -> bool:
    return was_issued(row) and not row.on_paper


def chosen_in(draft: Draft, entries: Mapping[str, Any]) -> list[Result]:
    """The decision that was chosen, and the statement beside it where that goes along; nothing where none is chosen."""
    pk = whole_number(reading.text(entries, CHOSEN))
    decision = next((row for row in reissuable(draft) if row.pk == pk), None) if pk else None
    if decision is None:
        return []
    beside = Result.objects.filter(
        dossier=decision.dossier_id, number=decision.number, receiver=decision.receiver_id, main=False, void_at=None
    )
    rows = beside.prefetch_related("versions") if entries.get(STATEMENT) else []
    return [decision, *filter(_whole, rows)]


def told(rows: list[Result]) -> list[str]:
    """Each document in words, with what was done to it since."""
    return [". ".join([_words(row), *(remark.text for remark in row.remarks.all())]) for row in rows]


def _words(row: Result) -> str:
    return f"{row.title} số {row.number} ngày {row.dated:%d/%m/%Y}"
