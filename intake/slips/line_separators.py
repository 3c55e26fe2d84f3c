"""Which sheets stand before the papers of the lines of an employer's list, so that one stack files itself to them?"""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db.models import QuerySet

from bhxh_archive.documents.shapes.separator import Separators
from bhxh_archive.documents.sheet_codes import at_line
from bhxh_archive.errors import NotNow, NotValid
from bhxh_archive.models import User
from intake import queries
from intake.models import Dossier, ListLine
from intake.queries.line_papers import by_papers, counted_papers, with_papers
from intake.rules.list_benefits import likely_kinds
from intake.slips import common

MOST: Final = 300
"""Sheets that are printed at once; of a longer list the next ones when these lines have their papers."""


def lines_to_part(dossier: Dossier) -> QuerySet[ListLine]:
    """The lines that were not refused and have none of the papers that their benefit asks for; none without a list."""
    found = queries.list_of(dossier) if queries.has_list(dossier) else None
    if found is None:
        return ListLine.objects.none()
    lines = ListLine.objects.filter(list=found).exclude(standing=ListLine.Standing.LEFT_OUT)
    return by_papers(lines, dossier, there=False).order_by("ordinal")


def line_separators(dossier: Dossier, by: User) -> Separators:
    """A sheet for every such line, with the paper of its benefit that was counted, else the one that fits best; NotNow
    when there is none."""
    lines = list(lines_to_part(dossier)[:MOST])
    if not lines:
        raise NotNow("Không có dòng nào còn thiếu giấy tờ riêng.")
    return _sheets(dossier, lines)


def separators_of(dossier: Dossier, ids: Collection[int]) -> Separators:
    """The same for these lines alone, and for one that has a paper already too: more may come. NotNow while the dossier
    has no number, NotValid when none of the lines takes a paper."""
    if dossier.number is None:
        raise NotNow("Hồ sơ chưa có mã số nên chưa in được tờ phân cách. Tiếp nhận hồ sơ rồi in.")
    rows = ListLine.objects.filter(list__dossier=dossier, pk__in=ids).exclude(standing=ListLine.Standing.LEFT_OUT)
    lines = [line for line in with_papers(rows, dossier).order_by("ordinal") if getattr(line, "wanting", True)]
    if not lines:
        raise NotValid("Các dòng đã chọn không cần giấy tờ riêng, hoặc đã ghi không nhận. Chọn dòng khác rồi in.")
    return _sheets(dossier, lines[:MOST])


def _sheets(dossier: Dossier, lines: list[ListLine]) -> Separators:
    kinds, counted = list(queries.line_paper_types(dossier)), counted_papers([dossier.pk])[dossier.pk]
    sheets = [(line, likely_kinds(line, kinds, counted)[0]) for line in lines]
    return {
        "agency": common.name_of(dossier.receiving_office).name, "number": str(dossier.number),
        "procedure": dossier.procedure.name,
        "sheets": [{"code": at_line(line.pk, kind.code), "title": f"Dòng {line.ordinal}",
                    "name": f"{line.full_name}. {kind.name}"} for line, kind in sheets],
    }  # fmt: skip
