"""To whom in the house does an issued result go, and what of it has been received?"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from functools import reduce
from operator import or_
from typing import Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from benefits.models import ResultDelivery
from benefits.models.deliveries import addressee
from bhxh_archive.models import Assignment, Office, User, share_offices
from bhxh_archive.parameters import parameter
from bhxh_archive.roles import RECIPIENTS, RIGHTS, Role
from intake.models import Dossier, Result

RIGHT: Final = "results.receive"
LATELY: Final = timedelta(days=90)
"""How long what was received stays in sight."""
OF_DOSSIER: Final = "version__result__dossier"
Rows = QuerySet[ResultDelivery]


def addressees(dossier: Dossier) -> list[tuple[Role, Office, Collection[str]]]:
    """Each function to which results of this dossier go today, where, and the codes of the kinds that do.

    A local office is told where it received what another office settled. Nothing goes to a function that an office has
    never given to anybody: it would wait for ever. Where only its holder left, it waits for the next.
    """
    settling = dossier.settling_office
    offices = {role: office for role in RECIPIENTS if (office := _office(dossier, role))}
    given = set(
        Assignment.objects.filter(office__in=offices.values(), role__in=RECIPIENTS).values_list("office", "role")
    )
    found = ((role, office) for role, office in offices.items() if (office.pk, role.value) in given)
    return [(role, office, parameter(f"results_to_{role}", office=settling)) for role, office in found]


def _office(dossier: Dossier, role: Role) -> Office | None:
    receiving, settling = dossier.receiving_office, dossier.settling_office
    if role != Role.LOCAL_OFFICE:
        return settling
    return receiving if receiving.kind == Office.Kind.LOCAL and receiving != settling else None


def planned(dossier: Dossier, results: Sequence[Result]) -> list[str]:
    """Who will get something of it on issue, in words."""
    kinds = {result.kind for result in results}
    return [addressee(role, office) for role, office, codes in addressees(dossier) if kinds.intersection(codes)]


def deliveries_to(user: User) -> Rows:
    """What was delivered to the functions that this person holds today; to nobody else."""
    seats = [Q(office=seat.office_id, recipient=seat.role) for seat in user.seats if RIGHT in RIGHTS[seat.role]]
    return ResultDelivery.objects.filter(reduce(or_, seats)) if seats else ResultDelivery.objects.none()


def deliveries_for(user: User, pk: int) -> list[ResultDelivery]:
    """What of this dossier was delivered to this person, main document first.

    Raises ResultDelivery.DoesNotExist, which becomes a 404, where nothing was.
    """
    rows = deliveries_to(user).filter(**{OF_DOSSIER: pk}).select_related(
        "version__file", "version__result__dossier", "version__result__receiver", "changed_by__result", "received_by",
    )  # fmt: skip
    found = list(rows.prefetch_related("version__result__versions__file", "office__names").order_by(
        "-version__result__main", "pk"
    ))  # fmt: skip
    if not found:
        raise ResultDelivery.DoesNotExist
    return found


def deliveries_of(dossier: Dossier) -> dict[int, list[ResultDelivery]]:
    """Result id -> to whom in the house it was delivered, and who received it when."""
    rows = ResultDelivery.objects.filter(**{OF_DOSSIER: dossier}).select_related(
        "version", "office", "received_by", "changed_by__result"
    )
    share_offices(rows, ("office",), (dossier.receiving_office, dossier.settling_office))
    found: dict[int, list[ResultDelivery]] = {}
    for row in rows:
        found.setdefault(row.version.result_id, []).append(row)
    return found


def to_receive(user: User, recipient: str = "") -> QuerySet[Dossier]:
    """Dossiers of which something waits for this person, in one of the functions or in all."""
    return _dossiers(deliveries_to(user).filter(received_at=None), recipient)


def received(user: User, recipient: str = "") -> QuerySet[Dossier]:
    """Dossiers of which this person's functions received something lately, and nothing waits for them any more."""
    rows = _dossiers(deliveries_to(user).filter(received_at__gte=timezone.now() - LATELY), recipient)
    return rows.exclude(pk__in=to_receive(user, recipient).values("pk"))


def not_received(user: User, recipient: str = "") -> QuerySet[Dossier]:
    """Dossiers that the offices where this person issues sent out, and of which something still waits somewhere."""
    rows = _dossiers(ResultDelivery.objects.filter(received_at=None), recipient)
    return rows.filter(settling_office__in=user.offices_with("benefits.issue"))


def _dossiers(rows: Rows, recipient: str) -> QuerySet[Dossier]:
    chosen = rows.filter(recipient=recipient) if recipient else rows
    return Dossier.objects.filter(pk__in=chosen.order_by().values(OF_DOSSIER))
