"""Under which rules does a draft stand on its day of receipt: which rule book, which components, which offices?"""

from __future__ import annotations

from datetime import date, datetime

from django.utils import timezone

from bhxh_archive.errors import NotValid
from bhxh_archive.models import Office
from intake.actions.counter.asking import carry_answers
from intake.actions.dossier.books import answer_by_book
from intake.models import BookCustody, Component, ComponentType, Dossier, Page, Procedure
from intake.queries import counterpart, kinds_under, procedure_on, settling_rule

CONDITIONAL = ComponentType.Requirement.CONDITIONAL


def legal_day(received_at: datetime | None) -> date:
    """The day in Vietnam whose rules hold: of receipt, or today while it is not received."""
    return timezone.localdate(received_at) if received_at else timezone.localdate()


def follow_rules(dossier: Dossier, code: str | None = None) -> list[str]:
    """Put a draft under the rules of its day of receipt (`code`: of another procedure); returns the changed fields.

    Does not save the dossier. Raises NotValid where no rule book has the procedure, or pages would lose their place.
    """
    procedure = procedure_on(code or dossier.procedure.code, legal_day(dossier.received_at))
    if procedure.pk != dossier.procedure_id:
        _ask_anew(dossier, procedure)
    seat_offices(dossier, dossier.receiving_office)
    return ["procedure", "settling_office", "paper_office"]


def rules_of(dossier: Dossier) -> list[int]:
    """Ids of procedure, settling office and paper office: what the rules decided."""
    return [dossier.procedure_id, dossier.settling_office_id, dossier.paper_office_id]


def seat_offices(dossier: Dossier, office: Office) -> None:
    """Receiving office as given; settling and paper office by the dated decentralisation rule, else the same."""
    rule = settling_rule(dossier.procedure.code, office, legal_day(dossier.received_at))
    dossier.receiving_office = office
    dossier.settling_office = rule.settling_office if rule else office
    dossier.paper_office = rule.paper_office if rule else dossier.settling_office


def add_components(dossier: Dossier) -> None:
    """One component for each paper of the procedure that has none yet."""
    kinds = dossier.procedure.component_types.exclude(pk__in=dossier.components.values("type"))
    Component.objects.bulk_create(
        Component(dossier=dossier, type=kind, asked=kind.requirement != CONDITIONAL) for kind in kinds
    )


def _ask_anew(dossier: Dossier, procedure: Procedure) -> None:
    """What is recorded of a paper stays with it where the other procedure asks for it too."""
    gone = _take_over(dossier, procedure)
    if Page.objects.filter(component__in=gone, deleted_at=None).exists():
        raise NotValid("Đã có trang xếp vào thành phần của thủ tục cũ. Hãy gỡ các trang đó trước khi đổi thủ tục.")
    dossier.components.filter(pk__in=gone).delete()
    dossier.procedure = procedure
    add_components(dossier)
    carry_answers(dossier)
    if book := BookCustody.objects.filter(dossier=dossier).first():
        answer_by_book(dossier, book)


def _take_over(dossier: Dossier, procedure: Procedure) -> list[int]:
    """Give each component the row of the other procedure for its paper; returns the ids of those that have none there.

    A paper of the whole dossier goes to the procedure's own row, a paper of a line to the one of its benefit.
    """
    own = list(procedure.component_types.select_related("procedure"))
    lines, taken, gone = list(kinds_under(procedure, dossier)), set(), []
    for row in dossier.components.select_related("type__procedure").order_by("pk"):
        kind = counterpart(row.type, lines if row.line_id else own)
        if kind is None or (kind.pk, row.line_id, row.person_id) in taken:
            gone.append(row.pk)
            continue
        taken.add((kind.pk, row.line_id, row.person_id))
        if kind.requirement == CONDITIONAL != row.type.requirement:
            row.asked = False
        row.type = kind
        row.save(update_fields=["type", "asked"])
    return gone
