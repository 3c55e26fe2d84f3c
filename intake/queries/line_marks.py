"""As what did a clerk see each line on which she then decides: one mark a line, another one when it has changed?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.contrib.postgres.aggregates import BitXor
from django.db.models import QuerySet

from bhxh_archive.ui.reading import whole_number
from intake.models import Component, ListLine, Page
from intake.queries.line_states import KNOWN_BY, hashed

_DECIDED_BY: Final = (*KNOWN_BY, "standing", "reason")


def marks_of(lines: QuerySet[ListLine]) -> dict[int, str]:
    """pk -> mark of the lines: another one when a line is read anew, remarked on or decided about. One query."""
    return {pk: _mark(number) for pk, number in lines.order_by().values_list("pk", hashed(*_DECIDED_BY))}


def with_marks(lines: QuerySet[ListLine]) -> QuerySet[ListLine]:
    """The lines, each with the number of its mark as `mark`, so that a page shows both as of one moment."""
    return lines.annotate(mark=hashed(*_DECIDED_BY))


def marks_with_papers(lines: QuerySet[ListLine]) -> dict[int, str]:
    """As `marks_of`, and another mark when a paper or page of the line comes, goes or is counted. Three queries."""
    chosen = lines.order_by().values("pk")
    papers = Component.objects.filter(line__in=chosen).order_by().values_list("line")
    pages = Page.objects.filter(component__line__in=chosen, deleted_at=None).order_by().values_list("component__line")
    there = dict(papers.annotate(mark=BitXor(hashed("pk", "satisfied", "sheets", "pages_counted"))))
    filed = dict(pages.annotate(mark=BitXor(hashed("pk", "component_id"))))
    rows = lines.order_by().values_list("pk", hashed(*_DECIDED_BY))
    return {pk: _mark(number ^ there.get(pk, 0) ^ filed.get(pk, 0)) for pk, number in rows}


def _mark(number: int) -> str:
    return f"{number % (1 << 64):x}"


def shown_as(line: ListLine) -> str:
    """`12.8f3a…`: a line (see `with_marks`) and its mark, as a page posts them."""
    return f"{line.pk}.{_mark(getattr(line, 'mark', 0))}"


def read_marks(texts: Iterable[str]) -> dict[int, str]:
    """pk -> mark of what was posted; the mark is "" where none came along, and what names no line is left out."""
    found = {}
    for text in texts:
        number, _, mark = text.partition(".")
        if (pk := whole_number(number)) is not None:
            found[pk] = mark
    return found
