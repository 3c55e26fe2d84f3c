"""What will have been counted of a dossier's paper once what was asked for is taken in?"""

from __future__ import annotations

from datetime import datetime

from intake.models import Component, Dossier
from intake.queries.components import sums_counted
from intake.queries.scans import page_counts_at
from intake.rules.answer_counts import Amount, Change, whole_after


class Tally:
    """The counted `sheets` and `pages` of a dossier while papers of it are counted one by one; nothing is saved.

    What was scanned before it was `asked_at`, or before the whole was counted anew since then, was counted with the
    whole; what came afterwards was not, whether it is scanned yet or not. Two queries.
    """

    def __init__(self, dossier: Dossier, asked_at: datetime) -> None:
        self.sheets, self.pages = dossier.counted_sheets, dossier.counted_pages
        self._scanned = page_counts_at(dossier, max(asked_at, dossier.counted_at or asked_at))
        sums = sums_counted(dossier.components.all())
        self._sum, self._now = Amount(sums["sheets"], sums["pages"]), dict[object, Amount]()

    def take(self, paper: Component, sheets: int | None, pages: int | None) -> tuple[Amount, Amount]:
        """Count so much of this paper by itself, None: as before. Returns what was counted of it, and what is now."""
        key = paper.pk or (paper.type_id, paper.line_id)
        had = self._now.get(key, Amount(paper.sheets, paper.pages_counted))
        has = Amount(had.sheets if sheets is None else sheets, had.pages if pages is None else pages)
        others = Amount(self._sum.sheets - had.sheets, self._sum.pages - had.pages)
        change = Change(had, has, self._scanned.get(paper.pk or 0, 0), others)
        self.sheets, self.pages = whole_after(self.sheets, self.pages, change)
        self._sum, self._now[key] = Amount(others.sheets + has.sheets, others.pages + has.pages), has
        return had, has
