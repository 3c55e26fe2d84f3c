"""How do the lines of a list learn that one number stands under two names, whenever one of them changes?"""

from __future__ import annotations

from typing import Final

from django.db.models import Count, Q, QuerySet

from intake.models import EmployerList, ListLine
from intake.queries import lines_of
from intake.rules.list_sharing import shared_numbers_told

_BATCH: Final = 1000


def tell_shared_numbers(found: EmployerList) -> None:
    """Say anew at each line that is not left out whether another one bears its number under another name. To be called
    in a transaction; two queries, and one for each thousand lines of which something else is to be said."""
    here = lines_of(found).exclude(standing=ListLine.Standing.LEFT_OUT)
    there = Q(insurance_number__in=_under_two_names(here, "insurance_number"))
    there |= Q(personal_id__in=_under_two_names(here, "personal_id")) | ~Q(notes=[])
    lines = here.filter(there).select_related("source").defer("cells", "problems")
    several = here.order_by().values("source").distinct().count() > 1
    said = list(shared_numbers_told(lines, several=several))
    for line, notes in said:
        line.notes = notes
    ListLine.objects.bulk_update([line for line, _ in said], ["notes"], batch_size=_BATCH)


def _under_two_names(lines: QuerySet[ListLine], number: str) -> QuerySet[ListLine, str]:
    named = lines.exclude(**{number: ""}).exclude(name_folded="").order_by()
    return named.values(number).annotate(names=Count("name_folded", distinct=True)).filter(names__gt=1).values(number)
