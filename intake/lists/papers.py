"""Which papers of the lines does the counter count, whatever procedure the list was registered for?"""

from __future__ import annotations

from intake.models import Component, EmployerList
from intake.queries import benefits_asked, line_paper_types
from intake.rules.list_benefits import benefit_of_procedure


def offer_papers(found: EmployerList) -> None:
    """A row of the dossier for each paper that the benefits of its lines ask for, so that what is handed in can be
    counted and stands on the receipt. Rows that are there stay."""
    dossier = found.dossier
    benefits = benefits_asked(dossier)
    kinds = [kind for kind in line_paper_types(dossier) if benefit_of_procedure(kind.procedure.code) in benefits]
    there = set(dossier.components.filter(line=None).values_list("type__code", flat=True))
    Component.objects.bulk_create(
        Component(dossier=dossier, type=kind, asked=False) for kind in kinds if kind.code not in there
    )
