"""What is on the drafting page: the fields, the rows, what they come to, and how it is kept?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from benefits.arithmetic.periods import Period
from benefits.calculation import UNREAD_ROWS, Computed, compute, findings_on, is_computed, periods_of
from benefits.forms import rows as period_rows
from benefits.forms.entries import Entries, form_class
from benefits.forms.rows import Rows
from benefits.kinds import kind_of
from benefits.models import Draft
from benefits.reading.history_files import smallest_in
from bhxh_archive.errors import NotNow


@dataclass(frozen=True)
class Sheet:
    """A draft as it stands in the form. `rows` is None where no contribution history is typed."""

    draft: Draft
    form: Entries
    rows: Rows | None

    @property
    def entries(self) -> dict[str, Any]:
        """What the draft keeps; rows that could not be read stand beside as typed, so that nothing is lost."""
        kept = self.form.as_entries()
        return kept | ({UNREAD_ROWS: self.rows.typed} if self.rows and self.rows.unread else {})

    @property
    def periods(self) -> list[Period] | None:
        return self.rows.periods if self.rows else None

    @property
    def valid(self) -> bool:
        return self.form.is_valid() and not (self.rows and self.rows.unread)

    def computed(self) -> Computed | None:
        """What the typed text comes to, saved or not; None for a written answer."""
        if not is_computed(self.draft.kind.code):
            return None
        return compute(self.draft, entries=self.entries, periods=self.periods)


def saved(draft: Draft) -> Sheet:
    """The sheet as it was last kept."""
    return Sheet(draft, _class(draft).from_entries(draft.entries, draft=draft), _saved_rows(draft))


def typed(draft: Draft, data: QueryDict) -> Sheet:
    """The sheet as it was just posted."""
    rows = _noted(draft, _read(draft, period_rows.posted(data))) if _has_rows(draft) else None
    return Sheet(draft, _class(draft)(data, draft=draft), rows)


def _class(draft: Draft) -> type[Entries]:
    chosen = form_class(draft.kind)
    if chosen is None:
        raise NotNow(f"Phần mềm chưa có mẫu dự thảo cho «{draft.kind.name}».")
    return chosen


def _has_rows(draft: Draft) -> bool:
    kind = kind_of(draft.kind.code)
    return kind is not None and kind.periods


def _saved_rows(draft: Draft) -> Rows | None:
    if not _has_rows(draft):
        return None
    unread = draft.entries.get(UNREAD_ROWS)
    kept = _read(draft, unread) if unread else period_rows.read(period_rows.of_periods(periods_of(draft)))
    return _noted(draft, kept)


def _read(draft: Draft, rows: Sequence[period_rows.Typed]) -> Rows:
    """What was typed; rows that were kept as periods before are not asked about again."""
    return period_rows.read(rows, smallest=smallest_in(draft.dossier.settling_office))


def _noted(draft: Draft, rows: Rows) -> Rows:
    return rows.noted(findings_on(rows.periods, draft.dossier.settling_office, rows.numbers))
