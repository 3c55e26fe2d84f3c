"""How are the dossiers of one event (a death, a retirement, a correction of an old decision) held together?"""

from __future__ import annotations

from django.db import transaction

from bhxh_archive.errors import NotAllowed, NotValid
from bhxh_archive.lifecycle import Seat
from bhxh_archive.models import User
from bhxh_archive.trail import permit, record
from intake.models import Dossier
from intake.queries import dossiers


@transaction.atomic
def link_event(*, dossier: Dossier, to: Dossier, by: User) -> Dossier:
    """Say that the dossier belongs to the same event as `to`; both keep their own life. Doing it again changes nothing.

    The first dossier of an event is its head: all others point to it. Raises NotAllowed, NotValid.
    """
    rows = {
        row.pk: row for row in Dossier.objects.select_for_update().filter(pk__in=[dossier.pk, to.pk]).order_by("pk")
    }
    if len(rows) < 2:
        raise NotValid("Hãy chọn một hồ sơ khác để liên kết.")
    locked, other = rows[dossier.pk], rows[to.pk]
    permit(locked, "intake.register", by, Seat.RECEIVING)
    if not dossiers(by).filter(pk=other.pk).exists():
        raise NotAllowed("Tài khoản của bạn không xem được hồ sơ muốn liên kết.")
    head = other.event_of_id or other.pk
    if head not in (locked.pk, locked.event_of_id):
        _join(locked, head, by)
    return locked


def _join(dossier: Dossier, head: int, by: User) -> None:
    dossier.linked.update(event_of_id=head)
    dossier.event_of_id = head
    dossier.save(update_fields=["event_of"])
    record(dossier, "link_event", by=by, head=head)
    record(Dossier.objects.get(pk=head), "link_event", by=by, member=dossier.pk)
