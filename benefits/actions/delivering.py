"""How does an issued result go to those in the house who need it, and how is its receipt marked?"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from benefits.earlier.changing import earlier_of, results_named, results_replaced_by
from benefits.issued.deliveries import OF_DOSSIER, addressees, deliveries_to
from benefits.models import ResultDelivery
from bhxh_archive.models import User
from bhxh_archive.trail import record
from intake.models import Dossier, ResultVersion


def deliver(dossier: Dossier, versions: Sequence[ResultVersion]) -> list[ResultDelivery]:
    """Lay what was just issued before everybody to whom its kind goes today; part of the issue's transaction.

    A decision that changes an earlier one says so, and what still waits of the earlier one says that it was changed; of
    one that is replaced so does what was received, too.
    """
    earlier = earlier_of(dossier)
    rows = [
        ResultDelivery(version=version, recipient=role, office=office, changes=earlier if version.result.main else "")
        for role, office, codes in addressees(dossier)
        for version in versions
        if version.result.kind in codes
    ]
    main = next((version for version in versions if version.result.main), None)
    if main:
        changed = results_named(earlier, dossier.settling_office)
        waiting = Q(version__result__in=changed, received_at=None)
        replaced = Q(version__result__in=results_replaced_by(dossier))
        ResultDelivery.objects.filter(waiting | replaced).update(changed_by=main)
    return ResultDelivery.objects.bulk_create(rows)


@transaction.atomic
def receive(*, dossier: Dossier, by: User, chosen: Collection[int] | None = None) -> list[ResultDelivery]:
    """Mark as received (Đã nhận) what waits for this person of the dossier, or only the `chosen` deliveries of it.

    Returns what was marked now: pressed twice, or by two people, each is marked once and told once in the trail.
    """
    Dossier.objects.select_for_update(no_key=True).values_list("pk").get(pk=dossier.pk)
    rows = deliveries_to(by).filter(**{OF_DOSSIER: dossier.pk}, received_at=None)
    wanted = rows if chosen is None else rows.filter(pk__in=chosen)
    found = list(wanted.select_related("version__result", "version__file").select_for_update(of=("self",)))
    for row in found:
        _mark(dossier, row, by)
    return found


def _mark(dossier: Dossier, row: ResultDelivery, by: User) -> None:
    row.received_by, row.received_at = by, timezone.now()
    row.save(update_fields=["received_by", "received_at"])
    record(
        dossier, "receive_result", by=by, granted=(row.recipient, row.office_id), digest=row.version.file.digest,
        result=row.version.result_id,
    )  # fmt: skip
