"""Are as many pages there as were counted of the paper, all together and paper by paper? Nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence

from intake import queries, rules
from intake.models import Dossier, Page
from intake.rules import Line


def count_problems(dossier: Dossier, lines: Sequence[Line], pages: Sequence[Page]) -> list[str]:
    """As the rules tell it; when a supplement was asked for is read only where something is wrong."""
    found = rules.count_problem(dossier, pages) + rules.paper_problems(lines, pages)
    since = queries.asked_at(dossier) if found else None
    if since is None:
        return found
    return rules.count_problem(dossier, pages, since) + rules.paper_problems(lines, pages, since)
