"""Which lines of a list are settled, at which stage is each, and what do they come to so far?"""

from __future__ import annotations

from typing import Any, Final

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Coalesce, NullIf

from benefits.models import LineSettlement
from intake.models import Dossier, EmployerList, ListLine
from intake.queries import lines_of
from intake.rules.list_benefits import benefit_of_procedure

NEW: Final = "new"
Standing = LineSettlement.Standing


def lines_to_settle(found: EmployerList) -> QuerySet[ListLine]:
    """The lines that reception took, in the order of the file, each with its settlement."""
    return lines_of(found).filter(standing=ListLine.Standing.TAKEN).select_related("settlement")


def staged(lines: QuerySet[ListLine]) -> QuerySet[Any]:
    """The lines with `stage`: `new` before they were computed, a verdict while open, else what was decided."""
    stage = Case(
        When(settlement=None, then=Value(NEW)), When(settlement__standing=Standing.OPEN, then=F("settlement__verdict")),
        default=F("settlement__standing"), output_field=CharField(),
    )  # fmt: skip
    return lines.annotate(stage=stage)


def stage_counts(found: EmployerList) -> dict[str, int]:
    """Stage -> number of lines, in one query."""
    rows = staged(lines_to_settle(found).select_related(None)).order_by().values_list("stage")
    return dict(rows.annotate(total=Count("pk")))


def sums(found: EmployerList, dossier: Dossier) -> list[Any]:
    """One row a benefit: `benefit`, `lines`, `settled`, `refused`, `amount` of what is settled; in one query."""
    own = Value(benefit_of_procedure(dossier.procedure.code))
    rows = lines_to_settle(found).select_related(None).order_by()
    named = rows.annotate(asked=Coalesce(NullIf("benefit", Value("")), own)).values("asked")
    done = Q(settlement__standing=Standing.SETTLED)
    added = named.annotate(
        lines=Count("pk"), settled=Count("pk", filter=done), amount=Coalesce(Sum("settlement__amount", filter=done), 0),
        refused=Count("pk", filter=Q(settlement__standing=Standing.REFUSED)),
    )  # fmt: skip
    return list(added)
