"""Which sheets stand before the papers of the lines of an employer's list, so that one stack files itself to them?"""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet

from bhxh_archive.documents.shapes.separator import Separators
from bhxh_archive.documents.sheet_codes import at_line
from bhxh_archive.errors import NotNow
from bhxh_archive.models import User
from intake import queries
from intake.models import Dossier, ListLine
from intake.queries.line_papers import by_papers
from intake.rules.list_benefits import of_the_line
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
    """A sheet for every such line, with the paper that fits its benefit best; NotNow when there is none."""
    kinds = list(queries.line_paper_types(dossier))
    lines = lines_to_part(dossier)[:MOST]
    sheets = [(line, of_the_line(line, kinds)[0]) for line in lines]
    if not sheets:
        raise NotNow("Không có dòng nào còn thiếu giấy tờ riêng.")
    return {
        "agency": common.name_of(dossier.receiving_office).name, "number": str(dossier.number),
        "procedure": dossier.procedure.name,
        "sheets": [{"code": at_line(line.pk, kind.code), "title": f"Dòng {line.ordinal}",
                    "name": f"{line.full_name}. {kind.name}"} for line, kind in sheets],
    }  # fmt: skip
